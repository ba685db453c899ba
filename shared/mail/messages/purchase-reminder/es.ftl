purchase-reminder-subject = Confirme, por favor, nuestro pedido { $number }
purchase-reminder-heading = Confirme, por favor, el pedido { $number }
purchase-reminder-lead = Aún no sabemos si acepta el pedido que sigue. Confírmelo, por favor, o díganos si no puede entregarlo.
