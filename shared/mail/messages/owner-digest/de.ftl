owner-digest-subject = { $shop }: Tagesbericht, { $date }
owner-digest-subject-silent = { $shop }: keine Bestellungen, { $date }
owner-digest-heading = Tagesbericht
owner-digest-lead = Von { $since } bis { $until }.
owner-digest-silent = Es ist keine Bestellung eingegangen, obwohl sonst etwa { $usual } am Tag kommen. Prüfen Sie, ob der Shop Bestellungen annimmt und ob seine Webhooks noch ankommen.

## Orders
owner-digest-orders = Bestellungen
owner-digest-orders-new = Neue Bestellungen
owner-digest-orders-total = Gesamtwert

## Mails
owner-digest-mails = Versendete E-Mails
owner-digest-mail-order-confirmation = Bestellbestätigungen
owner-digest-mail-order-updated = Nachrichten zu geänderten Bestellungen
owner-digest-mail-task = E-Mails zu Aufgaben
owner-digest-mail-other = E-Mails der Art { $name }
owner-digest-mails-unsent = Noch nicht versendet
owner-digest-mails-again = Erneut angefordert
owner-digest-returned-bounce = Unzustellbar zurückgekommen
owner-digest-returned-complaint = Als Spam gemeldet
owner-digest-returned-reject = Von SES abgelehnt
owner-digest-returned-other = Von SES gemeldet: { $name }

## Not sent, and why
owner-digest-kept-back = Nicht versendet, mit Grund
owner-digest-because-cancelled = Bestellung storniert
owner-digest-because-refunded = Bestellung erstattet
owner-digest-because-draft = Aus einem Entwurf erstellt
owner-digest-because-test-mode = Testbestellung
owner-digest-because-marketplace-owned = Der Marktplatz schreibt selbst
owner-digest-because-imported = Von anderswo übernommen
owner-digest-because-too-old = Zu alt
owner-digest-because-no-recipient = Keine E-Mail-Adresse vorhanden
owner-digest-because-held = Zurückgehalten: Angaben nicht stimmig
owner-digest-because-other = Anderer Grund: { $name }
owner-digest-withheld-off = Automatisierung abgeschaltet
owner-digest-withheld-shadow = Automatisierung im Schattenmodus
owner-digest-withheld-before-live = Aus der Zeit vor dem Livegang des Shops
owner-digest-withheld-other = Zurückgehalten: { $name }

## Tasks
owner-digest-tasks = Aufgaben
owner-digest-tasks-opened = Neu
owner-digest-tasks-closed = Erledigt
owner-digest-tasks-open = Derzeit offen
owner-digest-tasks-overdue = Davon überfällig

## What came in
owner-digest-came = Eingegangen
owner-digest-came-told = Meldungen von { $name }
owner-digest-came-found = Durch Nachfragen bei { $name } gefunden
owner-digest-came-imported = Importiert aus { $name }
owner-digest-came-refused = Nicht lesbar: { $name }
owner-digest-came-ignored = Beiseitegelegt: { $name }

## Dead letters
owner-digest-dead = Nicht verarbeitete Nachrichten
owner-digest-dead-in = In der Warteschlange { $name }

## Around
owner-digest-more = Mehr dazu zeigen diese Befehle:
owner-digest-reply = Diese E-Mail hat Nightshift an das Team von { $shop } geschickt.
