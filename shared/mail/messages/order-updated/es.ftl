order-updated-subject = { $shop }: tu pedido { $order } ha cambiado
order-updated-preheader = { $n ->
    [one] Ahora { $n } artículo, { $total } en total.
    [many] Ahora { $n } de artículos, { $total } en total.
   *[other] Ahora { $n } artículos, { $total } en total.
}
order-updated-heading = Tu pedido ha cambiado
order-updated-lead = Tu pedido { $order } se ha modificado. Aquí tienes el resumen actualizado, que sustituye al anterior.
