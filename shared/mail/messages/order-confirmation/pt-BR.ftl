order-confirmation-subject = { $shop }: recebemos seu pedido { $order }
order-confirmation-preheader = { $n ->
    [one] { $n } item, total de { $total }.
    [many] { $n } de itens, total de { $total }.
   *[other] { $n } itens, total de { $total }.
}
order-confirmation-heading = Agradecemos o seu pedido
order-confirmation-lead = Recebemos seu pedido { $order }. Confira abaixo os detalhes da compra.
