# Words that all messages share. A message's own words stand in its folder.

order-number = Comanda { $order }
pieces = { $n ->
    [one] { $n } article
    [many] { $n } d’articles
   *[other] { $n } articles
}
order-date = Data de la comanda
colon = :{ " " }

## Lines
line-untitled = Article
line-sku = Referència
line-quantity = Quantitat
line-unit-price = Preu unitari
line-discount = Descompte
line-total = Import
line-digital = Producte digital: no s’envia res
line-gift-card = Targeta regal: s’envia per correu electrònic
line-back-order = Pendent de reposició
line-back-order-expected = Pendent de reposició, previst per al { $date }
line-pre-order = Reserva
line-pre-order-expected = Reserva, disponible a partir del { $date }

## Totals
items = Articles
subtotal = Subtotal
subtotal-incl-tax = Subtotal (impostos inclosos)
subtotal-excl-tax = Subtotal (sense impostos)
subtotal-after-discounts = Subtotal amb els descomptes aplicats
discount = Descompte
discount-named = Descompte ({ $name })
shipping = Enviament
shipping-named = Enviament ({ $name })
extra = Recàrrec
extra-named = { $name }
tax = Impostos
tax-named = { $name }
tax-named-on-base = { $name } sobre { $base }
tax-contained = Impostos inclosos
tax-contained-named = Inclou { $name }
tax-contained-named-on-base = Inclou { $name } sobre { $base }
total = Total
total-incl-tax = Total (impostos inclosos)
in-shop-currency = En la moneda de la botiga
paid-gift-card = Pagat amb targeta regal
paid-gift-card-ending = Pagat amb targeta regal acabada en { $digits }
paid-store-credit = Pagat amb saldo a la botiga
still-to-pay = Pendent de pagament
paid-otherwise = Pagat per altres mitjans

## Payment
payment = Pagament
tender-card = Targeta
tender-gift-card = Targeta regal
tender-store-credit = Saldo a la botiga
tender-bank-transfer = Transferència bancària
tender-on-delivery = Pagament contra reemborsament
tender-other = Un altre mitjà de pagament
tender-ending = { $name } acabada en { $digits }
transfer-lead = Transfereix l’import a aquest compte. Tramitarem la teva comanda quan hàgim rebut el pagament.
transfer-holder = Titular del compte
transfer-iban = IBAN
transfer-bic = BIC
transfer-amount = Import
transfer-reference = Concepte
transfer-due = Data límit de pagament
transfer-code = O escaneja aquest codi amb l’aplicació del teu banc.
transfer-code-alt = Codi QR per a l’aplicació del teu banc, amb el compte, l’import i el concepte indicats més amunt

## Delivery
promise = Lliurament previst
promise-pickup = A punt per recollir
pickup = Recollida
pickup-hours = Horari d’obertura

## Addresses
shipping-address = Adreça d’enviament
billing-address = Adreça de facturació

## Around
view-order = Mostra la comanda
redirected = [redirigit] { $subject }
reply = Tens cap pregunta? Només has de respondre aquest correu.

## What the law wants
legal-seller = Venedor
legal-terms = Condicions generals de venda
legal-terms-online = Llegeix les condicions generals de venda en línia
legal-withdrawal = Dret de desistiment
legal-withdrawal-form = Model de formulari de desistiment

## Days
date-range = del { $from } al { $to }
instant = { $moment } ({ $zone })
