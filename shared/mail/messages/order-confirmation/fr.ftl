order-confirmation-subject = { $shop } : nous avons bien reçu votre commande { $order }
order-confirmation-preheader = { $n ->
    [one] { $n } article, pour un total de { $total }.
    [many] { $n } d’articles, pour un total de { $total }.
   *[other] { $n } articles, pour un total de { $total }.
}
order-confirmation-heading = Merci pour votre commande
order-confirmation-lead = Nous avons bien reçu votre commande { $order }. En voici le récapitulatif.
