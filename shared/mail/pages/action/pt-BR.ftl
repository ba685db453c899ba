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
action-approve-heading = Pedir isto?
action-approve-text = O pedido recebe o seu número e vai para o fornecedor como está aqui.
action-approve-button = Aprovar
action-approve-done = Aprovado
action-decline-heading = Não pedir isto?
action-decline-text = Nada é pedido. A necessidade só volta a ser proposta quando tiver mudado.
action-decline-button = Não pedir
action-decline-done = Não pedido
action-confirm-heading = Confirmar este pedido?
action-confirm-text = Você informa à loja que aceita o pedido e vai entregar.
action-confirm-button = Confirmar
action-confirm-done = Pedido confirmado
action-refuse-heading = Recusar este pedido?
action-refuse-text = Você informa à loja que não pode entregar. Ela vai pedir em outro lugar.
action-refuse-button = Recusar
action-refuse-done = Pedido recusado
action-approve-return-heading = Aprovar esta devolução?
action-approve-return-text = O comprador é avisado de que pode devolver, e o reembolso segue seu curso.
action-approve-return-button = Aprovar
action-approve-return-done = Aprovada
action-refuse-return-heading = Recusar esta devolução?
action-refuse-return-text = O comprador é avisado de que não pode devolver. Nada é reembolsado.
action-refuse-return-button = Recusar
action-refuse-return-done = Recusada
action-over = Isso não é mais possível
action-amended = Este pedido mudou desde que o e-mail foi enviado. Você o vê como está agora.
action-told = Alerta enviado
action-by = Feito em { $when } pelo link do e-mail para “{ $role }”.
action-by-supplier = Feito em { $when } pelo link do e-mail do pedido.
action-before = Isso já tinha sido feito. Nada mudou agora.
action-about = Sobre
action-about-sku = Estoque { $id }
action-about-other = { $kind } { $id }
action-foot = Esta página é para a equipe da loja { $shop }.
action-foot-supplier = Esta página é para { $supplier }, fornecedor da loja { $shop }.
