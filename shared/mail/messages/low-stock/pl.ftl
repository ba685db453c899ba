low-stock-subject = { $shop }: { $level }: { $item }
low-stock-heading = { $level }: { $item }
low-stock-lead-low = { $n ->
    [one] Do sprzedania została { $n } sztuka; próg to { $threshold }.
    [few] Do sprzedania zostały { $n } sztuki; próg to { $threshold }.
    [many] Do sprzedania zostało { $n } sztuk; próg to { $threshold }.
   *[other] Do sprzedania zostało { $n } sztuki; próg to { $threshold }.
}
low-stock-lead-critical = { $n ->
    [one] Do sprzedania została tylko { $n } sztuka; próg to { $threshold }.
    [few] Do sprzedania zostały tylko { $n } sztuki; próg to { $threshold }.
    [many] Do sprzedania zostało tylko { $n } sztuk; próg to { $threshold }.
   *[other] Do sprzedania zostało tylko { $n } sztuki; próg to { $threshold }.
}
low-stock-lead-out = Do sprzedania nie zostało nic.
low-stock-lead-negative = { $n ->
    [one] Sprzedano o { $n } sztukę więcej, niż jest.
    [few] Sprzedano o { $n } sztuki więcej, niż jest.
    [many] Sprzedano o { $n } sztuk więcej, niż jest.
   *[other] Sprzedano o { $n } sztuki więcej, niż jest.
}
