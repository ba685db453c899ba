return-approval-subject = { $shop }: decide sobre la devolución { $number }
return-approval-heading = ¿Aprobar la devolución { $number }?
return-approval-lead = Alguien quiere devolver algo del pedido { $order }. Responde antes del { $until }.
return-approval-again = Nadie ha respondido todavía. Alguien quiere devolver algo del pedido { $order }. Responde antes del { $until }.
