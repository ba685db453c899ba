# Words that all messages share. A message's own words stand in its folder.

order-number = Zamówienie { $order }
pieces = { $n ->
    [one] { $n } produkt
    [few] { $n } produkty
    [many] { $n } produktów
   *[other] { $n } produktu
}
order-date = Data zamówienia
colon = :{ " " }

## Lines
line-untitled = Produkt
line-sku = Kod produktu
line-quantity = Ilość
line-unit-price = Cena za sztukę
line-discount = Rabat
line-total = Wartość
line-digital = Produkt cyfrowy: bez wysyłki
line-gift-card = Karta podarunkowa: wysyłana e-mailem
line-back-order = Chwilowo niedostępne, wyślemy po uzupełnieniu zapasów
line-back-order-expected = Chwilowo niedostępne, przewidywana dostępność: { $date }
line-pre-order = Przedsprzedaż
line-pre-order-expected = Przedsprzedaż, dostępne od: { $date }

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
paid-gift-card = Zapłacono kartą podarunkową
paid-gift-card-ending = Zapłacono kartą podarunkową o końcówce { $digits }
paid-store-credit = Zapłacono ze środków na koncie w sklepie
still-to-pay = Pozostało do zapłaty
paid-otherwise = Zapłacono w inny sposób

## Payment
payment = Płatność
tender-card = Karta
tender-gift-card = Karta podarunkowa
tender-store-credit = Środki na koncie w sklepie
tender-bank-transfer = Przelew bankowy
tender-on-delivery = Płatność przy odbiorze
tender-other = Inna metoda płatności
tender-ending = { $name } o końcówce { $digits }
transfer-lead = Prosimy o przelanie kwoty na to konto. Zamówienie zrealizujemy po otrzymaniu wpłaty.
transfer-holder = Właściciel konta
transfer-iban = IBAN
transfer-bic = BIC
transfer-amount = Kwota
transfer-reference = Tytuł przelewu
transfer-due = Termin płatności
transfer-code = Można też zeskanować ten kod w aplikacji bankowej.
transfer-code-alt = Kod QR do aplikacji bankowej z podanymi wyżej kontem, kwotą i tytułem przelewu

## Delivery
promise = Przewidywana dostawa
promise-pickup = Gotowe do odbioru
pickup = Odbiór osobisty
pickup-hours = Godziny otwarcia

## Addresses
shipping-address = Adres dostawy
billing-address = Adres rozliczeniowy

## Around
view-order = Szczegóły zamówienia
redirected = [przekierowano] { $subject }
reply = W razie pytań wystarczy odpowiedzieć na tę wiadomość.

## What the law wants
legal-seller = Sprzedawca
legal-terms = Regulamin sprzedaży
legal-terms-online = Regulamin sprzedaży na stronie internetowej
legal-withdrawal = Prawo odstąpienia od umowy
legal-withdrawal-form = Wzór formularza odstąpienia od umowy

## Days
date-range = { $from } – { $to }
instant = { $moment } ({ $zone })
