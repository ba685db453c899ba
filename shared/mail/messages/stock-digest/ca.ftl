stock-digest-subject = { $n ->
    [one] { $shop }: { $n } article s’està acabant, { $date }
    [many] { $shop }: { $n } d’articles s’estan acabant, { $date }
   *[other] { $shop }: { $n } articles s’estan acabant, { $date }
}
stock-digest-subject-well = { $shop }: torna a haver-hi prou estoc, { $date }
stock-digest-heading = Resum de l’estoc
stock-digest-lead = { $n ->
    [one] Des de l’últim resum s’està acabant { $n } article.
    [many] Des de l’últim resum s’estan acabant { $n } d’articles.
   *[other] Des de l’últim resum s’estan acabant { $n } articles.
}
stock-digest-lead-well = No s’està acabant cap altre article.
stock-digest-no-supplier = Proveïdor desconegut
stock-digest-no-location = Ubicació desconeguda
stock-digest-recovered = Torna a haver-n’hi prou
stock-digest-worst = L’avís queda tancat; era: { $level }
