# Words that all messages share. A message's own words stand in its folder.

order-number = Pedido { $order }
pieces = { $n ->
    [one] { $n } item
    [many] { $n } de itens
   *[other] { $n } itens
}
colon = :{ " " }

## Lines
line-untitled = Produto
line-sku = Código do produto
line-quantity = Quantidade
line-unit-price = Preço unitário
line-discount = Desconto
line-total = Total do item

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
tax = Imposto
tax-named = { $name }
tax-named-on-base = { $name } sobre { $base }
tax-contained = Impostos inclusos
tax-contained-named = Inclui { $name }
tax-contained-named-on-base = Inclui { $name } sobre { $base }
total = Total
total-incl-tax = Total (com impostos)
in-shop-currency = Na moeda da loja

## Addresses
shipping-address = Endereço de entrega
billing-address = Endereço de cobrança

## Around
view-order = Ver o pedido
redirected = [redirecionado] { $subject }
reply = Dúvidas? Basta responder a este e-mail.

## Instants
instant = { $weekday }, { $day } de { $month } de { $year }, { $time } ({ $zone })
weekday-1 = segunda-feira
weekday-2 = terça-feira
weekday-3 = quarta-feira
weekday-4 = quinta-feira
weekday-5 = sexta-feira
weekday-6 = sábado
weekday-7 = domingo
month-1 = janeiro
month-2 = fevereiro
month-3 = março
month-4 = abril
month-5 = maio
month-6 = junho
month-7 = julho
month-8 = agosto
month-9 = setembro
month-10 = outubro
month-11 = novembro
month-12 = dezembro
