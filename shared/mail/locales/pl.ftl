# Words that all messages share. A message's own words stand in its folder.

order-number = Zamówienie { $order }
pieces = { $n ->
    [one] { $n } produkt
    [few] { $n } produkty
    [many] { $n } produktów
   *[other] { $n } produktu
}
colon = :{ " " }

## Lines
line-untitled = Produkt
line-sku = Kod produktu
line-quantity = Ilość
line-unit-price = Cena za sztukę
line-discount = Rabat
line-total = Wartość

## Totals
items = Produkty
subtotal = Suma częściowa
subtotal-incl-tax = Suma częściowa (brutto)
subtotal-excl-tax = Suma częściowa (netto)
subtotal-after-discounts = Suma częściowa po rabatach
discount = Rabat
discount-named = Rabat ({ $name })
shipping = Dostawa
shipping-named = Dostawa ({ $name })
extra = Opłata dodatkowa
extra-named = { $name }
tax = Podatek
tax-named = { $name }
tax-named-on-base = { $name } od kwoty { $base }
tax-contained = W tym podatek
tax-contained-named = W tym { $name }
tax-contained-named-on-base = W tym { $name } od kwoty { $base }
total = Razem
total-incl-tax = Razem (brutto)
in-shop-currency = W walucie sklepu

## Addresses
shipping-address = Adres dostawy
billing-address = Adres rozliczeniowy

## Around
view-order = Szczegóły zamówienia
redirected = [przekierowano] { $subject }
reply = W razie pytań wystarczy odpowiedzieć na tę wiadomość.

## Instants: months in the genitive, as they stand after a day
instant = { $weekday }, { $day } { $month } { $year } r., { $time } ({ $zone })
weekday-1 = poniedziałek
weekday-2 = wtorek
weekday-3 = środa
weekday-4 = czwartek
weekday-5 = piątek
weekday-6 = sobota
weekday-7 = niedziela
month-1 = stycznia
month-2 = lutego
month-3 = marca
month-4 = kwietnia
month-5 = maja
month-6 = czerwca
month-7 = lipca
month-8 = sierpnia
month-9 = września
month-10 = października
month-11 = listopada
month-12 = grudnia
