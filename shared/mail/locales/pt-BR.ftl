# Words that all messages share. A message's own words stand in its folder.

order-number = Pedido { $order }
pieces = { $n ->
    [one] { $n } item
    [many] { $n } de itens
   *[other] { $n } itens
}
order-date = Data do pedido
colon = :{ " " }

## Lines
line-untitled = Produto
line-sku = Código do produto
line-quantity = Quantidade
line-unit-price = Preço unitário
line-discount = Desconto
line-total = Total do item
line-digital = Produto digital: não há envio
line-gift-card = Vale-presente: enviado por e-mail
line-back-order = Aguardando reposição
line-back-order-expected = Aguardando reposição, previsto para { $date }
line-pre-order = Pré-venda
line-pre-order-expected = Pré-venda, disponível a partir de { $date }

## Totals
items = Produtos
subtotal = Subtotal
subtotal-incl-tax = Subtotal (com impostos)
subtotal-excl-tax = Subtotal (sem impostos)
subtotal-after-discounts = Subtotal com descontos
discount = Desconto
discount-named = Desconto ({ $name })
shipping = Frete
shipping-named = Frete ({ $name })
extra = Taxa adicional
extra-named = { $name }
tax = Impostos
tax-named = { $name }
tax-named-on-base = { $name } sobre { $base }
tax-contained = Impostos inclusos
tax-contained-named = Inclui { $name }
tax-contained-named-on-base = Inclui { $name } sobre { $base }
total = Total
total-incl-tax = Total (com impostos)
in-shop-currency = Na moeda da loja
paid-gift-card = Pago com vale-presente
paid-gift-card-ending = Pago com vale-presente com final { $digits }
paid-store-credit = Pago com crédito na loja
still-to-pay = Falta pagar
paid-otherwise = Pago por outros meios

## Payment
payment = Pagamento
tender-card = Cartão
tender-gift-card = Vale-presente
tender-store-credit = Crédito na loja
tender-bank-transfer = Transferência bancária
tender-on-delivery = Pagamento na entrega
tender-other = Outro meio de pagamento
tender-ending = { $name } com final { $digits }
transfer-lead = Transfira o valor para esta conta. Seu pedido será processado assim que o pagamento for recebido.
transfer-holder = Titular da conta
transfer-iban = IBAN
transfer-bic = BIC
transfer-amount = Valor
transfer-reference = Referência
transfer-due = Pagar até
transfer-code = Ou escaneie este código com o aplicativo do seu banco.
transfer-code-alt = Código QR para o aplicativo do seu banco, com a conta, o valor e a referência indicados acima

## Delivery
promise = Entrega prevista
promise-pickup = Pronto para retirada
pickup = Retirada
pickup-hours = Horário de funcionamento
promised-by = Prometido até { $day }
expected-now = Nova previsão
expected-unknown = Ainda não podemos dizer quando vai chegar.
delay-not-sent = Ainda não foi entregue à transportadora.
delay-on-its-way = Está a caminho e demora mais que o previsto.
delay-unclear = Não está chegando como previsto.

## Addresses
shipping-address = Endereço de entrega
billing-address = Endereço de cobrança

## Around
view-order = Ver o pedido
view-return = Ver a devolução
redirected = [redirecionado] { $subject }
reply = Dúvidas? Basta responder a este e-mail.

## What the law wants
legal-seller = Vendedor
legal-terms = Termos e condições de venda
legal-terms-online = Ler os termos e condições de venda online
legal-withdrawal = Direito de arrependimento
legal-withdrawal-form = Modelo de formulário de arrependimento

## Days
date-range = de { $from } a { $to }
instant = { $moment } ({ $zone })

## Stock
stock-level = Nível
stock-level-low = Estoque baixo
stock-level-critical = Estoque muito baixo
stock-level-out = Esgotado
stock-level-negative = Vendido além do estoque
stock-item = Item
stock-location = Local
stock-everywhere = Todos os locais juntos
stock-with = { $what } ({ $more })
stock-available = Disponível
stock-available-before = { $now } (antes: { $before })
stock-on-hand = Em estoque
stock-reserved = Reservado
stock-buffer = Retido
stock-damaged = Danificado
stock-in-transit = Entre locais
stock-incoming = A caminho
stock-undated = data desconhecida
stock-threshold = Limite
stock-said-item-here = definido para este item neste local
stock-said-item = definido para este item
stock-said-storefront = definido no sistema da loja
stock-said-product = definido para este produto
stock-said-category = definido para a categoria { $name }
stock-said-supplier = definido para o fornecedor { $name }
stock-said-location = definido para este local
stock-said-shop = definido para toda a loja
stock-said-cover = { $n ->
    [one] o que se vende em { $n } dia
    [many] o que se vende em { $n } de dias
   *[other] o que se vende em { $n } dias
}
stock-said-bundle = { $n ->
    [one] deve restar { $n } kit { $name }
    [many] devem restar { $n } de kits { $name }
   *[other] devem restar { $n } kits { $name }
}
stock-per-day = Vendas por dia
stock-method-weighted = média ponderada dos dias com estoque
stock-method-sba = Syntetos–Boylan, para vendas raras
stock-method-croston = Croston, para vendas raras
stock-method-category = como sua categoria, pois o item é novo
stock-season = Temporada, em relação ao normal
stock-cover = Dura (dias)
stock-cover-long = mais de um ano
stock-runs-out = Previsão de esgotamento
stock-next = Próxima entrega possível
stock-supplier = Fornecedor
stock-lead = { $n ->
    [one] entrega em { $n } dia
    [many] entrega em { $n } de dias
   *[other] entrega em { $n } dias
}
stock-suggested = Quantidade de pedido sugerida
stock-lost = Vendas provavelmente perdidas
stock-lost-in = { $pieces } em { $days }
stock-pieces = { $n ->
    [one] { $n } unidade
    [many] { $n } de unidades
   *[other] { $n } unidades
}
stock-days = { $n ->
    [one] { $n } dia
    [many] { $n } de dias
   *[other] { $n } dias
}
stock-kits = Kit que precisa dele
stock-kits-left = { $n ->
    [one] resta { $n }
    [many] restam { $n }
   *[other] restam { $n }
}
stock-cause = Última mudança
stock-cause-sale = venda
stock-cause-cancellation = cancelamento
stock-cause-fulfilment = envio
stock-cause-return = devolução
stock-cause-edit = alteração manual
stock-cause-count = contagem
stock-cause-import = importação
stock-cause-receipt = entrega recebida
stock-cause-purchase = pedido ao fornecedor
stock-cause-transfer = transferência
stock-cause-correction = correção
stock-cause-point-of-sale = venda no caixa
stock-cause-component = venda de um kit
stock-cause-reservation = reserva
stock-because = Por que você recebe isto
stock-because-crossed = O estoque chegou ao limite ou ficou abaixo dele.
stock-because-worsened = A situação piorou desde o último alerta.
stock-because-threshold-rose = O estoque é o mesmo, mas o limite subiu.
stock-because-first-count = O estoque já estava baixo na primeira contagem.
stock-because-snooze-ended = O adiamento terminou e o estoque continua baixo.
stock-because-still-low = O que retinha o alerta terminou e o estoque continua baixo.
stock-chart-alt = { $n ->
    [one] Gráfico do último { $n } dia: no máximo { $highest } disponíveis, agora { $now }; o limite é { $threshold }.
    [many] Gráfico dos últimos { $n } de dias: no máximo { $highest } disponíveis, agora { $now }; o limite é { $threshold }.
   *[other] Gráfico dos últimos { $n } dias: no máximo { $highest } disponíveis, agora { $now }; o limite é { $threshold }.
}
stock-chart-ends = Previsão de esgotamento: { $date }.
stock-chart-from = { $n ->
    [one] há { $n } dia
    [many] há { $n } de dias
   *[other] há { $n } dias
}
stock-chart-to = { $n ->
    [one] em { $n } dia
    [many] em { $n } de dias
   *[other] em { $n } dias
}
stock-chart-today = hoje
stock-chart-legend = Barras: disponível no fim de cada dia. Linha tracejada: limite.
stock-chart-legend-ahead = Barras vazadas: previsão a partir de amanhã.
stock-chart-legend-deliveries = Triângulos: entregas.
stock-do-acknowledge = Confirmar
stock-do-snooze = { $n ->
    [one] Adiar por { $n } dia
    [many] Adiar por { $n } de dias
   *[other] Adiar por { $n } dias
}
stock-do-asks = Cada link abre uma página que pergunta mais uma vez. Nada acontece antes de você apertar o botão dela.
stock-more = { $n ->
    [one] Mais { $n } item está no arquivo anexo.
    [many] Mais { $n } de itens estão no arquivo anexo.
   *[other] Mais { $n } itens estão no arquivo anexo.
}
stock-file = O arquivo { $name } tem tudo, para uma planilha.
stock-reply = O Nightshift escreveu esta mensagem para a equipe da loja { $shop }.

## Purchases
purchase-number = Número do pedido
purchase-supplier = Fornecedor
purchase-deliver-to = Local de entrega
purchase-expected = Chegada prevista
purchase-order-by = Pedir até
purchase-total = Valor total
purchase-unpriced = Alguns preços não são conhecidos, por isso o total está incompleto.
purchase-code = Seu código
purchase-quantity = Quantidade
purchase-price = Preço unitário
purchase-sum = Valor
purchase-open = Ainda a receber
purchase-why = Motivo
purchase-why-position = { $position } em estoque ou a caminho; pede-se a partir de { $point }, até { $target }
purchase-reckoning = Cálculo
purchase-losing = Não escolhidos
purchase-state = Situação
purchase-state-draft = rascunho
purchase-state-waiting = aguardando aprovação
purchase-state-approved = aprovado
purchase-state-sent = enviado
purchase-state-confirmed = confirmado
purchase-state-partly-received = recebido em parte
purchase-state-received = recebido
purchase-state-closed = encerrado
purchase-state-declined = recusado pelo fornecedor
purchase-state-cancelled = cancelado
purchase-do-approve = Aprovar
purchase-do-decline = Não pedir
purchase-do-confirm = Confirmar o pedido
purchase-do-refuse = Não podemos entregar
purchase-reply = Dúvidas? Basta responder a este e-mail.

## Returns
return-number = Número da devolução
return-order = Pedido
return-requested = Solicitada em
return-send-by = Envie até
return-refund = Reembolso
return-decide-by = Responda até
return-reason = Motivo
return-condition = Estado
return-outcome = Preferência
return-because = Por que perguntamos a você
return-do-look-at-return = Ver tudo e decidir
return-do-approve-return = Aprovar
return-do-refuse-return = Recusar
returns-say-approved = Você pode devolver.
returns-say-approved-with-fee = Você pode devolver. Uma taxa é descontada do reembolso.
returns-say-refunded-at-once = O valor é reembolsado agora.
returns-say-keep-it = O valor é reembolsado, e você pode ficar com o item.
returns-say-keep-part = Você fica com o item, e parte do valor é reembolsada.
returns-say-donate-it = O valor é reembolsado. Por favor, dê o item a alguém que possa usá-lo.
returns-say-looked-at = Estamos analisando e responderemos em breve.
returns-say-withdrawn = Recebemos o seu arrependimento da compra.
returns-say-withdrawal-looked-at = Recebemos o seu arrependimento da compra. Estamos verificando se há uma exceção.
returns-say-too-late = O prazo de devolução terminou.
returns-say-not-delivered = Ainda não foi entregue.
returns-say-too-many = É mais do que ainda pode ser devolvido.
returns-say-not-bought = Não faz parte deste pedido.
returns-say-final-sale = Foi vendido sem direito a devolução.
returns-say-hygiene = É lacrado por higiene e não pode ser devolvido depois de aberto.
returns-say-personalised = Foi feito sob medida para você e não pode ser devolvido.
returns-say-perishable = É perecível e não pode ser devolvido.
returns-say-digital = É digital e não pode ser devolvido.
returns-say-gift-card = Vales-presente não podem ser devolvidos.
returns-say-discounted = Foi vendido com um grande desconto e não pode ser devolvido.
returns-say-condition = Não pode ser devolvido por este motivo ou neste estado.
returns-say-outcome-not-offered = O que você pediu não está disponível para este item.
returns-say-market = Não é possível devolver a partir do seu país.
returns-say-not-allowed = Nossas condições de devolução não permitem.

# Reasons of the usual list, in which state it is, and what is wanted: for buyers' forms and for the shop's own people
returns-reason-changed-mind = Não quer mais
returns-reason-too-small = Pequeno demais
returns-reason-too-large = Grande demais
returns-reason-ordered-by-mistake = Comprado por engano
returns-reason-arrived-late = Chegou tarde demais
returns-reason-damaged-in-transit = Danificado no transporte
returns-reason-defective = Com defeito
returns-reason-wrong-item = Item errado
returns-reason-not-as-described = Diferente da descrição
returns-reason-missing-parts = Faltam peças
returns-condition-sealed = Fechado
returns-condition-opened = Aberto, sem uso
returns-condition-used = Usado
returns-condition-damaged = Danificado
returns-condition-unsaid = Não informado
returns-outcome-refund = Dinheiro de volta
returns-outcome-store-credit = Crédito na loja
returns-outcome-exchange = Troca pelo mesmo preço
returns-outcome-exchange-difference = Troca por outro preço
returns-outcome-replacement = Conserto ou substituição
returns-outcome-partial-credit = Ficar com o item e receber parte do valor

# Why a person is asked, and what is special about a product: for the shop's own people
return-why-withdrawal-excepted = É um arrependimento previsto em lei, mas a lei prevê uma exceção: { $of }
return-why-withdrawal-late = É um arrependimento previsto em lei, mas o prazo terminou em { $day }
return-why-by-rule = Sua regra “{ $rule }” determina isso
return-why-reviewed-otherwise = Sua política deixa essas devoluções para uma pessoa
return-why-restricted = É algo especial: { $of }
return-why-discounted = Foi vendido com um grande desconto
return-why-fault-not-refused = Seria recusado, mas a culpa é da loja ou da transportadora
return-why-fact-unknown = Sua regra “{ $rule }” precisa de algo que não se sabe: { $fact }
return-why-delivery-unknown = Ninguém sabe quando foi entregue
return-why-suspicious = Há sinais de abuso
return-why-beyond-return-limit = Passa do que pode ser aprovado sem uma pessoa
return-why-beyond-day-limit = As devoluções de hoje passam do que pode ser aprovado sem uma pessoa
return-why-limit-unknown = Seus limites estão em outra moeda que a do pedido
return-why-breaker-open = Hoje foram aprovadas muito mais devoluções do que o normal
return-why-money-unknown = Não é possível calcular o valor a reembolsar
return-why-unknown-reason = O motivo não está na sua lista
return-why-from-exchange = Veio de uma troca
returns-trait-final-sale = vendido sem direito a devolução
returns-trait-hygiene = lacrado por higiene
returns-trait-personalised = feito sob medida
returns-trait-perishable = perecível
returns-trait-digital = conteúdo digital
returns-trait-gift-card = vale-presente
returns-trait-sealed-media = gravações ou programas lacrados
return-why-withdrawal = Desistência legal
return-why-in-time = Dentro do prazo
return-why-excepted = Mais prazo foi concedido
return-why-not-worth-returning = Não compensa enviar de volta
return-why-too-late = Tarde demais
return-why-market-closed = Sem devoluções deste país
return-why-outcome-not-offered = O que se pede não é oferecido
return-why-no-such-line = Não faz parte do pedido
return-why-not-delivered = Ainda não entregue
return-why-too-many = Mais unidades do que se pode devolver
return-why-part-of-bundle = Parte de um kit
return-why-no-quantity = Sem número de unidades
