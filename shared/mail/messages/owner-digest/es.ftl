owner-digest-subject = { $shop }: resumen del día, { $date }
owner-digest-subject-silent = { $shop }: sin pedidos, { $date }
owner-digest-heading = Resumen del día
owner-digest-lead = Del { $since } al { $until }.
owner-digest-silent = No ha llegado ningún pedido, aunque lo habitual son unos { $usual } al día. Comprueba que la tienda acepta pedidos y que sus webhooks siguen llegando.

## Orders
owner-digest-orders = Pedidos
owner-digest-orders-new = Pedidos nuevos
owner-digest-orders-total = Importe total

## Mails
owner-digest-mails = Correos enviados
owner-digest-mail-order-confirmation = Confirmaciones de pedido
owner-digest-mail-order-updated = Cambios de pedido
owner-digest-mail-task = Correos sobre tareas
owner-digest-mail-other = Correos del tipo { $name }
owner-digest-mails-unsent = Aún sin enviar
owner-digest-mails-again = Solicitados de nuevo
owner-digest-returned-bounce = Devueltos sin entregar
owner-digest-returned-complaint = Marcados como spam
owner-digest-returned-reject = Rechazados por SES
owner-digest-returned-other = Notificado por SES: { $name }

## Not sent, and why
owner-digest-kept-back = No enviados, y por qué
owner-digest-because-cancelled = Pedido cancelado
owner-digest-because-refunded = Pedido reembolsado
owner-digest-because-draft = Creado a partir de un borrador
owner-digest-because-test-mode = Pedido de prueba
owner-digest-because-marketplace-owned = El marketplace escribe por su cuenta
owner-digest-because-imported = Traído de otro sitio
owner-digest-because-too-old = Demasiado antiguo
owner-digest-because-no-recipient = Sin dirección a la que escribir
owner-digest-because-held = Retenido: hay datos que no cuadran
owner-digest-because-other = Otro motivo: { $name }
owner-digest-withheld-off = Automatización desactivada
owner-digest-withheld-shadow = Automatización en modo sombra
owner-digest-withheld-before-live = De antes de la puesta en marcha de la tienda
owner-digest-withheld-other = Retenido: { $name }

## Tasks
owner-digest-tasks = Tareas
owner-digest-tasks-opened = Abiertas
owner-digest-tasks-closed = Hechas
owner-digest-tasks-open = Abiertas ahora
owner-digest-tasks-overdue = De ellas, con retraso

## What came in
owner-digest-came = Lo que ha llegado
owner-digest-came-told = Novedades de { $name }
owner-digest-came-found = Encontradas al consultar { $name }
owner-digest-came-imported = Importadas de { $name }
owner-digest-came-refused = Ilegible: { $name }
owner-digest-came-ignored = Dejado aparte: { $name }

## Dead letters
owner-digest-dead = Mensajes sin procesar
owner-digest-dead-in = En la cola { $name }

## Around
owner-digest-more = Para saber más:
owner-digest-reply = Nightshift ha enviado este correo al equipo de { $shop }.
