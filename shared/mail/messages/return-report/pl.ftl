return-report-subject = { $shop }: wróciło { $share } towarów
return-report-subject-few = { $shop }: zwroty w tym miesiącu
return-report-heading = Co wróciło i ile to kosztowało
return-report-lead = Zwroty od { $from } do { $to }.
return-report-few = Gdzie sprzedano mniej niż 20 sztuk, nie podaje się udziału: nic by nie mówił.
return-report-whole = Całość
return-report-sold = Sprzedane sztuki
return-report-pieces = Sztuki zgłoszone do zwrotu
return-report-share = Udział zwrotów
return-report-returns = Zgłoszone zwroty
return-report-withdrawals = W tym odstąpienia ustawowe
return-report-decisions = Kto decydował
return-report-decided = Rozstrzygnięte zwroty
return-report-without-person = W tym bez udziału człowieka
return-report-refused = Odrzucone
return-report-escalated = Odrzucone i podjęte na nowo
return-report-money = Pieniądze
return-report-refunded = Zwrócono
return-report-freight = W tym dostawa
return-report-fees = Potrącono jako opłaty
return-report-bonus = Dodano za środki w sklepie
return-report-kept = Zwrócono za towary, które zostały u klientów
return-report-scrapped = Zapłacono za towary, które wróciły jako odpad
return-report-handling = Paczki, które wróciły
return-report-cost = Ile kosztowały zwroty poza samym towarem
return-report-cost-each = Na jeden zwrot z wypłatą
return-report-half-within = Połowa miała pieniądze w ciągu
return-report-most-within = Dziewięć na dziesięć miało je w ciągu
return-report-days = { $n ->
    [one] { $n } dnia
    [few] { $n } dni
    [many] { $n } dni
   *[other] { $n } dnia
}
return-report-elsewhere = Zwroty w innej walucie, poza tymi sumami
return-report-reasons = Dlaczego
return-report-reason-none = Nie podano powodu
return-report-articles = Według produktu
return-report-variants = Według wariantu
return-report-unnamed = Bez nazwy
return-report-others = Wszystkie inne
return-report-of = { $returned } z { $sold }
return-report-of-share = { $share }: { $returned } z { $sold }
return-report-descriptions = Opisy do sprawdzenia
return-report-descriptions-lead = Wracały jako niezgodne z opisem lub w złym rozmiarze częściej, niż tłumaczy to przypadek.
return-report-suspect = { $reason }: { $returned } z { $sold }; zwykle { $usual }
return-report-restock = W drodze powrotnej
return-report-coming = Oczekiwane: { $coming }
return-report-coming-sellable = Oczekiwane: { $coming }, z tego około { $sellable } jak nowe
return-report-months = Miesiąc po miesiącu
return-report-chart-alt-days = Sztuki zgłoszone do zwrotu każdego dnia miesiąca: najwyżej { $highest } dziennie, średnio { $mean }.
return-report-chart-alt-months = Udział zwrotów w każdym z ostatnich miesięcy: od { $lowest } do { $highest }.
return-report-chart-legend-days = Każdy słupek to dzień miesiąca: sztuki zgłoszone do zwrotu. Linia przerywana to średnia.
return-report-chart-legend-months = Każdy słupek to miesiąc: udział sztuk, które wróciły, najnowszy na końcu. Linia przerywana to średnia.
return-report-more = Wykresy i wszystkie liczby:
return-report-reply = Nightshift napisał to do pracowników sklepu { $shop }.
