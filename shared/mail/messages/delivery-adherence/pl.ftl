delivery-adherence-subject = { $shop }: dotrzymano { $share } terminów dostaw
delivery-adherence-subject-few = { $shop }: terminy dostaw z tego tygodnia
delivery-adherence-heading = Czy terminy dostaw zostały dotrzymane?
delivery-adherence-lead = Dostawy przypadające od { $from } do { $to }.
delivery-adherence-verdict-too-few = Znanych jest zbyt mało dostaw, aby ocenić terminy.
delivery-adherence-verdict-below = Dotrzymano mniej niż 90 % terminów. Obietnice są zbyt krótkie albo praca trwa zbyt długo: poniżej widać, co z tych dwojga.
delivery-adherence-verdict-on-target = Zgodnie z obietnicą: dotrzymano od 90 do 95 % terminów.
delivery-adherence-verdict-padded = Dotrzymano ponad 95 % terminów: są dłuższe, niż trzeba, a krótsze sprzedawałyby więcej.

## All of it
delivery-adherence-whole = Łącznie
delivery-adherence-share = Udział dotrzymanych
delivery-adherence-kept = Dotrzymane
delivery-adherence-missed = Niedotrzymane
delivery-adherence-unknown = Nieznane, bo żaden skan nie pokazuje doręczenia
delivery-adherence-exact = Dotarły dokładnie w obiecanym dniu
delivery-adherence-within-one = Dotarły z różnicą najwyżej jednego dnia
delivery-adherence-padding = Dni zapasu, w połowie przypadków
delivery-adherence-handed-over = Nadane na czas

## Why
delivery-adherence-faults = Co złamało obietnice
delivery-adherence-fault-transit = Transport: zbyt długo u przewoźnika
delivery-adherence-fault-processing = Przygotowanie: nadane z opóźnieniem
delivery-adherence-fault-cut-off = Godzina graniczna: przyjęte tuż przed nią i nieprzygotowane
delivery-adherence-fault-unknown = Przyczyna nieznana

## By part
delivery-adherence-weeks = Tydzień po tygodniu
delivery-adherence-lanes = Według trasy
delivery-adherence-carriers = Według przewoźnika
delivery-adherence-warehouses = Według magazynu
delivery-adherence-week = Tydzień od { $date }
delivery-adherence-named = { $name }
delivery-adherence-unnamed = Nie wiadomo
delivery-adherence-others = Wszystkie pozostałe
delivery-adherence-of = { $share } z { $due }

## Around
delivery-adherence-more = Wykresy i wszystkie liczby:
delivery-adherence-reply = Nightshift pisze to do zespołu sklepu { $shop }.
