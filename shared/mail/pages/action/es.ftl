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
action-told = Aviso enviado
action-by = Hecho el { $when } con el enlace del correo dirigido a «{ $role }».
action-before = Ya estaba hecho. Ahora no se ha cambiado nada.
action-about = Sobre
action-about-sku = Existencias { $id }
action-about-other = { $kind } { $id }
action-foot = Esta página es para el equipo de { $shop }.
