order-updated-subject = { $shop }: zamówienie { $order } zostało zmienione
order-updated-preheader = { $n ->
    [one] Teraz { $n } produkt, razem { $total }.
    [few] Teraz { $n } produkty, razem { $total }.
    [many] Teraz { $n } produktów, razem { $total }.
   *[other] Teraz { $n } produktu, razem { $total }.
}
order-updated-heading = Zamówienie zostało zmienione
order-updated-lead = Zamówienie { $order } zostało zmienione. Poniżej podajemy jego aktualną treść, która zastępuje nasze wcześniejsze wiadomości.
