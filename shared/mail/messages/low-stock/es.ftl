low-stock-subject = { $shop }: { $level }: { $item }
low-stock-heading = { $level }: { $item }
low-stock-lead-low = { $n ->
    [one] Queda { $n } unidad por vender; el umbral es { $threshold }.
    [many] Quedan { $n } de unidades por vender; el umbral es { $threshold }.
   *[other] Quedan { $n } unidades por vender; el umbral es { $threshold }.
}
low-stock-lead-critical = { $n ->
    [one] Solo queda { $n } unidad por vender; el umbral es { $threshold }.
    [many] Solo quedan { $n } de unidades por vender; el umbral es { $threshold }.
   *[other] Solo quedan { $n } unidades por vender; el umbral es { $threshold }.
}
low-stock-lead-out = No queda nada por vender.
low-stock-lead-negative = { $n ->
    [one] Se ha vendido { $n } unidad más de las que hay.
    [many] Se han vendido { $n } de unidades más de las que hay.
   *[other] Se han vendido { $n } unidades más de las que hay.
}
