purchase-reminder-subject = Confirme, por favor, o nosso pedido { $number }
purchase-reminder-heading = Confirme, por favor, o pedido { $number }
purchase-reminder-lead = Ainda não sabemos se você aceita o pedido abaixo. Confirme-o, por favor, ou avise se não puder entregar.
