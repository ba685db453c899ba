# Words that all messages share. A message's own words stand in its folder.

order-number = Ordine { $order }
pieces = { $n ->
    [one] { $n } articolo
    [many] { $n } di articoli
   *[other] { $n } articoli
}
colon = :{ " " }

## Lines
line-untitled = Articolo
line-sku = Codice articolo
line-quantity = Quantità
line-unit-price = Prezzo unitario
line-discount = Sconto
line-total = Importo

## Totals
items = Articoli
subtotal = Subtotale
subtotal-incl-tax = Subtotale (IVA inclusa)
subtotal-excl-tax = Subtotale (IVA esclusa)
subtotal-after-discounts = Subtotale al netto degli sconti
discount = Sconto
discount-named = Sconto ({ $name })
shipping = Spedizione
shipping-named = Spedizione ({ $name })
extra = Supplemento
extra-named = { $name }
tax = IVA
tax-named = { $name }
tax-named-on-base = { $name } su { $base }
tax-contained = Di cui IVA
tax-contained-named = Di cui { $name }
tax-contained-named-on-base = Di cui { $name } su { $base }
total = Totale
total-incl-tax = Totale (IVA inclusa)
in-shop-currency = Nella valuta del negozio

## Addresses
shipping-address = Indirizzo di spedizione
billing-address = Indirizzo di fatturazione

## Around
view-order = Visualizza l’ordine
redirected = [reindirizzata] { $subject }
reply = Hai domande? Rispondi semplicemente a questa e-mail.

## Instants
instant = { $weekday } { $day } { $month } { $year }, ore { $time } ({ $zone })
weekday-1 = lunedì
weekday-2 = martedì
weekday-3 = mercoledì
weekday-4 = giovedì
weekday-5 = venerdì
weekday-6 = sabato
weekday-7 = domenica
month-1 = gennaio
month-2 = febbraio
month-3 = marzo
month-4 = aprile
month-5 = maggio
month-6 = giugno
month-7 = luglio
month-8 = agosto
month-9 = settembre
month-10 = ottobre
month-11 = novembre
month-12 = dicembre
