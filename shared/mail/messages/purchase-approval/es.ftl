purchase-approval-subject = { $shop }: pedido a { $supplier }, { $total }
purchase-approval-heading = ¿Pedir esto a { $supplier }?
purchase-approval-lead = { $n ->
    [one] { $n } artículo por { $total }. No se pide nada hasta que usted lo apruebe.
    [many] { $n } de artículos por { $total }. No se pide nada hasta que usted lo apruebe.
   *[other] { $n } artículos por { $total }. No se pide nada hasta que usted lo apruebe.
}
