return-approval-subject = { $shop }: decidir sobre a devolução { $number }
return-approval-heading = Aprovar a devolução { $number }?
return-approval-lead = Alguém quer devolver algo do pedido { $order }. Responda até { $until }.
return-approval-again = Ninguém respondeu ainda. Alguém quer devolver algo do pedido { $order }. Responda até { $until }.
