# Words that all messages share. A message's own words stand in its folder.

order-number = Pedido { $order }
pieces = { $n ->
    [one] { $n } artículo
    [many] { $n } de artículos
   *[other] { $n } artículos
}
colon = :{ " " }

## Lines
line-untitled = Artículo
line-sku = Referencia
line-quantity = Cantidad
line-unit-price = Precio unitario
line-discount = Descuento
line-total = Importe

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

## Addresses
shipping-address = Dirección de envío
billing-address = Dirección de facturación

## Around
view-order = Ver el pedido
redirected = [redirigido] { $subject }
reply = ¿Tienes alguna pregunta? Solo tienes que responder a este correo.

## Instants
instant = { $weekday } { $day } de { $month } de { $year }, { $time } h ({ $zone })
weekday-1 = lunes
weekday-2 = martes
weekday-3 = miércoles
weekday-4 = jueves
weekday-5 = viernes
weekday-6 = sábado
weekday-7 = domingo
month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre
