order-confirmation-subject = { $shop }: hemos recibido tu pedido { $order }
order-confirmation-preheader = { $n ->
    [one] { $n } artículo, { $total } en total.
    [many] { $n } de artículos, { $total } en total.
   *[other] { $n } artículos, { $total } en total.
}
order-confirmation-heading = Gracias por tu pedido
order-confirmation-lead = Hemos recibido tu pedido { $order }. Aquí tienes el resumen de tu compra.
