low-stock-subject = { $shop }: { $level }: { $item }
low-stock-heading = { $level }: { $item }
low-stock-lead-low = { $n ->
    [one] Queda { $n } unitat per vendre; el llindar és { $threshold }.
    [many] Queden { $n } d’unitats per vendre; el llindar és { $threshold }.
   *[other] Queden { $n } unitats per vendre; el llindar és { $threshold }.
}
low-stock-lead-critical = { $n ->
    [one] Només queda { $n } unitat per vendre; el llindar és { $threshold }.
    [many] Només queden { $n } d’unitats per vendre; el llindar és { $threshold }.
   *[other] Només queden { $n } unitats per vendre; el llindar és { $threshold }.
}
low-stock-lead-out = No queda res per vendre.
low-stock-lead-negative = { $n ->
    [one] S’ha venut { $n } unitat més de les que hi ha.
    [many] S’han venut { $n } d’unitats més de les que hi ha.
   *[other] S’han venut { $n } unitats més de les que hi ha.
}
