purchase-approval-subject = { $shop }: comanda a { $supplier }, { $total }
purchase-approval-heading = Vols demanar això a { $supplier }?
purchase-approval-lead = { $n ->
    [one] { $n } article per { $total }. No es demana res fins que ho aprovis.
    [many] { $n } d’articles per { $total }. No es demana res fins que ho aprovis.
   *[other] { $n } articles per { $total }. No es demana res fins que ho aprovis.
}
