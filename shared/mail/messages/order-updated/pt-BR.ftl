order-updated-subject = { $shop }: seu pedido { $order } foi alterado
order-updated-preheader = { $n ->
    [one] Agora { $n } item, total de { $total }.
    [many] Agora { $n } de itens, total de { $total }.
   *[other] Agora { $n } itens, total de { $total }.
}
order-updated-heading = Seu pedido foi alterado
order-updated-lead = Seu pedido { $order } foi alterado. Veja abaixo como ele ficou; estas informações substituem as que enviamos antes.
