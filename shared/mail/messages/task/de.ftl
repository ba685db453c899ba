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
task-title-buyer-without-address = Zu einer Bestellung fehlt die E-Mail-Adresse
task-text-buyer-without-address = Diese Bestellung kann nicht bestätigt werden, weil sie keine gültige E-Mail-Adresse enthält. Fragen Sie danach und tragen Sie die Adresse auf der Plattform in die Bestellung ein. Ist die Bestellung dann noch nicht zu alt, wird die Bestätigung von selbst versendet.
task-title-mail-bounced = Eine E-Mail-Adresse funktioniert nicht
task-text-mail-bounced = Eine E-Mail zu dieser Bestellung kam endgültig zurück: Die Adresse gibt es nicht oder sie nimmt keine E-Mails an. Dorthin wird nichts mehr gesendet. Fragen Sie nach einer anderen Adresse, berichtigen Sie sie auf der Plattform in der Bestellung und senden Sie die E-Mail dann mit dem Befehl resend erneut.
task-title-mail-undelivered = Eine E-Mail ist nicht angekommen
task-text-mail-undelivered = Das Postfach hat eine E-Mail zu dieser Bestellung zurückgeschickt, etwa weil es voll ist oder gerade niemand es liest. Die Adresse kann trotzdem stimmen und wird weiter verwendet. Senden Sie die E-Mail später mit dem Befehl resend erneut oder melden Sie sich auf anderem Weg.
task-title-mail-complained = Eine E-Mail wurde als Spam gemeldet
task-text-mail-complained = Eine E-Mail zu dieser Bestellung wurde als unerwünscht markiert, deshalb wird an diese Adresse nichts mehr gesendet. Klären Sie, ob das ein Versehen war und ob die Bestellung überhaupt von dieser Person stammt. Sind E-Mails doch erwünscht, lassen Sie sie mit dem Befehl suppression lift wieder zu.
task-title-mail-rejected = Eine E-Mail wurde nach dem Versand abgelehnt
task-text-mail-rejected = Der E-Mail-Dienst hat eine E-Mail zu dieser Bestellung angenommen und dann wegen ihres Inhalts nicht zugestellt; sie ist also nicht angekommen. Prüfen Sie die eigenen Texte und Dateien des Shops, die dazugehören, und schreiben Sie bei Bedarf selbst.
task-title-mail-unsent = Eine E-Mail kann nicht versendet werden
task-text-mail-unsent = Eine E-Mail zu dieser Bestellung kann derzeit nicht versendet werden; den Grund nennen die Angaben unten. Beheben Sie die Ursache und senden Sie die E-Mail dann mit dem Befehl resend oder schreiben Sie selbst.
task-title-mail-in-doubt = Unklar, ob eine E-Mail versendet wurde
task-text-mail-in-doubt = Die Antwort des E-Mail-Dienstes zu einer E-Mail zu dieser Bestellung ging verloren, und auch ein Bericht dazu kam nicht. Damit niemand sie doppelt erhält, wird sie nicht von selbst erneut gesendet. Wird sie unbedingt gebraucht, senden Sie sie mit dem Befehl resend; sie kommt dann möglicherweise zweimal an.
task-title-mails-missing = E-Mails sind ausgeblieben
task-text-mails-missing = Angeforderte E-Mails wurden seit mehr als einer halben Stunde nicht versendet, oder über Bestellungen wurde nicht entschieden. Sie wurden erneut angefordert, ohne Erfolg. Sehen Sie sich die nicht verarbeiteten Nachrichten und die Alarme an; der Befehl „cargo nightshift missing“ zeigt, was fehlt und warum.
task-title-stock-ledger-wrong = Ein Bestand war falsch gebucht
task-text-stock-ledger-wrong = In der Nacht entsprach der gebuchte Bestand dieses Artikels nicht der Summe seiner Bewegungen. Er wurde aus dem Journal berichtigt und neu beurteilt; offen ist nur der Grund. Prüfen Sie, ob jemand die Tabelle von Hand geändert hat oder eine ältere Version eingespielt wurde, und zählen Sie den Artikel im Zweifel nach.
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
task-about-watch = Ausgehende E-Mails
task-about-unknown = { $kind } { $id }

## Around
task-close = Schließen Sie die Aufgabe danach mit diesem Befehl, mit Ihrem Namen anstelle von NAME:
task-reply = Diese E-Mail hat Nightshift an das Team von { $shop } geschickt.
