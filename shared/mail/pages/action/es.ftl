action-acknowledge-heading = ¿Confirmar que has visto este aviso?
action-acknowledge-text = No se enviará nada más al respecto, salvo que la situación empeore.
action-acknowledge-button = Confirmar
action-acknowledge-done = Confirmado
action-snooze-heading = { $n ->
    [one] ¿Posponer este aviso { $n } día?
    [many] ¿Posponer este aviso { $n } de días?
   *[other] ¿Posponer este aviso { $n } días?
}
action-snooze-text = No se enviará nada al respecto hasta el { $until }, salvo que se agoten las existencias.
action-snooze-button = Posponer
action-snooze-done = Pospuesto hasta el { $until }
action-approve-heading = ¿Pedir esto?
action-approve-text = El pedido recibe su número y se envía al proveedor tal como figura aquí.
action-approve-button = Aprobar
action-approve-done = Aprobado
action-decline-heading = ¿No pedir esto?
action-decline-text = No se pide nada. La necesidad solo se volverá a proponer cuando haya cambiado.
action-decline-button = No pedir
action-decline-done = No pedido
action-confirm-heading = ¿Confirmar este pedido?
action-confirm-text = Comunica a la tienda que acepta el pedido y que lo entregará.
action-confirm-button = Confirmar
action-confirm-done = Pedido confirmado
action-refuse-heading = ¿Rechazar este pedido?
action-refuse-text = Comunica a la tienda que no puede entregar. Hará el pedido en otra parte.
action-refuse-button = Rechazar
action-refuse-done = Pedido rechazado
action-approve-return-heading = ¿Aprobar esta devolución?
action-approve-return-text = Se informa al comprador de que puede devolver los artículos y el reembolso sigue su curso.
action-approve-return-button = Aprobar
action-approve-return-done = Aprobada
action-refuse-return-heading = ¿Rechazar esta devolución?
action-refuse-return-text = Se informa al comprador de que los artículos no se pueden devolver. No se reembolsa nada.
action-refuse-return-button = Rechazar
action-refuse-return-done = Rechazada
action-over = Esto ya no es posible
action-amended = Este pedido ha cambiado desde que se envió el correo. Lo ves tal como está ahora.
action-told = Aviso enviado
action-by = Hecho el { $when } con el enlace del correo dirigido a «{ $role }».
action-by-supplier = Hecho el { $when } con el enlace del correo del pedido.
action-before = Ya estaba hecho. Ahora no se ha cambiado nada.
action-about = Sobre
action-about-sku = Existencias { $id }
action-about-other = { $kind } { $id }
action-foot = Esta página es para el equipo de { $shop }.
action-foot-supplier = Esta página es para { $supplier }, proveedor de { $shop }.
