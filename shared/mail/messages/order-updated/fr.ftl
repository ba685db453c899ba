order-updated-subject = { $shop } : votre commande { $order } a été modifiée
order-updated-preheader = { $n ->
    [one] Désormais { $n } article, pour un total de { $total }.
    [many] Désormais { $n } d’articles, pour un total de { $total }.
   *[other] Désormais { $n } articles, pour un total de { $total }.
}
order-updated-heading = Votre commande a été modifiée
order-updated-lead = Votre commande { $order } a été modifiée. En voici le nouveau récapitulatif ; il remplace le précédent.
