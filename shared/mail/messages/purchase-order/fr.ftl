purchase-order-subject = Commande { $number } de { $shop }
purchase-order-heading = Commande { $number }
purchase-order-lead = { $shop } vous commande les marchandises ci-dessous. Veuillez confirmer la commande, ou nous dire si vous ne pouvez pas livrer.
