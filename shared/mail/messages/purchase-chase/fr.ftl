purchase-chase-subject = Où en est notre commande { $number } ?
purchase-chase-heading = La commande { $number } est en retard
purchase-chase-lead = Nous attendions les marchandises ci-dessous avant aujourd’hui. Veuillez nous dire quand elles arriveront.
