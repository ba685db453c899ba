order-confirmation-subject = { $shop }: abbiamo ricevuto il tuo ordine { $order }
order-confirmation-preheader = { $n ->
    [one] { $n } articolo, per un totale di { $total }.
    [many] { $n } di articoli, per un totale di { $total }.
   *[other] { $n } articoli, per un totale di { $total }.
}
order-confirmation-heading = Grazie per il tuo ordine
order-confirmation-lead = Abbiamo ricevuto il tuo ordine { $order }. Ecco il riepilogo.
