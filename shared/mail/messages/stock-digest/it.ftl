stock-digest-subject = { $n ->
    [one] { $shop }: { $n } articolo sta finendo, { $date }
    [many] { $shop }: { $n } di articoli stanno finendo, { $date }
   *[other] { $shop }: { $n } articoli stanno finendo, { $date }
}
stock-digest-subject-well = { $shop }: scorte di nuovo sufficienti, { $date }
stock-digest-heading = Riepilogo delle scorte
stock-digest-lead = { $n ->
    [one] Dall’ultimo riepilogo sta finendo { $n } articolo.
    [many] Dall’ultimo riepilogo stanno finendo { $n } di articoli.
   *[other] Dall’ultimo riepilogo stanno finendo { $n } articoli.
}
stock-digest-lead-well = Nessun altro articolo sta finendo.
stock-digest-no-supplier = Fornitore sconosciuto
stock-digest-no-location = Sede sconosciuta
stock-digest-recovered = Di nuovo sufficiente
stock-digest-worst = L’avviso è chiuso; era: { $level }
