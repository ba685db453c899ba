purchase-reminder-subject = Veuillez confirmer notre commande { $number }
purchase-reminder-heading = Veuillez confirmer la commande { $number }
purchase-reminder-lead = Nous ne savons pas encore si vous acceptez la commande ci-dessous. Veuillez la confirmer, ou nous dire si vous ne pouvez pas livrer.
