purchase-cancelled-subject = La commande { $number } est annulée
purchase-cancelled-heading = La commande { $number } est annulée
purchase-cancelled-lead = { $shop } n’a plus besoin des marchandises ci-dessous. Veuillez ne pas les livrer. Si elles sont déjà en route, veuillez répondre à cet e-mail.
