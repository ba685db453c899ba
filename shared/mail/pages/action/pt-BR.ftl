action-acknowledge-heading = Confirmar que você viu este alerta?
action-acknowledge-text = Nada mais será enviado sobre ele, a menos que a situação piore.
action-acknowledge-button = Confirmar
action-acknowledge-done = Confirmado
action-snooze-heading = { $n ->
    [one] Adiar este alerta por { $n } dia?
    [many] Adiar este alerta por { $n } de dias?
   *[other] Adiar este alerta por { $n } dias?
}
action-snooze-text = Nada será enviado sobre ele até { $until }, a menos que o estoque acabe.
action-snooze-button = Adiar
action-snooze-done = Adiado até { $until }
action-told = Alerta enviado
action-by = Feito em { $when } pelo link do e-mail para “{ $role }”.
action-before = Isso já tinha sido feito. Nada mudou agora.
action-about = Sobre
action-about-sku = Estoque { $id }
action-about-other = { $kind } { $id }
action-foot = Esta página é para a equipe da loja { $shop }.
