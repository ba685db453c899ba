stock-digest-subject = { $n ->
    [one] { $shop }: kończy się { $n } artykuł, { $date }
    [few] { $shop }: kończą się { $n } artykuły, { $date }
    [many] { $shop }: kończy się { $n } artykułów, { $date }
   *[other] { $shop }: kończy się { $n } artykułu, { $date }
}
stock-digest-subject-well = { $shop }: zapas znów wystarcza, { $date }
stock-digest-heading = Przegląd stanów
stock-digest-lead = { $n ->
    [one] Od ostatniego przeglądu zaczął się kończyć { $n } artykuł.
    [few] Od ostatniego przeglądu zaczęły się kończyć { $n } artykuły.
    [many] Od ostatniego przeglądu zaczęło się kończyć { $n } artykułów.
   *[other] Od ostatniego przeglądu zaczęło się kończyć { $n } artykułu.
}
stock-digest-lead-well = Żaden inny artykuł nie zaczął się kończyć.
stock-digest-no-supplier = Dostawca nieznany
stock-digest-no-location = Lokalizacja nieznana
stock-digest-recovered = Znów wystarcza
stock-digest-worst = Alert jest zamknięty; brzmiał: { $level }
