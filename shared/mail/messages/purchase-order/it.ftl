purchase-order-subject = Ordine { $number } di { $shop }
purchase-order-heading = Ordine { $number }
purchase-order-lead = { $shop } Le ordina la merce indicata sotto. La preghiamo di confermare l’ordine o di dirci se non può consegnare.
