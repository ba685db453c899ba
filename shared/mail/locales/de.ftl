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

## Addresses
shipping-address = Lieferadresse
billing-address = Rechnungsadresse

## Around
view-order = Bestellung ansehen
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
