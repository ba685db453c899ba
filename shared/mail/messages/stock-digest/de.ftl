stock-digest-subject = { $n ->
    [one] { $shop }: { $n } Artikel geht zur Neige, { $date }
   *[other] { $shop }: { $n } Artikel gehen zur Neige, { $date }
}
stock-digest-subject-well = { $shop }: wieder genug Bestand, { $date }
stock-digest-heading = Bestand im Überblick
stock-digest-lead = { $n ->
    [one] Seit der letzten Übersicht geht { $n } Artikel neu zur Neige.
   *[other] Seit der letzten Übersicht gehen { $n } Artikel neu zur Neige.
}
stock-digest-lead-well = Nichts geht neu zur Neige.
stock-digest-no-supplier = Lieferant unbekannt
stock-digest-no-location = Standort unbekannt
stock-digest-recovered = Wieder genug
stock-digest-worst = Der Hinweis ist damit erledigt; er lautete: { $level }
