purchase-approval-subject = { $shop }: Bestellung bei { $supplier }, { $total }
purchase-approval-heading = Das bei { $supplier } bestellen?
purchase-approval-lead = { $n ->
    [one] { $n } Artikel für { $total }. Bestellt wird erst, wenn Sie es freigeben.
   *[other] { $n } Artikel für { $total }. Bestellt wird erst, wenn Sie es freigeben.
}
