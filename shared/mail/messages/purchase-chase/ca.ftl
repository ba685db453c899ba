purchase-chase-subject = On és la nostra comanda { $number }?
purchase-chase-heading = La comanda { $number } va amb retard
purchase-chase-lead = Ja esperàvem els articles següents. Digueu-nos, si us plau, quan arribaran.
