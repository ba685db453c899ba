purchase-approval-subject = { $shop }: order to { $supplier }, { $total }
purchase-approval-heading = Order this from { $supplier }?
purchase-approval-lead = { $n ->
    [one] { $n } item for { $total }. Nothing is ordered until you approve it.
   *[other] { $n } items for { $total }. Nothing is ordered until you approve it.
}
