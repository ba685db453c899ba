purchase-approval-subject = { $shop }: pedido a { $supplier }, { $total }
purchase-approval-heading = ¿Pedir esto a { $supplier }?
purchase-approval-lead = { $n ->
    [one] { $n } artículo por { $total }. No se pide nada hasta que lo apruebes.
    [many] { $n } de artículos por { $total }. No se pide nada hasta que lo apruebes.
   *[other] { $n } artículos por { $total }. No se pide nada hasta que lo apruebes.
}
