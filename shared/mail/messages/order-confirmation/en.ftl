order-confirmation-subject = { $shop }: we have your order { $order }
order-confirmation-preheader = { $n ->
    [one] { $n } item, { $total } in total.
   *[other] { $n } items, { $total } in total.
}
order-confirmation-heading = Thank you for your order
order-confirmation-lead = We have received your order { $order }. This is what you bought.
