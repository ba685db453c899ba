owner-digest-subject = { $shop }: resumo do dia, { $date }
owner-digest-subject-silent = { $shop }: nenhum pedido, { $date }
owner-digest-heading = Resumo do dia
owner-digest-lead = De { $since } a { $until }.
owner-digest-silent = Nenhum pedido chegou, embora o normal seja cerca de { $usual } por dia. Verifique se a loja está aceitando pedidos e se os webhooks dela continuam chegando.

## Orders
owner-digest-orders = Pedidos
owner-digest-orders-new = Pedidos novos
owner-digest-orders-total = Valor total

## Mails
owner-digest-mails = E-mails enviados
owner-digest-mail-order-confirmation = Confirmações de pedido
owner-digest-mail-order-updated = Alterações de pedido
owner-digest-mail-task = E-mails sobre tarefas
owner-digest-mail-other = E-mails do tipo { $name }
owner-digest-mails-unsent = Ainda não enviados
owner-digest-mails-again = Solicitados novamente
owner-digest-returned-bounce = Devolvidos sem entrega
owner-digest-returned-complaint = Marcados como spam
owner-digest-returned-reject = Rejeitados pelo SES
owner-digest-returned-other = Informado pelo SES: { $name }

## Not sent, and why
owner-digest-kept-back = Não enviados, e por quê
owner-digest-because-cancelled = Pedido cancelado
owner-digest-because-refunded = Pedido reembolsado
owner-digest-because-draft = Criado a partir de um rascunho
owner-digest-because-test-mode = Pedido de teste
owner-digest-because-marketplace-owned = O marketplace escreve por conta própria
owner-digest-because-imported = Trazido de outro lugar
owner-digest-because-too-old = Antigo demais
owner-digest-because-no-recipient = Sem endereço para escrever
owner-digest-because-held = Retido: há dados que não batem
owner-digest-because-other = Outro motivo: { $name }
owner-digest-withheld-off = Automação desativada
owner-digest-withheld-shadow = Automação em modo sombra
owner-digest-withheld-before-live = De antes de a loja entrar em operação
owner-digest-withheld-other = Retido: { $name }

## Tasks
owner-digest-tasks = Tarefas
owner-digest-tasks-opened = Abertas
owner-digest-tasks-closed = Concluídas
owner-digest-tasks-open = Abertas agora
owner-digest-tasks-overdue = Das quais atrasadas

## What came in
owner-digest-came = O que chegou
owner-digest-came-told = Novidades de { $name }
owner-digest-came-found = Encontradas ao consultar { $name }
owner-digest-came-imported = Importadas de { $name }
owner-digest-came-refused = Ilegível: { $name }
owner-digest-came-ignored = Deixado de lado: { $name }

## Dead letters
owner-digest-dead = Mensagens não processadas
owner-digest-dead-in = Na fila { $name }

## Around
owner-digest-more = Para saber mais:
owner-digest-reply = O Nightshift escreveu esta mensagem para a equipe da loja { $shop }.
