# Words that all messages share. A message's own words stand in its folder.

order-number = Commande { $order }
pieces = { $n ->
    [one] { $n } article
    [many] { $n } d’articles
   *[other] { $n } articles
}
order-date = Date de la commande
# What stands between a label and its value: in French, a no-break space comes first.
colon =  :{ " " }

## Lines
line-untitled = Article
line-sku = Référence
line-quantity = Quantité
line-unit-price = Prix unitaire
line-discount = Remise
line-total = Montant
line-digital = Article numérique : aucun envoi
line-gift-card = Carte cadeau : envoyée par e-mail
line-back-order = En cours de réapprovisionnement
line-back-order-expected = En cours de réapprovisionnement, attendu le { $date }
line-pre-order = Précommande
line-pre-order-expected = Précommande, disponible à partir du { $date }

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
paid-gift-card = Payé par carte cadeau
paid-gift-card-ending = Payé par carte cadeau se terminant par { $digits }
paid-store-credit = Payé par avoir
still-to-pay = Reste à payer
paid-otherwise = Payé par un autre moyen

## Payment
payment = Paiement
tender-card = Carte
tender-gift-card = Carte cadeau
tender-store-credit = Avoir
tender-bank-transfer = Virement bancaire
tender-on-delivery = Paiement à la livraison
tender-other = Autre moyen de paiement
tender-ending = { $name } se terminant par { $digits }
transfer-lead = Veuillez virer le montant sur ce compte. Votre commande sera traitée dès réception du paiement.
transfer-holder = Titulaire du compte
transfer-iban = IBAN
transfer-bic = BIC
transfer-amount = Montant
transfer-reference = Référence du virement
transfer-due = Date limite de paiement
transfer-code = Ou scannez ce code avec votre application bancaire.
transfer-code-alt = QR code pour votre application bancaire, avec le compte, le montant et la référence indiqués ci-dessus

## Delivery
promise = Livraison prévue
promise-pickup = Retrait possible
pickup = Retrait en magasin
pickup-hours = Horaires d’ouverture

## Addresses
shipping-address = Adresse de livraison
billing-address = Adresse de facturation

## Around
view-order = Voir votre commande
redirected = [redirigé] { $subject }
reply = Une question ? Répondez simplement à cet e-mail.

## What the law wants
legal-seller = Vendeur
legal-terms = Conditions générales de vente
legal-terms-online = Lire les conditions générales de vente en ligne
legal-withdrawal = Droit de rétractation
legal-withdrawal-form = Modèle de formulaire de rétractation

## Days
date-range = du { $from } au { $to }
instant = { $moment } ({ $zone })
