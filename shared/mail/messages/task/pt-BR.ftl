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
task-about-unknown = { $kind } { $id }

## Around
task-close = Quando a tarefa estiver concluída, encerre-a com este comando, colocando seu nome no lugar de NAME:
task-reply = O Nightshift escreveu esta mensagem para a equipe da loja { $shop }.
