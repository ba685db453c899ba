order-updated-subject = { $shop }: your order { $order } has changed
order-updated-preheader = { $n ->
    [one] Now { $n } item, { $total } in total.
   *[other] Now { $n } items, { $total } in total.
}
order-updated-heading = Your order has changed
order-updated-lead = Your order { $order } has been changed. This is how it stands now; it replaces what we wrote before.
