order-confirmation-subject = { $shop }: otrzymaliśmy zamówienie { $order }
order-confirmation-preheader = { $n ->
    [one] { $n } produkt, razem { $total }.
    [few] { $n } produkty, razem { $total }.
    [many] { $n } produktów, razem { $total }.
   *[other] { $n } produktu, razem { $total }.
}
order-confirmation-heading = Dziękujemy za zamówienie
order-confirmation-lead = Otrzymaliśmy zamówienie { $order }. Poniżej podajemy jego szczegóły.
