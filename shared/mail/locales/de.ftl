# Words that all messages share. A message's own words stand in its folder.

order-number = Bestellung { $order }
pieces = { $n ->
    [one] { $n } Artikel
   *[other] { $n } Artikel
}
order-date = Bestelldatum
colon = :{ " " }

## Lines
line-untitled = Artikel
line-sku = Artikelnummer
line-quantity = Menge
line-unit-price = Einzelpreis
line-discount = Rabatt
line-total = Gesamtpreis
line-digital = Digital: kein Versand
line-gift-card = Geschenkgutschein: kommt per E-Mail
line-back-order = Zurzeit nicht vorrätig, wird nachgeliefert
line-back-order-expected = Zurzeit nicht vorrätig, erwartet für { $date }
line-pre-order = Vorbestellung
line-pre-order-expected = Vorbestellung, verfügbar ab { $date }

## Totals
items = Warenwert
subtotal = Zwischensumme
subtotal-incl-tax = Zwischensumme (inkl. MwSt.)
subtotal-excl-tax = Zwischensumme (zzgl. MwSt.)
subtotal-after-discounts = Zwischensumme nach Rabatten
discount = Rabatt
discount-named = Rabatt ({ $name })
shipping = Versand
shipping-named = Versand ({ $name })
extra = Zuschlag
extra-named = { $name }
tax = MwSt.
tax-named = { $name }
tax-named-on-base = { $name } auf { $base }
tax-contained = Enthaltene MwSt.
tax-contained-named = Enthält { $name }
tax-contained-named-on-base = Enthält { $name } auf { $base }
total = Gesamtbetrag
total-incl-tax = Gesamtbetrag (inkl. MwSt.)
in-shop-currency = In der Währung des Shops
paid-gift-card = Bezahlt mit Geschenkgutschein
paid-gift-card-ending = Bezahlt mit Geschenkgutschein mit den Endziffern { $digits }
paid-store-credit = Bezahlt mit Guthaben
still-to-pay = Noch zu zahlen
paid-otherwise = Anderweitig bezahlt

## Payment
payment = Zahlung
tender-card = Karte
tender-gift-card = Geschenkgutschein
tender-store-credit = Guthaben
tender-bank-transfer = Banküberweisung
tender-on-delivery = Zahlung bei Lieferung
tender-other = Andere Zahlungsart
tender-ending = { $name } mit den Endziffern { $digits }
transfer-lead = Bitte überweisen Sie den Betrag auf dieses Konto. Wir bearbeiten Ihre Bestellung, sobald das Geld eingegangen ist.
transfer-holder = Kontoinhaber
transfer-iban = IBAN
transfer-bic = BIC
transfer-amount = Betrag
transfer-reference = Verwendungszweck
transfer-due = Zahlbar bis
transfer-code = Oder scannen Sie diesen Code mit Ihrer Banking-App.
transfer-code-alt = QR-Code für Ihre Banking-App mit den oben genannten Angaben zu Konto, Betrag und Verwendungszweck

## Delivery
promise = Voraussichtliche Lieferung
promise-pickup = Voraussichtlich abholbereit
pickup = Abholung
pickup-hours = Öffnungszeiten
promised-by = Zugesagt bis: { $day }
expected-now = Jetzt erwartet
expected-unknown = Wir können noch nicht sagen, wann sie ankommt.
delay-not-sent = Sie wurde noch nicht an den Versanddienst übergeben.
delay-on-its-way = Sie ist unterwegs und braucht länger als geplant.
delay-unclear = Sie kommt nicht wie geplant an.

## Addresses
shipping-address = Lieferadresse
billing-address = Rechnungsadresse

## Around
view-order = Bestellung ansehen
view-return = Ihre Retoure ansehen
redirected = [umgeleitet] { $subject }
reply = Fragen? Antworten Sie einfach auf diese E-Mail.

## What the law wants
legal-seller = Verkäufer
legal-terms = Allgemeine Geschäftsbedingungen
legal-terms-online = Allgemeine Geschäftsbedingungen online lesen
legal-withdrawal = Widerrufsbelehrung
legal-withdrawal-form = Muster-Widerrufsformular

## Days
date-range = { $from } bis { $to }
instant = { $moment } ({ $zone })

## Stock
stock-level = Stufe
stock-level-low = Bestand niedrig
stock-level-critical = Bestand sehr niedrig
stock-level-out = Ausverkauft
stock-level-negative = Überverkauft
stock-item = Artikel
stock-location = Standort
stock-everywhere = Alle Standorte zusammen
stock-with = { $what } ({ $more })
stock-available = Verfügbar
stock-available-before = { $now } (vorher: { $before })
stock-on-hand = Auf Lager
stock-reserved = Reserviert
stock-buffer = Zurückgehalten
stock-damaged = Beschädigt
stock-in-transit = Zwischen Standorten unterwegs
stock-incoming = Im Zulauf
stock-undated = Datum unbekannt
stock-threshold = Schwelle
stock-said-item-here = für diesen Artikel an diesem Standort festgelegt
stock-said-item = für diesen Artikel festgelegt
stock-said-storefront = im Shopsystem festgelegt
stock-said-product = für dieses Produkt festgelegt
stock-said-category = für die Kategorie { $name } festgelegt
stock-said-supplier = für den Lieferanten { $name } festgelegt
stock-said-location = für diesen Standort festgelegt
stock-said-shop = für den ganzen Shop festgelegt
stock-said-cover = { $n ->
    [one] was in { $n } Tag verkauft wird
   *[other] was in { $n } Tagen verkauft wird
}
stock-said-bundle = { $n ->
    [one] { $n } Set { $name } muss möglich bleiben
   *[other] { $n } Sets { $name } müssen möglich bleiben
}
stock-per-day = Verkauf pro Tag
stock-method-weighted = gewichteter Schnitt der Tage mit Bestand
stock-method-sba = Syntetos–Boylan, für seltene Verkäufe
stock-method-croston = Croston, für seltene Verkäufe
stock-method-category = wie in der Kategorie, da der Artikel neu ist
stock-season = Saison im Vergleich zu sonst
stock-cover = Reicht für (Tage)
stock-cover-long = mehr als ein Jahr
stock-runs-out = Voraussichtlich ausverkauft
stock-next = Nächste mögliche Lieferung
stock-supplier = Lieferant
stock-lead = { $n ->
    [one] liefert in { $n } Tag
   *[other] liefert in { $n } Tagen
}
stock-suggested = Vorgeschlagene Bestellmenge
stock-lost = Voraussichtlich entgangener Verkauf
stock-lost-in = { $pieces } in { $days }
stock-pieces = { $n ->
    [one] { $n } Stück
   *[other] { $n } Stück
}
stock-days = { $n ->
    [one] { $n } Tag
   *[other] { $n } Tagen
}
stock-kits = Set, das ihn braucht
stock-kits-left = { $n ->
    [one] noch { $n } möglich
   *[other] noch { $n } möglich
}
stock-cause = Letzte Änderung
stock-cause-sale = Verkauf
stock-cause-cancellation = Stornierung
stock-cause-fulfilment = Versand
stock-cause-return = Rücksendung
stock-cause-edit = Änderung von Hand
stock-cause-count = Inventur
stock-cause-import = Datenimport
stock-cause-receipt = Wareneingang
stock-cause-purchase = Bestellung beim Lieferanten
stock-cause-transfer = Umlagerung
stock-cause-correction = Korrektur
stock-cause-point-of-sale = Verkauf an der Kasse
stock-cause-component = Verkauf eines Sets
stock-cause-reservation = Reservierung
stock-because = Warum Sie davon hören
stock-because-crossed = Der Bestand ist auf oder unter die Schwelle gefallen.
stock-because-worsened = Seit dem letzten Hinweis ist es schlimmer geworden.
stock-because-threshold-rose = Der Bestand ist gleich geblieben, aber die Schwelle ist gestiegen.
stock-because-first-count = Der Bestand war schon bei der ersten Zählung niedrig.
stock-because-snooze-ended = Die Stummschaltung ist vorbei und der Bestand ist noch immer niedrig.
stock-because-still-low = Was den Hinweis zurückgehalten hat, ist vorbei und der Bestand ist noch immer niedrig.
stock-chart-alt = { $n ->
    [one] Diagramm des letzten { $n } Tages: höchstens { $highest } verfügbar, jetzt { $now }; die Schwelle ist { $threshold }.
   *[other] Diagramm der letzten { $n } Tage: höchstens { $highest } verfügbar, jetzt { $now }; die Schwelle ist { $threshold }.
}
stock-chart-ends = Voraussichtlich ausverkauft: { $date }.
stock-chart-from = { $n ->
    [one] vor { $n } Tag
   *[other] vor { $n } Tagen
}
stock-chart-to = { $n ->
    [one] in { $n } Tag
   *[other] in { $n } Tagen
}
stock-chart-today = heute
stock-chart-legend = Balken: verfügbar am Ende jedes Tages. Gestrichelte Linie: Schwelle.
stock-chart-legend-ahead = Hohle Balken: Erwartung ab morgen.
stock-chart-legend-deliveries = Dreiecke: Lieferungen.
stock-do-acknowledge = Bestätigen
stock-do-snooze = { $n ->
    [one] { $n } Tag stummschalten
   *[other] { $n } Tage stummschalten
}
stock-do-asks = Jeder Link öffnet eine Seite, die noch einmal fragt. Bevor Sie dort auf den Knopf drücken, geschieht nichts.
stock-more = { $n ->
    [one] { $n } weiterer Artikel steht in der angehängten Datei.
   *[other] { $n } weitere Artikel stehen in der angehängten Datei.
}
stock-file = Die Datei { $name } enthält alles für eine Tabellenkalkulation.
stock-reply = Diese E-Mail hat Nightshift an das Team von { $shop } geschickt.

## Purchases
purchase-number = Bestellnummer
purchase-supplier = Lieferant
purchase-deliver-to = Lieferort
purchase-expected = Erwartet
purchase-order-by = Bestellen bis
purchase-total = Gesamtbetrag
purchase-unpriced = Einige Preise sind nicht bekannt, der Gesamtbetrag ist daher unvollständig.
purchase-code = Ihre Artikelnummer
purchase-quantity = Menge
purchase-price = Einzelpreis
purchase-sum = Betrag
purchase-open = Noch offen
purchase-why = Grund
purchase-why-position = { $position } vorhanden oder unterwegs; bestellt wird ab { $point }, bis { $target }
purchase-reckoning = Berechnung
purchase-losing = Nicht gewählt
purchase-state = Stand
purchase-state-draft = Entwurf
purchase-state-waiting = wartet auf Freigabe
purchase-state-approved = freigegeben
purchase-state-sent = verschickt
purchase-state-confirmed = bestätigt
purchase-state-partly-received = teilweise eingetroffen
purchase-state-received = eingetroffen
purchase-state-closed = abgeschlossen
purchase-state-declined = vom Lieferanten abgelehnt
purchase-state-cancelled = storniert
purchase-do-approve = Freigeben
purchase-do-decline = Nicht bestellen
purchase-do-confirm = Bestellung bestätigen
purchase-do-refuse = Wir können nicht liefern
purchase-reply = Fragen? Antworten Sie einfach auf diese E-Mail.

## Returns
return-number = Retourennummer
return-order = Bestellung
return-requested = Angemeldet am
return-send-by = Zurücksenden bis
return-refund = Erstattung
return-decide-by = Bitte antworten bis
return-reason = Grund
return-condition = Zustand
return-outcome = Gewünscht
return-because = Warum Sie gefragt werden
return-do-look-at-return = Alles ansehen und entscheiden
return-do-approve-return = Genehmigen
return-do-refuse-return = Ablehnen
returns-say-approved = Sie können es zurücksenden.
returns-say-approved-with-fee = Sie können es zurücksenden. Von der Erstattung wird eine Gebühr abgezogen.
returns-say-refunded-at-once = Das Geld wird jetzt erstattet.
returns-say-keep-it = Das Geld wird erstattet, und Sie dürfen es behalten.
returns-say-keep-part = Sie behalten es, und ein Teil des Geldes wird erstattet.
returns-say-donate-it = Das Geld wird erstattet. Bitte geben Sie es jemandem, der es brauchen kann.
returns-say-looked-at = Wir sehen es uns an und antworten bald.
returns-say-withdrawn = Ihr Widerruf ist eingegangen.
returns-say-withdrawal-looked-at = Ihr Widerruf ist eingegangen. Wir prüfen, ob eine Ausnahme gilt.
returns-say-too-late = Die Rückgabefrist ist abgelaufen.
returns-say-not-delivered = Es ist noch nicht zugestellt.
returns-say-too-many = Das ist mehr, als noch zurückgegeben werden kann.
returns-say-not-bought = Es gehört nicht zu dieser Bestellung.
returns-say-final-sale = Es wurde vom Umtausch ausgeschlossen verkauft.
returns-say-hygiene = Es ist aus hygienischen Gründen versiegelt und kann geöffnet nicht zurückgegeben werden.
returns-say-personalised = Es wurde nach Ihren Wünschen angefertigt und kann nicht zurückgegeben werden.
returns-say-perishable = Es ist verderblich und kann nicht zurückgegeben werden.
returns-say-digital = Es ist ein digitaler Artikel und kann nicht zurückgegeben werden.
returns-say-gift-card = Gutscheine können nicht zurückgegeben werden.
returns-say-discounted = Es wurde stark reduziert verkauft und kann nicht zurückgegeben werden.
returns-say-condition = Aus diesem Grund oder in diesem Zustand kann es nicht zurückgegeben werden.
returns-say-outcome-not-offered = Was Sie sich wünschen, gibt es für diesen Artikel nicht.
returns-say-market = Rückgaben aus Ihrem Land sind nicht möglich.
returns-say-not-allowed = Unsere Rückgabebedingungen lassen es nicht zu.

# Reasons of the usual list, in which state it is, and what is wanted: for buyers' forms and for the shop's own people
returns-reason-changed-mind = Gefällt doch nicht
returns-reason-too-small = Zu klein
returns-reason-too-large = Zu groß
returns-reason-ordered-by-mistake = Versehentlich bestellt
returns-reason-arrived-late = Zu spät angekommen
returns-reason-damaged-in-transit = Auf dem Weg beschädigt
returns-reason-defective = Defekt
returns-reason-wrong-item = Falscher Artikel
returns-reason-not-as-described = Anders als beschrieben
returns-reason-missing-parts = Teile fehlen
returns-condition-sealed = Ungeöffnet
returns-condition-opened = Geöffnet, unbenutzt
returns-condition-used = Benutzt
returns-condition-damaged = Beschädigt
returns-condition-unsaid = Keine Angabe
returns-outcome-refund = Geld zurück
returns-outcome-store-credit = Guthaben im Shop
returns-outcome-exchange = Umtausch zum gleichen Preis
returns-outcome-exchange-difference = Umtausch zu einem anderen Preis
returns-outcome-replacement = Reparatur oder Ersatz
returns-outcome-partial-credit = Behalten, einen Teil des Geldes zurück

# Why a person is asked, and what is special about a product: for the shop's own people
return-why-withdrawal-excepted = Es ist ein Widerruf, doch das Gesetz kennt dafür eine Ausnahme: { $of }
return-why-withdrawal-late = Es ist ein Widerruf, doch die Frist dafür endete am { $day }
return-why-by-rule = Ihre Regel „{ $rule }“ sieht es vor
return-why-reviewed-otherwise = Ihre Richtlinie überlässt solche Retouren einem Menschen
return-why-restricted = Es ist etwas Besonderes: { $of }
return-why-discounted = Es wurde stark reduziert verkauft
return-why-fault-not-refused = Es würde abgelehnt, doch der Shop oder der Versender ist schuld
return-why-fact-unknown = Ihre Regel „{ $rule }“ braucht etwas, das nicht bekannt ist: { $fact }
return-why-delivery-unknown = Niemand weiß, wann es zugestellt wurde
return-why-suspicious = Es gibt Anzeichen für einen Missbrauch
return-why-beyond-return-limit = Es ist mehr, als ohne einen Menschen genehmigt werden darf
return-why-beyond-day-limit = Die Retouren von heute sind mehr, als ohne einen Menschen genehmigt werden darf
return-why-limit-unknown = Ihre Grenzen gelten in einer anderen Währung als die Bestellung
return-why-breaker-open = Heute wurden weit mehr Retouren als sonst genehmigt
return-why-money-unknown = Was zu erstatten ist, lässt sich nicht berechnen
return-why-unknown-reason = Der Grund steht nicht auf Ihrer Liste
return-why-from-exchange = Es kam durch einen Umtausch
returns-trait-final-sale = vom Umtausch ausgeschlossen
returns-trait-hygiene = aus hygienischen Gründen versiegelt
returns-trait-personalised = nach Kundenwunsch angefertigt
returns-trait-perishable = verderblich
returns-trait-digital = digital geliefert
returns-trait-gift-card = Gutschein
returns-trait-sealed-media = versiegelte Aufnahmen oder Software
return-why-withdrawal = Gesetzlicher Widerruf
return-why-in-time = Rechtzeitig
return-why-excepted = Mehr Zeit wurde eingeräumt
return-why-not-worth-returning = Die Rücksendung lohnt nicht
return-why-too-late = Zu spät
return-why-market-closed = Keine Retouren aus diesem Land
return-why-outcome-not-offered = Was gewünscht ist, wird nicht angeboten
return-why-no-such-line = Nicht Teil der Bestellung
return-why-not-delivered = Noch nicht zugestellt
return-why-too-many = Mehr Stücke, als zurückgegeben werden können
return-why-part-of-bundle = Teil eines Sets
return-why-no-quantity = Keine Stückzahl
