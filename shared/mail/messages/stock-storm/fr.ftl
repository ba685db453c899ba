stock-storm-subject = { $n ->
    [one] { $shop } : { $n } alerte de stock d’un coup
    [many] { $shop } : { $n } d’alertes de stock d’un coup
   *[other] { $shop } : { $n } alertes de stock d’un coup
}
stock-storm-heading = { $n ->
    [one] { $n } alerte de stock d’un coup
    [many] { $n } d’alertes de stock d’un coup
   *[other] { $n } alertes de stock d’un coup
}
stock-storm-lead = Elles sont survenues entre { $from } et { $to }. Vous recevez donc un seul e-mail au lieu d’un par alerte.
stock-storm-likely = Cause probable
stock-storm-share = { $n ->
    [one] Point commun à { $n } d’entre elles :
    [many] Point commun à { $n } d’entre elles :
   *[other] Point commun à { $n } d’entre elles :
}
stock-storm-unlike = Aucune cause commune n’a été trouvée.
stock-storm-levels = Gravité
stock-storm-count = { $n ->
    [one] { $n } article
    [many] { $n } d’articles
   *[other] { $n } articles
}
stock-storm-stocks = Les plus graves d’abord
