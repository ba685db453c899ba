task-subject = { $shop }: { $title } ({ $about })
task-lead = Diese Aufgabe muss von Hand erledigt werden, und zwar bis { $due }.
task-about = Betrifft
task-due = Frist

## What must be done, by the reason's word
task-title-erase-customer = Kundendaten löschen
task-text-erase-customer = Die Plattform hat mitgeteilt, dass die Daten dieser Person gelöscht werden müssen. Löschen Sie alles, was davon gespeichert ist: in den Tabellen von Nightshift und überall sonst, etwa in Postfächern und anderen Diensten. Behalten Sie nur, was Sie gesetzlich aufbewahren müssen, zum Beispiel Rechnungen.
task-title-export-customer = Auskunft über Kundendaten erteilen
task-text-export-customer = Diese Person verlangt Auskunft über die Daten, die Sie von ihr gespeichert haben. Stellen Sie die Daten zusammen, hier und überall sonst, und übergeben Sie sie der Person selbst.
task-title-erase-shop = Shopdaten löschen
task-text-erase-shop = Die Plattform hat mitgeteilt, dass alle aus diesem Shop übernommenen Daten gelöscht werden müssen, weil die App dort entfernt wurde. Löschen Sie alles, was davon gespeichert ist. Behalten Sie nur, was Sie gesetzlich aufbewahren müssen, zum Beispiel Rechnungen.
task-title-app-uninstalled = Die App wurde aus dem Shop entfernt
task-text-app-uninstalled = Die Plattform sendet keine Webhooks mehr; was im Shop geschieht, bleibt also unbemerkt. War das ein Versehen, installieren Sie die App erneut und registrieren Sie ihre Webhooks. Andernfalls schalten Sie die Automatisierungen dieses Shops ab.
task-title-webhooks-silent = Es kommen keine Webhooks an
task-text-webhooks-silent = Von dieser Quelle kam ungewöhnlich lange nichts. Prüfen Sie auf der Plattform, ob ihre Webhooks noch vorhanden und eingeschaltet sind und an die richtige Adresse gehen.
task-title-webhooks-missed = Webhooks sind ausgeblieben
task-text-webhooks-missed = Eine Abfrage der Plattform hat Änderungen zutage gebracht, deren Webhooks nie angekommen sind. Die Änderungen sind jetzt erfasst, hier ist nichts weiter zu tun; zu klären bleibt die Ursache. Prüfen Sie auf der Plattform, ob die Webhooks noch vorhanden und eingeschaltet sind und beantwortet werden.
task-title-platform-refuses-us = Die Plattform verweigert Nightshift den Zugriff
task-text-platform-refuses-us = Die Plattform hat geantwortet, dass unser Schlüssel ungültig ist oder keine Bestellungen lesen darf oder dass der Shop umgezogen ist. Geben Sie der App oder dem Schlüssel die Rechte zurück oder hinterlegen Sie neue Zugangsdaten unter denselben Namen in SSM. Bis dahin bleiben Bestellungen, von denen kein Webhook berichtet, unentdeckt.
task-title-order-held = Eine Bestellung wird zurückgehalten
task-text-order-held = Die Angaben zu dieser Bestellung sind in sich nicht stimmig, deshalb wird dazu keine E-Mail automatisch versendet. Vergleichen Sie die Bestellung mit der Plattform, berichtigen Sie sie dort und schreiben Sie der Person, die bestellt hat, bei Bedarf selbst.
task-title-unknown = Es gibt etwas zu tun: { $reason }
task-text-unknown = Zum Stichwort „{ $reason }“ gibt es keine Anleitung. Näheres steht in den Angaben unten und im zugehörigen Journal.

## What it is about
task-about-order = Bestellung { $id }
task-about-customer = Kundennummer { $id }
task-about-product = Produkt { $id }
task-about-item = Lagerartikel { $id }
task-about-sku = Bestand { $id }
task-about-return = Retoure { $id }
task-about-shop = Shop { $id }
task-about-source = Quelle { $id }
task-about-unknown = { $kind } { $id }

## Around
task-close = Schließen Sie die Aufgabe danach mit diesem Befehl, mit Ihrem Namen anstelle von NAME:
task-reply = Diese E-Mail hat Nightshift an das Team von { $shop } geschickt.
