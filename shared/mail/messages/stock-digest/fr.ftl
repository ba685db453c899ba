stock-digest-subject = { $n ->
    [one] { $shop } : { $n } article bientôt épuisé, { $date }
    [many] { $shop } : { $n } d’articles bientôt épuisés, { $date }
   *[other] { $shop } : { $n } articles bientôt épuisés, { $date }
}
stock-digest-subject-well = { $shop } : stock de nouveau suffisant, { $date }
stock-digest-heading = Aperçu du stock
stock-digest-lead = { $n ->
    [one] Depuis le dernier aperçu, le stock de { $n } article est devenu faible.
    [many] Depuis le dernier aperçu, le stock de { $n } d’articles est devenu faible.
   *[other] Depuis le dernier aperçu, le stock de { $n } articles est devenu faible.
}
stock-digest-lead-well = Aucun autre article n’est devenu faible.
stock-digest-no-supplier = Fournisseur inconnu
stock-digest-no-location = Emplacement inconnu
stock-digest-recovered = De nouveau suffisant
stock-digest-worst = L’alerte est close ; c’était : { $level }
