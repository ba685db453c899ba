# Words that all messages share. A message's own words stand in its folder.

order-number = Bestellung { $order }
pieces = { $n ->
    [one] { $n } Artikel
   *[other] { $n } Artikel
}
colon = :{ " " }

## Lines
line-untitled = Artikel
line-sku = Artikelnummer
line-quantity = Menge
line-unit-price = Einzelpreis
line-discount = Rabatt
line-total = Gesamtpreis

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

## Addresses
shipping-address = Lieferadresse
billing-address = Rechnungsadresse

## Around
view-order = Bestellung ansehen
redirected = [umgeleitet] { $subject }
reply = Fragen? Antworten Sie einfach auf diese E-Mail.

## Instants
instant = { $weekday }, { $day }. { $month } { $year }, { $time } Uhr ({ $zone })
weekday-1 = Montag
weekday-2 = Dienstag
weekday-3 = Mittwoch
weekday-4 = Donnerstag
weekday-5 = Freitag
weekday-6 = Samstag
weekday-7 = Sonntag
month-1 = Januar
month-2 = Februar
month-3 = März
month-4 = April
month-5 = Mai
month-6 = Juni
month-7 = Juli
month-8 = August
month-9 = September
month-10 = Oktober
month-11 = November
month-12 = Dezember
