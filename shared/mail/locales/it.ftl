# Words that all messages share. A message's own words stand in its folder.

order-number = Ordine { $order }
pieces = { $n ->
    [one] { $n } articolo
    [many] { $n } di articoli
   *[other] { $n } articoli
}
order-date = Data dell’ordine
colon = :{ " " }

## Lines
line-untitled = Articolo
line-sku = Codice articolo
line-quantity = Quantità
line-unit-price = Prezzo unitario
line-discount = Sconto
line-total = Importo
line-digital = Prodotto digitale: nessuna spedizione
line-gift-card = Carta regalo: inviata via e-mail
line-back-order = In riassortimento
line-back-order-expected = In riassortimento, previsto per { $date }
line-pre-order = Preordine
line-pre-order-expected = Preordine, disponibile da { $date }

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
paid-gift-card = Pagato con carta regalo
paid-gift-card-ending = Pagato con carta regalo che termina con { $digits }
paid-store-credit = Pagato con credito in negozio
still-to-pay = Ancora da pagare
paid-otherwise = Pagato con altri mezzi

## Payment
payment = Pagamento
tender-card = Carta
tender-gift-card = Carta regalo
tender-store-credit = Credito in negozio
tender-bank-transfer = Bonifico bancario
tender-on-delivery = Pagamento alla consegna
tender-other = Altro metodo di pagamento
tender-ending = { $name } che termina con { $digits }
transfer-lead = Ti preghiamo di versare l’importo su questo conto. Il tuo ordine sarà elaborato dopo la ricezione del pagamento.
transfer-holder = Intestatario del conto
transfer-iban = IBAN
transfer-bic = BIC
transfer-amount = Importo
transfer-reference = Causale
transfer-due = Da pagare entro
transfer-code = Oppure scansiona questo codice con l’app della tua banca.
transfer-code-alt = Codice QR per l’app della tua banca, con il conto, l’importo e la causale indicati sopra

## Delivery
promise = Consegna prevista
promise-pickup = Pronto per il ritiro
pickup = Ritiro
pickup-hours = Orari di apertura

## Addresses
shipping-address = Indirizzo di spedizione
billing-address = Indirizzo di fatturazione

## Around
view-order = Visualizza l’ordine
redirected = [reindirizzata] { $subject }
reply = Hai domande? Rispondi semplicemente a questa e-mail.

## What the law wants
legal-seller = Venditore
legal-terms = Condizioni generali di vendita
legal-terms-online = Leggi le condizioni generali di vendita online
legal-withdrawal = Diritto di recesso
legal-withdrawal-form = Modulo di recesso tipo

## Days
date-range = da { $from } a { $to }
instant = { $moment } ({ $zone })
