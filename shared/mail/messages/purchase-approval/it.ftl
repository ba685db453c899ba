purchase-approval-subject = { $shop }: ordine a { $supplier }, { $total }
purchase-approval-heading = Ordinare questo a { $supplier }?
purchase-approval-lead = { $n ->
    [one] { $n } articolo per { $total }. Non si ordina nulla finché non lo approvi.
    [many] { $n } di articoli per { $total }. Non si ordina nulla finché non lo approvi.
   *[other] { $n } articoli per { $total }. Non si ordina nulla finché non lo approvi.
}
