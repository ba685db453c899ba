task-subject = { $shop }: { $title } ({ $about })
task-lead = Esta tarefa precisa ser feita por uma pessoa. Prazo: { $due }.
task-about = Referente a
task-due = Prazo

## What must be done, by the reason's word
task-title-erase-customer = Excluir os dados de um cliente
task-text-erase-customer = A plataforma informa que os dados desta pessoa devem ser excluídos. Exclua tudo o que estiver guardado: nas tabelas do Nightshift e em qualquer outro lugar onde houver dados dela, como caixas de e-mail e outros serviços. Mantenha apenas o que a lei obriga a guardar, como notas fiscais.
task-title-export-customer = Entregar os dados de um cliente
task-text-export-customer = Esta pessoa solicitou os dados que você mantém sobre ela. Reúna esses dados, aqui e em qualquer outro lugar onde estiverem, e entregue-os diretamente a ela.
task-title-erase-shop = Excluir os dados de uma loja
task-text-erase-shop = A plataforma informa que todos os dados obtidos desta loja devem ser excluídos, porque o aplicativo foi removido dela. Exclua tudo o que estiver guardado. Mantenha apenas o que a lei obriga a guardar, como notas fiscais.
task-title-app-uninstalled = O aplicativo foi removido da loja
task-text-app-uninstalled = A plataforma não envia mais webhooks, portanto nada do que acontece na loja é percebido. Se foi um engano, instale o aplicativo novamente e registre os webhooks dele; se não foi, desative as automações desta loja.
task-title-webhooks-silent = Nenhum webhook está chegando
task-text-webhooks-silent = Nada chega desta origem há mais tempo do que o habitual. Verifique na plataforma se os webhooks ainda existem, estão ativados e são enviados para o endereço correto.
task-title-webhooks-missed = Alguns webhooks não chegaram
task-text-webhooks-missed = Uma consulta à plataforma revelou alterações cujos webhooks nunca chegaram. Elas já foram registradas e não exigem mais nada; o que precisa da sua atenção é a causa. Verifique na plataforma se os webhooks ainda existem, estão ativados e recebem resposta.
task-title-platform-refuses-us = A plataforma não deixa o Nightshift entrar
task-text-platform-refuses-us = A plataforma respondeu que nossa chave não é válida ou não tem permissão para ler pedidos, ou que a loja mudou de endereço. Devolva as permissões ao aplicativo ou à chave, ou armazene novas credenciais no SSM com os mesmos nomes. Até lá, os pedidos que nenhum webhook informa não são encontrados.
task-title-order-held = Um pedido está retido
task-text-order-held = Há algo neste pedido que não confere, por isso nenhum e-mail sobre ele é enviado automaticamente. Compare-o com a plataforma, corrija-o lá e, se necessário, escreva diretamente à pessoa que fez a compra.
task-title-buyer-without-address = Um pedido não tem endereço de e-mail
task-text-buyer-without-address = Este pedido não pode ser confirmado porque não tem um endereço de e-mail válido. Peça um à pessoa que fez a compra e inclua-o no pedido na plataforma. Se até lá o pedido não for antigo demais, a confirmação é enviada automaticamente.
task-title-mail-bounced = Um endereço de e-mail não funciona
task-text-mail-bounced = Um e-mail sobre este pedido voltou em definitivo: o endereço não existe ou não aceita mensagens. Nada mais é enviado para ele. Peça outro endereço, corrija-o no pedido na plataforma e depois envie o e-mail de novo com o comando resend.
task-title-mail-undelivered = Um e-mail não chegou
task-text-mail-undelivered = A caixa de entrada devolveu um e-mail sobre este pedido, por exemplo porque está cheia ou porque ninguém a lê no momento. O endereço pode estar certo e continua em uso. Envie o e-mail de novo mais tarde com o comando resend ou fale com a pessoa por outro meio.
task-title-mail-complained = Um e-mail foi marcado como spam
task-text-mail-complained = A pessoa que recebeu um e-mail sobre este pedido o marcou como indesejado, por isso nada mais é enviado para esse endereço. Descubra se foi um engano e se foi mesmo essa pessoa que fez o pedido. Se os e-mails forem bem-vindos, volte a permiti-los com o comando suppression lift.
task-title-mail-rejected = Um e-mail foi recusado depois do envio
task-text-mail-rejected = O serviço de e-mail aceitou um e-mail sobre este pedido e depois se recusou a entregá-lo por causa do conteúdo; portanto, ele não chegou. Verifique os textos e arquivos da loja que fazem parte dele e, se necessário, escreva diretamente à pessoa que fez a compra.
task-title-mail-unsent = Um e-mail não pode ser enviado
task-text-mail-unsent = Um e-mail sobre este pedido não pode ser enviado na situação atual; o motivo está nos detalhes abaixo. Corrija a causa e depois envie o e-mail com o comando resend, ou escreva diretamente à pessoa que fez a compra.
task-title-mail-in-doubt = Não se sabe se um e-mail foi enviado
task-text-mail-in-doubt = A resposta do serviço de e-mail sobre uma mensagem deste pedido se perdeu, e nenhum relatório chegou. Para que ninguém a receba duas vezes, ela não é reenviada automaticamente. Se for indispensável, envie-a com o comando resend; nesse caso, ela pode chegar duas vezes.
task-title-mails-missing = Há e-mails faltando
task-text-mails-missing = Há mais de meia hora, e-mails solicitados não saíram, ou não houve decisão sobre alguns pedidos. Eles foram solicitados de novo, sem sucesso. Veja as mensagens não processadas e os alarmes; o comando “cargo nightshift missing” mostra o que falta e por quê.
task-title-stock-ledger-wrong = O estoque de um item estava errado
task-text-stock-ledger-wrong = Nesta noite, o estoque registrado deste item não correspondia à soma das suas movimentações. Ele foi corrigido com base no diário e avaliado de novo; falta descobrir o motivo. Verifique se alguém alterou a tabela manualmente ou se uma versão anterior foi restaurada e, em caso de dúvida, conte o item.
task-title-unknown = Há algo a fazer: { $reason }
task-text-unknown = Não há instruções para a palavra “{ $reason }”. Os detalhes abaixo e o histórico daquilo a que a tarefa se refere dizem mais.

## What it is about
task-about-order = Pedido { $id }
task-about-customer = Cliente { $id }
task-about-product = Produto { $id }
task-about-item = Item de estoque { $id }
task-about-sku = Estoque { $id }
task-about-return = Devolução { $id }
task-about-shop = Loja { $id }
task-about-source = Origem { $id }
task-about-watch = E-mails de saída
task-about-unknown = { $kind } { $id }

## Around
task-close = Quando a tarefa estiver concluída, encerre-a com este comando, colocando seu nome no lugar de NAME:
task-reply = O Nightshift escreveu esta mensagem para a equipe da loja { $shop }.
