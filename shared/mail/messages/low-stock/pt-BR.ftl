low-stock-subject = { $shop }: { $level }: { $item }
low-stock-heading = { $level }: { $item }
low-stock-lead-low = { $n ->
    [one] Resta { $n } unidade para vender; o limite é { $threshold }.
    [many] Restam { $n } de unidades para vender; o limite é { $threshold }.
   *[other] Restam { $n } unidades para vender; o limite é { $threshold }.
}
low-stock-lead-critical = { $n ->
    [one] Resta só { $n } unidade para vender; o limite é { $threshold }.
    [many] Restam só { $n } de unidades para vender; o limite é { $threshold }.
   *[other] Restam só { $n } unidades para vender; o limite é { $threshold }.
}
low-stock-lead-out = Não resta nada para vender.
low-stock-lead-negative = { $n ->
    [one] Foi vendida { $n } unidade a mais do que há.
    [many] Foram vendidas { $n } de unidades a mais do que há.
   *[other] Foram vendidas { $n } unidades a mais do que há.
}
