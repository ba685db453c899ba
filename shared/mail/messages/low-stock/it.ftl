low-stock-subject = { $shop }: { $level }: { $item }
low-stock-heading = { $level }: { $item }
low-stock-lead-low = { $n ->
    [one] Resta { $n } pezzo da vendere; la soglia è { $threshold }.
    [many] Restano { $n } di pezzi da vendere; la soglia è { $threshold }.
   *[other] Restano { $n } pezzi da vendere; la soglia è { $threshold }.
}
low-stock-lead-critical = { $n ->
    [one] Resta solo { $n } pezzo da vendere; la soglia è { $threshold }.
    [many] Restano solo { $n } di pezzi da vendere; la soglia è { $threshold }.
   *[other] Restano solo { $n } pezzi da vendere; la soglia è { $threshold }.
}
low-stock-lead-out = Non resta nulla da vendere.
low-stock-lead-negative = { $n ->
    [one] È stato venduto { $n } pezzo in più di quelli che ci sono.
    [many] Sono stati venduti { $n } di pezzi in più di quelli che ci sono.
   *[other] Sono stati venduti { $n } pezzi in più di quelli che ci sono.
}
