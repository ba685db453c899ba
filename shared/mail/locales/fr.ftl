# Words that all messages share. A message's own words stand in its folder.

order-number = Commande { $order }
pieces = { $n ->
    [one] { $n } article
    [many] { $n } d’articles
   *[other] { $n } articles
}
# What stands between a label and its value: in French, a no-break space comes first.
colon =  :{ " " }

## Lines
line-untitled = Article
line-sku = Référence
line-quantity = Quantité
line-unit-price = Prix unitaire
line-discount = Remise
line-total = Montant

## Totals
items = Articles
subtotal = Sous-total
subtotal-incl-tax = Sous-total (TTC)
subtotal-excl-tax = Sous-total (HT)
subtotal-after-discounts = Sous-total après remises
discount = Remise
discount-named = Remise ({ $name })
shipping = Livraison
shipping-named = Livraison ({ $name })
extra = Supplément
extra-named = { $name }
tax = Taxes
tax-named = { $name }
tax-named-on-base = { $name } sur { $base }
tax-contained = Dont taxes
tax-contained-named = Dont { $name }
tax-contained-named-on-base = Dont { $name } sur { $base }
total = Total
total-incl-tax = Total (TTC)
in-shop-currency = Dans la devise de la boutique

## Addresses
shipping-address = Adresse de livraison
billing-address = Adresse de facturation

## Around
view-order = Voir votre commande
redirected = [redirigé] { $subject }
reply = Une question ? Répondez simplement à cet e-mail.

## Instants
instant = { $weekday } { $day } { $month } { $year } à { $time } ({ $zone })
weekday-1 = lundi
weekday-2 = mardi
weekday-3 = mercredi
weekday-4 = jeudi
weekday-5 = vendredi
weekday-6 = samedi
weekday-7 = dimanche
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
