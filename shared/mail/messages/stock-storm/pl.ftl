stock-storm-subject = { $n ->
    [one] { $shop }: { $n } alert o stanie naraz
    [few] { $shop }: { $n } alerty o stanie naraz
    [many] { $shop }: { $n } alertów o stanie naraz
   *[other] { $shop }: { $n } alertu o stanie naraz
}
stock-storm-heading = { $n ->
    [one] { $n } alert o stanie naraz
    [few] { $n } alerty o stanie naraz
    [many] { $n } alertów o stanie naraz
   *[other] { $n } alertu o stanie naraz
}
stock-storm-lead = Pojawiły się między { $from } a { $to }. Dlatego przychodzi jedna wiadomość zamiast osobnej o każdym.
stock-storm-likely = Prawdopodobna przyczyna
stock-storm-share = { $n ->
    [one] Wspólne dla { $n } z nich:
    [few] Wspólne dla { $n } z nich:
    [many] Wspólne dla { $n } z nich:
   *[other] Wspólne dla { $n } z nich:
}
stock-storm-unlike = Nie widać wspólnej przyczyny.
stock-storm-levels = Jak poważne
stock-storm-count = { $n ->
    [one] { $n } artykuł
    [few] { $n } artykuły
    [many] { $n } artykułów
   *[other] { $n } artykułu
}
stock-storm-stocks = Najpoważniejsze najpierw
