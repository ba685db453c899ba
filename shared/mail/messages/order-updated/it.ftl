order-updated-subject = { $shop }: il tuo ordine { $order } è stato modificato
order-updated-preheader = { $n ->
    [one] Ora { $n } articolo, per un totale di { $total }.
    [many] Ora { $n } di articoli, per un totale di { $total }.
   *[other] Ora { $n } articoli, per un totale di { $total }.
}
order-updated-heading = Il tuo ordine è stato modificato
order-updated-lead = Il tuo ordine { $order } è stato modificato. Ecco il riepilogo aggiornato, che sostituisce quello precedente.
