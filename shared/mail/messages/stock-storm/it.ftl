stock-storm-subject = { $n ->
    [one] { $shop }: { $n } avviso di scorte in una volta
    [many] { $shop }: { $n } di avvisi di scorte in una volta
   *[other] { $shop }: { $n } avvisi di scorte in una volta
}
stock-storm-heading = { $n ->
    [one] { $n } avviso di scorte in una volta
    [many] { $n } di avvisi di scorte in una volta
   *[other] { $n } avvisi di scorte in una volta
}
stock-storm-lead = Sono arrivati tra { $from } e { $to }. Perciò ricevi una sola e-mail invece di una per avviso.
stock-storm-likely = Causa probabile
stock-storm-share = { $n ->
    [one] { $n } di questi ha in comune:
    [many] { $n } di questi hanno in comune:
   *[other] { $n } di questi hanno in comune:
}
stock-storm-unlike = Non si riconosce una causa comune.
stock-storm-levels = Gravità
stock-storm-count = { $n ->
    [one] { $n } articolo
    [many] { $n } di articoli
   *[other] { $n } articoli
}
stock-storm-stocks = Prima i più gravi
