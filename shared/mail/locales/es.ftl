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
promised-by = Prometido como muy tarde para el { $day }
expected-now = Nueva fecha prevista
expected-unknown = Aún no podemos decir cuándo llegará.
delay-not-sent = Aún no se ha entregado al transportista.
delay-on-its-way = Está en camino y tarda más de lo previsto.
delay-unclear = No está llegando como estaba previsto.

## Addresses
shipping-address = Dirección de envío
billing-address = Dirección de facturación

## Around
view-order = Ver el pedido
view-return = Ver tu devolución
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

## Stock
stock-level = Nivel
stock-level-low = Pocas existencias
stock-level-critical = Muy pocas existencias
stock-level-out = Agotado
stock-level-negative = Vendido de más
stock-item = Artículo
stock-location = Ubicación
stock-everywhere = Todas las ubicaciones juntas
stock-with = { $what } ({ $more })
stock-available = Disponible
stock-available-before = { $now } (antes: { $before })
stock-on-hand = En almacén
stock-reserved = Reservado
stock-buffer = Retenido
stock-damaged = Dañado
stock-in-transit = Entre ubicaciones
stock-incoming = En camino
stock-undated = fecha desconocida
stock-threshold = Umbral
stock-said-item-here = fijado para este artículo en esta ubicación
stock-said-item = fijado para este artículo
stock-said-storefront = fijado en el sistema de la tienda
stock-said-product = fijado para este producto
stock-said-category = fijado para la categoría { $name }
stock-said-supplier = fijado para el proveedor { $name }
stock-said-location = fijado para esta ubicación
stock-said-shop = fijado para toda la tienda
stock-said-cover = { $n ->
    [one] lo que se vende en { $n } día
    [many] lo que se vende en { $n } de días
   *[other] lo que se vende en { $n } días
}
stock-said-bundle = { $n ->
    [one] debe quedar { $n } lote { $name }
    [many] deben quedar { $n } de lotes { $name }
   *[other] deben quedar { $n } lotes { $name }
}
stock-per-day = Ventas al día
stock-method-weighted = media ponderada de los días con existencias
stock-method-sba = Syntetos–Boylan, para ventas poco frecuentes
stock-method-croston = Croston, para ventas poco frecuentes
stock-method-category = como su categoría, pues el artículo es nuevo
stock-season = Temporada, frente a lo habitual
stock-cover = Alcanza para (días)
stock-cover-long = más de un año
stock-runs-out = Se agotará previsiblemente
stock-next = Próxima entrega posible
stock-supplier = Proveedor
stock-lead = { $n ->
    [one] entrega en { $n } día
    [many] entrega en { $n } de días
   *[other] entrega en { $n } días
}
stock-suggested = Cantidad de pedido sugerida
stock-lost = Ventas que probablemente se pierdan
stock-lost-in = { $pieces } en { $days }
stock-pieces = { $n ->
    [one] { $n } unidad
    [many] { $n } de unidades
   *[other] { $n } unidades
}
stock-days = { $n ->
    [one] { $n } día
    [many] { $n } de días
   *[other] { $n } días
}
stock-kits = Lote que lo necesita
stock-kits-left = { $n ->
    [one] queda { $n }
    [many] quedan { $n }
   *[other] quedan { $n }
}
stock-cause = Último cambio
stock-cause-sale = venta
stock-cause-cancellation = cancelación
stock-cause-fulfilment = envío
stock-cause-return = devolución
stock-cause-edit = cambio manual
stock-cause-count = recuento
stock-cause-import = importación
stock-cause-receipt = entrega recibida
stock-cause-purchase = pedido al proveedor
stock-cause-transfer = traslado
stock-cause-correction = corrección
stock-cause-point-of-sale = venta en caja
stock-cause-component = venta de un lote
stock-cause-reservation = reserva
stock-because = Motivo del aviso
stock-because-crossed = Las existencias han llegado al umbral o han bajado de él.
stock-because-worsened = La situación ha empeorado desde el último aviso.
stock-because-threshold-rose = Las existencias son las mismas, pero el umbral ha subido.
stock-because-first-count = Ya había pocas existencias en el primer recuento.
stock-because-snooze-ended = El plazo por el que se pospuso ha terminado y sigue habiendo pocas existencias.
stock-because-still-low = Lo que retenía el aviso ha terminado y sigue habiendo pocas existencias.
stock-chart-alt = { $n ->
    [one] Gráfico del último { $n } día: como máximo { $highest } disponibles, ahora { $now }; el umbral es { $threshold }.
    [many] Gráfico de los últimos { $n } de días: como máximo { $highest } disponibles, ahora { $now }; el umbral es { $threshold }.
   *[other] Gráfico de los últimos { $n } días: como máximo { $highest } disponibles, ahora { $now }; el umbral es { $threshold }.
}
stock-chart-ends = Se agotará previsiblemente: { $date }.
stock-chart-from = { $n ->
    [one] hace { $n } día
    [many] hace { $n } de días
   *[other] hace { $n } días
}
stock-chart-to = { $n ->
    [one] en { $n } día
    [many] en { $n } de días
   *[other] en { $n } días
}
stock-chart-today = hoy
stock-chart-legend = Barras: disponible al final de cada día. Línea discontinua: umbral.
stock-chart-legend-ahead = Barras huecas: lo previsto a partir de mañana.
stock-chart-legend-deliveries = Triángulos: entregas.
stock-do-acknowledge = Confirmar
stock-do-snooze = { $n ->
    [one] Posponer { $n } día
    [many] Posponer { $n } de días
   *[other] Posponer { $n } días
}
stock-do-asks = Cada enlace abre una página que vuelve a preguntar. No ocurre nada hasta que se pulsa su botón.
stock-more = { $n ->
    [one] { $n } artículo más está en el archivo adjunto.
    [many] { $n } de artículos más están en el archivo adjunto.
   *[other] { $n } artículos más están en el archivo adjunto.
}
stock-file = El archivo { $name } lo contiene todo, para una hoja de cálculo.
stock-reply = Nightshift ha enviado este correo al equipo de { $shop }.

## Purchases
purchase-number = Número de pedido
purchase-supplier = Proveedor
purchase-deliver-to = Lugar de entrega
purchase-expected = Llegada prevista
purchase-order-by = Pedir antes del
purchase-total = Importe total
purchase-unpriced = Algunos precios no se conocen, por lo que el total está incompleto.
purchase-code = Su referencia
purchase-quantity = Cantidad
purchase-price = Precio por unidad
purchase-sum = Importe
purchase-open = Pendiente
purchase-why = Motivo
purchase-why-position = { $position } en existencias o en camino; se pide a partir de { $point }, hasta { $target }
purchase-reckoning = Cálculo
purchase-losing = No elegidos
purchase-state = Estado
purchase-state-draft = borrador
purchase-state-waiting = pendiente de aprobación
purchase-state-approved = aprobado
purchase-state-sent = enviado
purchase-state-confirmed = confirmado
purchase-state-partly-received = recibido en parte
purchase-state-received = recibido
purchase-state-closed = cerrado
purchase-state-declined = rechazado por el proveedor
purchase-state-cancelled = cancelado
purchase-do-approve = Aprobar
purchase-do-decline = No pedir
purchase-do-confirm = Confirmar el pedido
purchase-do-refuse = No podemos entregar
purchase-reply = ¿Tiene alguna pregunta? Solo tiene que responder a este correo.

## Returns
return-number = Número de devolución
return-order = Pedido
return-requested = Solicitada el
return-send-by = Enviar antes del
return-refund = Reembolso
return-decide-by = Responde antes del
return-reason = Motivo
return-condition = Estado
return-outcome = Preferencia
return-because = Por qué se te pregunta
return-do-look-at-return = Ver todo y decidir
return-do-approve-return = Aprobar
return-do-refuse-return = Rechazar
returns-say-approved = Puedes devolverlo.
returns-say-approved-with-fee = Puedes devolverlo. Se descuenta una tarifa del reembolso.
returns-say-refunded-at-once = El importe se reembolsa ahora.
returns-say-keep-it = El importe se reembolsa y puedes quedarte el artículo.
returns-say-keep-part = Te quedas el artículo y se reembolsa una parte del importe.
returns-say-donate-it = El importe se reembolsa. Por favor, dáselo a alguien que pueda usarlo.
returns-say-looked-at = Lo estamos revisando y responderemos pronto.
returns-say-withdrawn = Hemos recibido tu desistimiento.
returns-say-withdrawal-looked-at = Hemos recibido tu desistimiento. Comprobamos si se aplica una excepción.
returns-say-too-late = El plazo de devolución ha terminado.
returns-say-not-delivered = Todavía no se ha entregado.
returns-say-too-many = Es más de lo que aún se puede devolver.
returns-say-not-bought = No forma parte de este pedido.
returns-say-final-sale = Se vendió sin derecho a devolución.
returns-say-hygiene = Está precintado por higiene y no se puede devolver una vez abierto.
returns-say-personalised = Se hizo a tu medida y no se puede devolver.
returns-say-perishable = Es perecedero y no se puede devolver.
returns-say-digital = Es digital y no se puede devolver.
returns-say-gift-card = Las tarjetas regalo no se pueden devolver.
returns-say-discounted = Se vendió con un gran descuento y no se puede devolver.
returns-say-condition = No se puede devolver por este motivo o en este estado.
returns-say-outcome-not-offered = Lo que pides no está disponible para este artículo.
returns-say-market = No es posible devolver desde tu país.
returns-say-not-allowed = Nuestras condiciones de devolución no lo permiten.

# Reasons of the usual list, in which state it is, and what is wanted: for buyers' forms and for the shop's own people
returns-reason-changed-mind = Ya no lo quiero
returns-reason-too-small = Demasiado pequeño
returns-reason-too-large = Demasiado grande
returns-reason-ordered-by-mistake = Pedido por error
returns-reason-arrived-late = Llegó demasiado tarde
returns-reason-damaged-in-transit = Dañado durante el transporte
returns-reason-defective = Defectuoso
returns-reason-wrong-item = Artículo equivocado
returns-reason-not-as-described = No es como se describe
returns-reason-missing-parts = Faltan piezas
returns-condition-sealed = Sin abrir
returns-condition-opened = Abierto, sin usar
returns-condition-used = Usado
returns-condition-damaged = Dañado
returns-condition-unsaid = Sin indicar
returns-outcome-refund = Devolución del dinero
returns-outcome-store-credit = Saldo en la tienda
returns-outcome-exchange = Cambio al mismo precio
returns-outcome-exchange-difference = Cambio a otro precio
returns-outcome-replacement = Reparación o sustitución
returns-outcome-partial-credit = Quedárselo, con reembolso parcial

# Why a person is asked, and what is special about a product: for the shop's own people
return-why-withdrawal-excepted = Es un desistimiento legal, pero la ley prevé una excepción: { $of }
return-why-withdrawal-late = Es un desistimiento legal, pero el plazo terminó el { $day }
return-why-by-rule = Así lo dice tu regla «{ $rule }»
return-why-reviewed-otherwise = Tu política deja estas devoluciones a una persona
return-why-restricted = Es algo especial: { $of }
return-why-discounted = Se vendió con un gran descuento
return-why-fault-not-refused = Se rechazaría, pero la culpa es de la tienda o del transportista
return-why-fact-unknown = Tu regla «{ $rule }» necesita algo que no se sabe: { $fact }
return-why-delivery-unknown = Nadie sabe cuándo se entregó
return-why-suspicious = Hay indicios de abuso
return-why-beyond-return-limit = Supera lo que se puede aprobar sin una persona
return-why-beyond-day-limit = Las devoluciones de hoy superan lo que se puede aprobar sin una persona
return-why-limit-unknown = Tus límites están en otra moneda que el pedido
return-why-breaker-open = Hoy se han aprobado muchas más devoluciones de lo habitual
return-why-money-unknown = No se puede calcular lo que hay que reembolsar
return-why-unknown-reason = El motivo no está en tu lista
return-why-from-exchange = Llegó por un cambio
returns-trait-final-sale = vendido sin derecho a devolución
returns-trait-hygiene = precintado por higiene
returns-trait-personalised = hecho a medida
returns-trait-perishable = perecedero
returns-trait-digital = contenido digital
returns-trait-gift-card = tarjeta regalo
returns-trait-sealed-media = grabaciones o software precintados
return-why-withdrawal = Desistimiento legal
return-why-in-time = Dentro de plazo
return-why-excepted = Se concedió más tiempo
return-why-not-worth-returning = No vale la pena enviarlo de vuelta
return-why-too-late = Demasiado tarde
return-why-market-closed = Sin devoluciones desde este país
return-why-outcome-not-offered = Lo que se pide no se ofrece
return-why-no-such-line = No es parte del pedido
return-why-not-delivered = Aún no entregado
return-why-too-many = Más unidades de las que se pueden devolver
return-why-part-of-bundle = Parte de un lote
return-why-no-quantity = Sin número de unidades
