purchase-approval-subject = { $shop }: comanda a { $supplier }, { $total }
purchase-approval-heading = Voleu demanar això a { $supplier }?
purchase-approval-lead = { $n ->
    [one] { $n } article per { $total }. No es demana res fins que ho aproveu.
    [many] { $n } d’articles per { $total }. No es demana res fins que ho aproveu.
   *[other] { $n } articles per { $total }. No es demana res fins que ho aproveu.
}
