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

## Addresses
shipping-address = Endereço de entrega
billing-address = Endereço de cobrança

## Around
view-order = Ver o pedido
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
