purchase-approval-subject = { $shop }: pedido a { $supplier }, { $total }
purchase-approval-heading = Pedir isto a { $supplier }?
purchase-approval-lead = { $n ->
    [one] { $n } item por { $total }. Nada é pedido até você aprovar.
    [many] { $n } de itens por { $total }. Nada é pedido até você aprovar.
   *[other] { $n } itens por { $total }. Nada é pedido até você aprovar.
}
