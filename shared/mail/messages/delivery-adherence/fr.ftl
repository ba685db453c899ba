delivery-adherence-subject = { $shop } : { $share } des dates de livraison tenues
delivery-adherence-subject-few = { $shop } : dates de livraison de la semaine
delivery-adherence-heading = Les dates de livraison ont-elles été tenues ?
delivery-adherence-lead = Ce qui était attendu du { $from } au { $to }.
delivery-adherence-verdict-too-few = Trop peu de livraisons sont connues pour juger les dates.
delivery-adherence-verdict-below = Moins de 90 % des dates ont été tenues. Les promesses sont trop courtes, ou le travail trop lent : voyez ci-dessous.
delivery-adherence-verdict-on-target = Comme promis : entre 90 et 95 % des dates ont été tenues.
delivery-adherence-verdict-padded = Plus de 95 % des dates ont été tenues : elles sont plus longues que nécessaire, et des dates plus courtes vendraient davantage.

## All of it
delivery-adherence-whole = Ensemble
delivery-adherence-share = Part tenue
delivery-adherence-kept = Tenues
delivery-adherence-missed = Manquées
delivery-adherence-unknown = Inconnues, car aucun scan ne montre la livraison
delivery-adherence-exact = Arrivées le jour promis
delivery-adherence-within-one = Arrivées à un jour près
delivery-adherence-padding = Jours de marge, pour la moitié
delivery-adherence-handed-over = Remises à temps

## Why
delivery-adherence-faults = Ce qui a fait manquer les promesses
delivery-adherence-fault-transit = Transport : trop long chez le transporteur
delivery-adherence-fault-processing = Préparation : remises en retard
delivery-adherence-fault-cut-off = Heure limite : acceptées juste avant et pas prêtes
delivery-adherence-fault-unknown = Cause inconnue

## By part
delivery-adherence-weeks = Semaine par semaine
delivery-adherence-lanes = Par trajet
delivery-adherence-carriers = Par transporteur
delivery-adherence-warehouses = Par entrepôt
delivery-adherence-week = Semaine du { $date }
delivery-adherence-named = { $name }
delivery-adherence-unnamed = Inconnu
delivery-adherence-others = Tout le reste
delivery-adherence-of = { $share } sur { $due }

## Around
delivery-adherence-more = Pour les graphiques et tous les chiffres :
delivery-adherence-reply = Nightshift a écrit ceci à l’équipe de { $shop }.
