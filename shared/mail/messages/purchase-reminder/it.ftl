purchase-reminder-subject = La preghiamo di confermare il nostro ordine { $number }
purchase-reminder-heading = La preghiamo di confermare l’ordine { $number }
purchase-reminder-lead = Non sappiamo ancora se accetta l’ordine indicato sotto. La preghiamo di confermarlo o di dirci se non può consegnare.
