order-updated-subject = { $shop }: la teva comanda { $order } ha canviat
order-updated-preheader = { $n ->
    [one] Ara { $n } article, { $total } en total.
    [many] Ara { $n } d’articles, { $total } en total.
   *[other] Ara { $n } articles, { $total } en total.
}
order-updated-heading = La teva comanda ha canviat
order-updated-lead = La teva comanda { $order } s’ha modificat. Aquí tens el resum actualitzat, que substitueix l’anterior.
