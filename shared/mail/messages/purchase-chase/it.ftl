purchase-chase-subject = Dov’è il nostro ordine { $number }?
purchase-chase-heading = L’ordine { $number } è in ritardo
purchase-chase-lead = Aspettavamo già la merce indicata sotto. La preghiamo di dirci quando arriverà.
