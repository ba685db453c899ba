order-confirmation-subject = { $shop }: hem rebut la teva comanda { $order }
order-confirmation-preheader = { $n ->
    [one] { $n } article, { $total } en total.
    [many] { $n } d’articles, { $total } en total.
   *[other] { $n } articles, { $total } en total.
}
order-confirmation-heading = Gràcies per la teva comanda
order-confirmation-lead = Hem rebut la teva comanda { $order }. Aquí tens el resum de la compra.
