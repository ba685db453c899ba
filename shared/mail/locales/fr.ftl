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
promised-by = Livraison promise au plus tard le { $day }
expected-now = Nouvelle date prévue
expected-unknown = Nous ne pouvons pas encore dire quand elle arrivera.
delay-not-sent = Elle n’a pas encore été remise au transporteur.
delay-on-its-way = Elle est en route et met plus de temps que prévu.
delay-unclear = Elle n’arrive pas comme prévu.

## Addresses
shipping-address = Adresse de livraison
billing-address = Adresse de facturation

## Around
view-order = Voir votre commande
view-return = Voir votre retour
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

## Stock
stock-level = Niveau
stock-level-low = Stock faible
stock-level-critical = Stock très faible
stock-level-out = Rupture de stock
stock-level-negative = Survente
stock-item = Article
stock-location = Emplacement
stock-everywhere = Tous les emplacements réunis
stock-with = { $what } ({ $more })
stock-available = Disponible
stock-available-before = { $now } (avant : { $before })
stock-on-hand = En stock
stock-reserved = Réservé
stock-buffer = Gardé en réserve
stock-damaged = Endommagé
stock-in-transit = Entre deux emplacements
stock-incoming = En cours de livraison
stock-undated = date inconnue
stock-threshold = Seuil
stock-said-item-here = fixé pour cet article à cet emplacement
stock-said-item = fixé pour cet article
stock-said-storefront = fixé dans le système de la boutique
stock-said-product = fixé pour ce produit
stock-said-category = fixé pour la catégorie { $name }
stock-said-supplier = fixé pour le fournisseur { $name }
stock-said-location = fixé pour cet emplacement
stock-said-shop = fixé pour toute la boutique
stock-said-cover = { $n ->
    [one] ventes de { $n } jour
    [many] ventes de { $n } de jours
   *[other] ventes de { $n } jours
}
stock-said-bundle = { $n ->
    [one] { $n } lot { $name } doit rester possible
    [many] { $n } de lots { $name } doivent rester possibles
   *[other] { $n } lots { $name } doivent rester possibles
}
stock-per-day = Vendu par jour
stock-method-weighted = moyenne pondérée des jours avec stock
stock-method-sba = Syntetos–Boylan, pour les ventes rares
stock-method-croston = Croston, pour les ventes rares
stock-method-category = comme sa catégorie, l’article étant nouveau
stock-season = Saison, par rapport à l’habitude
stock-cover = Suffit pour (jours)
stock-cover-long = plus d’un an
stock-runs-out = Rupture prévue
stock-next = Prochaine livraison possible
stock-supplier = Fournisseur
stock-lead = { $n ->
    [one] livre en { $n } jour
    [many] livre en { $n } de jours
   *[other] livre en { $n } jours
}
stock-suggested = Quantité à commander suggérée
stock-lost = Ventes probablement perdues
stock-lost-in = { $pieces } en { $days }
stock-pieces = { $n ->
    [one] { $n } pièce
    [many] { $n } de pièces
   *[other] { $n } pièces
}
stock-days = { $n ->
    [one] { $n } jour
    [many] { $n } de jours
   *[other] { $n } jours
}
stock-kits = Lot qui en a besoin
stock-kits-left = { $n ->
    [one] { $n } encore possible
    [many] { $n } encore possibles
   *[other] { $n } encore possibles
}
stock-cause = Dernier changement
stock-cause-sale = vente
stock-cause-cancellation = annulation
stock-cause-fulfilment = expédition
stock-cause-return = retour
stock-cause-edit = modification manuelle
stock-cause-count = inventaire
stock-cause-import = importation
stock-cause-receipt = réception d’une livraison
stock-cause-purchase = commande fournisseur
stock-cause-transfer = transfert
stock-cause-correction = rectification
stock-cause-point-of-sale = vente en caisse
stock-cause-component = vente d’un lot
stock-cause-reservation = réservation
stock-because = Raison de cette alerte
stock-because-crossed = Le stock a atteint le seuil ou est passé en dessous.
stock-because-worsened = La situation s’est aggravée depuis la dernière alerte.
stock-because-threshold-rose = Le stock n’a pas changé, mais le seuil a augmenté.
stock-because-first-count = Le stock était déjà faible lors du premier comptage.
stock-because-snooze-ended = La pause est terminée et le stock est toujours faible.
stock-because-still-low = Ce qui retenait l’alerte a pris fin et le stock est toujours faible.
stock-chart-alt = { $n ->
    [one] Graphique du dernier { $n } jour : au plus { $highest } disponibles, maintenant { $now } ; le seuil est de { $threshold }.
    [many] Graphique des derniers { $n } de jours : au plus { $highest } disponibles, maintenant { $now } ; le seuil est de { $threshold }.
   *[other] Graphique des derniers { $n } jours : au plus { $highest } disponibles, maintenant { $now } ; le seuil est de { $threshold }.
}
stock-chart-ends = Rupture prévue : { $date }.
stock-chart-from = { $n ->
    [one] il y a { $n } jour
    [many] il y a { $n } de jours
   *[other] il y a { $n } jours
}
stock-chart-to = { $n ->
    [one] dans { $n } jour
    [many] dans { $n } de jours
   *[other] dans { $n } jours
}
stock-chart-today = aujourd’hui
stock-chart-legend = Barres : disponible à la fin de chaque jour. Ligne en tirets : seuil.
stock-chart-legend-ahead = Barres creuses : prévision à partir de demain.
stock-chart-legend-deliveries = Triangles : livraisons.
stock-do-acknowledge = Confirmer la lecture
stock-do-snooze = { $n ->
    [one] Mettre en pause { $n } jour
    [many] Mettre en pause { $n } de jours
   *[other] Mettre en pause { $n } jours
}
stock-do-asks = Chaque lien ouvre une page qui demande confirmation. Rien ne se passe avant que vous n’appuyiez sur son bouton.
stock-more = { $n ->
    [one] { $n } autre article se trouve dans le fichier joint.
    [many] { $n } d’autres articles se trouvent dans le fichier joint.
   *[other] { $n } autres articles se trouvent dans le fichier joint.
}
stock-file = Le fichier { $name } contient tout, pour un tableur.
stock-reply = Cet e-mail a été envoyé par Nightshift à l’équipe de la boutique { $shop }.

## Purchases
purchase-number = Numéro de commande
purchase-supplier = Fournisseur
purchase-deliver-to = Lieu de livraison
purchase-expected = Livraison prévue
purchase-order-by = À commander avant le
purchase-total = Montant total
purchase-unpriced = Certains prix ne sont pas connus, le total est donc incomplet.
purchase-code = Votre référence
purchase-quantity = Quantité
purchase-price = Prix unitaire
purchase-sum = Montant
purchase-open = Reste à recevoir
purchase-why = Motif
purchase-why-position = { $position } en stock ou en route ; commande à partir de { $point }, jusqu’à { $target }
purchase-reckoning = Calcul
purchase-losing = Non retenus
purchase-state = État
purchase-state-draft = brouillon
purchase-state-waiting = en attente d’approbation
purchase-state-approved = approuvée
purchase-state-sent = envoyée
purchase-state-confirmed = confirmée
purchase-state-partly-received = reçue en partie
purchase-state-received = reçue
purchase-state-closed = close
purchase-state-declined = refusée par le fournisseur
purchase-state-cancelled = annulée
purchase-do-approve = Approuver
purchase-do-decline = Ne pas commander
purchase-do-confirm = Confirmer la commande
purchase-do-refuse = Nous ne pouvons pas livrer
purchase-reply = Une question ? Répondez simplement à cet e-mail.

## Returns
return-number = Numéro de retour
return-order = Commande
return-requested = Demandé le
return-send-by = À renvoyer avant le
return-refund = Remboursement
return-decide-by = Merci de répondre avant le
return-reason = Motif
return-condition = État
return-outcome = Souhait
return-because = Pourquoi on vous le demande
return-do-look-at-return = Tout voir et décider
return-do-approve-return = Accepter
return-do-refuse-return = Refuser
returns-say-approved = Vous pouvez le renvoyer.
returns-say-approved-with-fee = Vous pouvez le renvoyer. Des frais sont déduits du remboursement.
returns-say-refunded-at-once = Le montant est remboursé dès maintenant.
returns-say-keep-it = Le montant est remboursé, et vous pouvez garder l’article.
returns-say-keep-part = Vous gardez l’article, et une partie du montant est remboursée.
returns-say-donate-it = Le montant est remboursé. Merci de donner l’article à quelqu’un qui en a l’usage.
returns-say-looked-at = Nous l’examinons et vous répondrons bientôt.
returns-say-withdrawn = Votre rétractation a bien été reçue.
returns-say-withdrawal-looked-at = Votre rétractation a bien été reçue. Nous vérifions si une exception s’applique.
returns-say-too-late = Le délai de retour est dépassé.
returns-say-not-delivered = L’article n’a pas encore été livré.
returns-say-too-many = C’est plus que ce qui peut encore être renvoyé.
returns-say-not-bought = Cet article ne fait pas partie de la commande.
returns-say-final-sale = L’article a été vendu sans possibilité de retour.
returns-say-hygiene = L’article est scellé pour des raisons d’hygiène et ne peut être repris une fois ouvert.
returns-say-personalised = L’article a été fait selon vos souhaits et ne peut être repris.
returns-say-perishable = L’article est périssable et ne peut être repris.
returns-say-digital = L’article est numérique et ne peut être repris.
returns-say-gift-card = Les cartes cadeaux ne peuvent être reprises.
returns-say-discounted = L’article a été vendu avec une forte remise et ne peut être repris.
returns-say-condition = L’article ne peut être repris pour ce motif ou dans cet état.
returns-say-outcome-not-offered = Ce que vous souhaitez n’est pas proposé pour cet article.
returns-say-market = Les retours depuis votre pays ne sont pas possibles.
returns-say-not-allowed = Nos conditions de retour ne le permettent pas.

# Reasons of the usual list, in which state it is, and what is wanted: for buyers' forms and for the shop's own people
returns-reason-changed-mind = Ne convient finalement pas
returns-reason-too-small = Trop petit
returns-reason-too-large = Trop grand
returns-reason-ordered-by-mistake = Commandé par erreur
returns-reason-arrived-late = Arrivé trop tard
returns-reason-damaged-in-transit = Endommagé pendant le transport
returns-reason-defective = Défectueux
returns-reason-wrong-item = Mauvais article
returns-reason-not-as-described = Non conforme à la description
returns-reason-missing-parts = Pièces manquantes
returns-condition-sealed = Non ouvert
returns-condition-opened = Ouvert, non utilisé
returns-condition-used = Utilisé
returns-condition-damaged = Endommagé
returns-condition-unsaid = Non précisé
returns-outcome-refund = Remboursement
returns-outcome-store-credit = Avoir dans la boutique
returns-outcome-exchange = Échange au même prix
returns-outcome-exchange-difference = Échange à un autre prix
returns-outcome-replacement = Réparation ou remplacement
returns-outcome-partial-credit = Garder l’article, remboursement partiel

# Why a person is asked, and what is special about a product: for the shop's own people
return-why-withdrawal-excepted = C’est une rétractation légale, mais la loi prévoit une exception : { $of }
return-why-withdrawal-late = C’est une rétractation légale, mais le délai a expiré le { $day }
return-why-by-rule = Votre règle « { $rule } » le prévoit
return-why-reviewed-otherwise = Votre politique confie ces retours à une personne
return-why-restricted = C’est un cas particulier : { $of }
return-why-discounted = Vendu avec une forte remise
return-why-fault-not-refused = Il serait refusé, mais la boutique ou le transporteur est en faute
return-why-fact-unknown = Votre règle « { $rule } » a besoin d’une information inconnue : { $fact }
return-why-delivery-unknown = Personne ne sait quand il a été livré
return-why-suspicious = Il y a des signes d’abus
return-why-beyond-return-limit = Le montant dépasse ce qui peut être accepté sans intervention humaine
return-why-beyond-day-limit = Les retours du jour dépassent ce qui peut être accepté sans intervention humaine
return-why-limit-unknown = Vos limites sont dans une autre devise que la commande
return-why-breaker-open = Beaucoup plus de retours que d’habitude ont été acceptés aujourd’hui
return-why-money-unknown = Le montant à rembourser ne peut pas être calculé
return-why-unknown-reason = Le motif n’est pas sur votre liste
return-why-from-exchange = Il provient d’un échange
returns-trait-final-sale = vendu sans possibilité de retour
returns-trait-hygiene = scellé pour des raisons d’hygiène
returns-trait-personalised = fabriqué sur mesure
returns-trait-perishable = périssable
returns-trait-digital = numérique
returns-trait-gift-card = carte cadeau
returns-trait-sealed-media = enregistrements ou logiciels scellés
return-why-withdrawal = Rétractation légale
return-why-in-time = Dans les délais
return-why-excepted = Un délai plus long a été accordé
return-why-not-worth-returning = Ne vaut pas le renvoi
return-why-too-late = Trop tard
return-why-market-closed = Pas de retours de ce pays
return-why-outcome-not-offered = Ce qui est souhaité n’est pas proposé
return-why-no-such-line = Ne fait pas partie de la commande
return-why-not-delivered = Pas encore livré
return-why-too-many = Plus de pièces qu’il n’est possible de retourner
return-why-part-of-bundle = Partie d’un lot
return-why-no-quantity = Pas de nombre de pièces
