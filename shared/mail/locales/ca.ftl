# Words that all messages share. A message's own words stand in its folder.

order-number = Comanda { $order }
pieces = { $n ->
    [one] { $n } article
    [many] { $n } d’articles
   *[other] { $n } articles
}
colon = :{ " " }

## Lines
line-untitled = Article
line-sku = Referència
line-quantity = Quantitat
line-unit-price = Preu unitari
line-discount = Descompte
line-total = Import

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

## Addresses
shipping-address = Adreça d’enviament
billing-address = Adreça de facturació

## Around
view-order = Mostra la comanda
redirected = [redirigit] { $subject }
reply = Tens cap pregunta? Només has de respondre aquest correu.

## Instants
instant = { $weekday } { $day } { $month } del { $year }, { $time } h ({ $zone })
weekday-1 = dilluns
weekday-2 = dimarts
weekday-3 = dimecres
weekday-4 = dijous
weekday-5 = divendres
weekday-6 = dissabte
weekday-7 = diumenge
month-1 = de gener
month-2 = de febrer
month-3 = de març
month-4 = d’abril
month-5 = de maig
month-6 = de juny
month-7 = de juliol
month-8 = d’agost
month-9 = de setembre
month-10 = d’octubre
month-11 = de novembre
month-12 = de desembre
