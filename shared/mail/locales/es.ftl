# Words that all messages share. A message's own words stand in its folder.

order-number = Pedido { $order }
pieces = { $n ->
    [one] { $n } artículo
    [many] { $n } de artículos
   *[other] { $n } artículos
}
order-date = Fecha del pedido
colon = :{ " " }

## Lines
line-untitled = Artículo
line-sku = Referencia
line-quantity = Cantidad
line-unit-price = Precio unitario
line-discount = Descuento
line-total = Importe
line-digital = Producto digital: no se envía nada
line-gift-card = Tarjeta regalo: se envía por correo electrónico
line-back-order = Pendiente de reposición
line-back-order-expected = Pendiente de reposición, previsto para el { $date }
line-pre-order = Reserva
line-pre-order-expected = Reserva, disponible a partir del { $date }

## Totals
items = Artículos
subtotal = Subtotal
subtotal-incl-tax = Subtotal (impuestos incluidos)
subtotal-excl-tax = Subtotal (sin impuestos)
subtotal-after-discounts = Subtotal con descuentos aplicados
discount = Descuento
discount-named = Descuento ({ $name })
shipping = Envío
shipping-named = Envío ({ $name })
extra = Recargo
extra-named = { $name }
tax = Impuestos
tax-named = { $name }
tax-named-on-base = { $name } sobre { $base }
tax-contained = Impuestos incluidos
tax-contained-named = Incluye { $name }
tax-contained-named-on-base = Incluye { $name } sobre { $base }
total = Total
total-incl-tax = Total (impuestos incluidos)
in-shop-currency = En la moneda de la tienda
paid-gift-card = Pagado con tarjeta regalo
paid-gift-card-ending = Pagado con tarjeta regalo terminada en { $digits }
paid-store-credit = Pagado con saldo en la tienda
still-to-pay = Pendiente de pago
paid-otherwise = Pagado por otros medios

## Payment
payment = Pago
tender-card = Tarjeta
tender-gift-card = Tarjeta regalo
tender-store-credit = Saldo en la tienda
tender-bank-transfer = Transferencia bancaria
tender-on-delivery = Pago contra reembolso
tender-other = Otro medio de pago
tender-ending = { $name } terminada en { $digits }
transfer-lead = Transfiere el importe a esta cuenta. Tramitaremos tu pedido en cuanto recibamos el pago.
transfer-holder = Titular de la cuenta
transfer-iban = IBAN
transfer-bic = BIC
transfer-amount = Importe
transfer-reference = Concepto
transfer-due = Fecha límite de pago
transfer-code = O escanea este código con la aplicación de tu banco.
transfer-code-alt = Código QR para la aplicación de tu banco, con la cuenta, el importe y el concepto indicados arriba

## Delivery
promise = Entrega prevista
promise-pickup = Listo para recoger
pickup = Recogida
pickup-hours = Horario de apertura

## Addresses
shipping-address = Dirección de envío
billing-address = Dirección de facturación

## Around
view-order = Ver el pedido
redirected = [redirigido] { $subject }
reply = ¿Tienes alguna pregunta? Solo tienes que responder a este correo.

## What the law wants
legal-seller = Vendedor
legal-terms = Condiciones generales de venta
legal-terms-online = Leer las condiciones generales de venta en línea
legal-withdrawal = Derecho de desistimiento
legal-withdrawal-form = Modelo de formulario de desistimiento

## Days
date-range = del { $from } al { $to }
instant = { $moment } ({ $zone })
