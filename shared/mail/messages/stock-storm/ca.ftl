stock-storm-subject = { $n ->
    [one] { $shop }: { $n } avís d’estoc alhora
    [many] { $shop }: { $n } d’avisos d’estoc alhora
   *[other] { $shop }: { $n } avisos d’estoc alhora
}
stock-storm-heading = { $n ->
    [one] { $n } avís d’estoc alhora
    [many] { $n } d’avisos d’estoc alhora
   *[other] { $n } avisos d’estoc alhora
}
stock-storm-lead = Han arribat entre { $from } i { $to }. Per això reps un sol correu en lloc d’un per avís.
stock-storm-likely = Causa probable
stock-storm-share = { $n ->
    [one] { $n } d’ells té això en comú:
    [many] { $n } d’ells tenen això en comú:
   *[other] { $n } d’ells tenen això en comú:
}
stock-storm-unlike = No es reconeix cap causa comuna.
stock-storm-levels = Gravetat
stock-storm-count = { $n ->
    [one] { $n } article
    [many] { $n } d’articles
   *[other] { $n } articles
}
stock-storm-stocks = El més greu primer
