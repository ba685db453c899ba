task-subject = { $shop }: { $title } ({ $about })
task-lead = Esta tarea requiere que alguien intervenga. La fecha límite es el { $due }.
task-about = Se refiere a
task-due = Fecha límite

## What must be done, by the reason's word
task-title-erase-customer = Eliminar datos de cliente
task-text-erase-customer = La plataforma comunica que hay que eliminar los datos de esta persona. Elimina todo lo que se conserve de ellos: en las tablas de Nightshift y en cualquier otro lugar, como los buzones de correo y otros servicios. Conserva solo lo que la ley te obligue a guardar, como las facturas.
task-title-export-customer = Entregar datos de cliente
task-text-export-customer = Esta persona ha pedido los datos que tienes sobre ella. Reúnelos, aquí y en cualquier otro lugar, y entrégaselos directamente.
task-title-erase-shop = Eliminar los datos de la tienda
task-text-erase-shop = La plataforma comunica que hay que eliminar todos los datos obtenidos de esta tienda, porque se ha desinstalado la aplicación. Elimina todo lo que se conserve de ellos. Conserva solo lo que la ley te obligue a guardar, como las facturas.
task-title-app-uninstalled = Se ha desinstalado la aplicación de la tienda
task-text-app-uninstalled = La plataforma ya no envía webhooks, por lo que ya no se detecta nada de lo que ocurre en la tienda. Si ha sido un error, vuelve a instalar la aplicación y registra sus webhooks; si no, desactiva las automatizaciones de esta tienda.
task-title-webhooks-silent = No llegan webhooks
task-text-webhooks-silent = Esta fuente lleva más tiempo de lo habitual sin enviar nada. Comprueba en la plataforma que sus webhooks siguen existiendo, están activados y se envían a la dirección correcta.
task-title-webhooks-missed = Algunos webhooks no han llegado
task-text-webhooks-missed = Al consultar la plataforma han aparecido cambios cuyos webhooks no llegaron. Ya se han registrado y no requieren nada más; lo que falta es averiguar la causa. Comprueba en la plataforma que los webhooks siguen existiendo, están activados y reciben respuesta.
task-title-platform-refuses-us = La plataforma deniega el acceso a Nightshift
task-text-platform-refuses-us = La plataforma ha respondido que nuestra clave no es válida o no puede leer pedidos, o que la tienda ha cambiado de dirección. Devuelve los permisos a la aplicación o a la clave, o guarda credenciales nuevas en SSM con los mismos nombres. Hasta entonces, los pedidos que no anuncie ningún webhook no se encontrarán.
task-title-order-held = Un pedido está retenido
task-text-order-held = Los datos de este pedido no cuadran, así que no se envía ningún correo sobre él de forma automática. Compáralo con la plataforma, corrígelo allí y, si hace falta, escribe tú a la persona que lo hizo.
task-title-buyer-without-address = Un pedido no tiene dirección de correo
task-text-buyer-without-address = Este pedido no se puede confirmar porque no tiene una dirección de correo válida. Pídesela a la persona que lo hizo y añádela al pedido en la plataforma. Si para entonces el pedido no es demasiado antiguo, la confirmación se envía sola.
task-title-mail-bounced = Una dirección de correo no funciona
task-text-mail-bounced = Un correo sobre este pedido ha sido devuelto definitivamente: la dirección no existe o no acepta correo. Ya no se envía nada a ella. Pide otra dirección, corrígela en el pedido en la plataforma y después envía el correo de nuevo con el comando resend.
task-title-mail-undelivered = Un correo no ha llegado
task-text-mail-undelivered = El buzón ha devuelto un correo sobre este pedido, por ejemplo porque está lleno o porque ahora mismo nadie lo lee. La dirección puede ser correcta y se sigue usando. Envía el correo de nuevo más tarde con el comando resend o contacta con la persona de otra manera.
task-title-mail-complained = Un correo se ha marcado como spam
task-text-mail-complained = La persona que recibió un correo sobre este pedido lo marcó como no deseado, así que ya no se envía nada a esta dirección. Averigua si fue un error y si el pedido lo hizo realmente esa persona. Si los correos son bienvenidos, vuelve a permitirlos con el comando suppression lift.
task-title-mail-rejected = Un correo se ha rechazado después de enviarlo
task-text-mail-rejected = El servicio de correo aceptó un correo sobre este pedido y después se negó a entregarlo por su contenido, así que no ha llegado. Revisa los textos y archivos de la tienda que lo acompañan y, si hace falta, escribe tú a la persona que hizo el pedido.
task-title-mail-unsent = Un correo no se puede enviar
task-text-mail-unsent = Un correo sobre este pedido no se puede enviar tal como están las cosas; los detalles de abajo dicen por qué. Corrige la causa y después envía el correo con el comando resend, o escribe tú a la persona que hizo el pedido.
task-title-mail-in-doubt = No se sabe si un correo ha salido
task-text-mail-in-doubt = La respuesta del servicio de correo a un correo sobre este pedido se perdió y no llegó ningún informe. Para que nadie lo reciba dos veces, no se vuelve a enviar de forma automática. Si es imprescindible, envíalo con el comando resend; puede que entonces llegue dos veces.
task-title-mails-missing = Faltan correos
task-text-mails-missing = Desde hace más de media hora hay correos solicitados que no han salido, o pedidos sobre los que no se ha decidido. Se han vuelto a solicitar, sin éxito. Mira los mensajes sin procesar y las alarmas; el comando «cargo nightshift missing» muestra qué falta y por qué.
task-title-stock-ledger-wrong = El stock de un artículo estaba mal anotado
task-text-stock-ledger-wrong = Esta noche, el stock anotado de este artículo no coincidía con la suma de sus movimientos. Se ha corregido a partir del diario y se ha vuelto a evaluar; falta saber la causa. Comprueba si alguien ha cambiado la tabla a mano o si se ha vuelto a una versión anterior y, en caso de duda, cuenta el artículo.
task-title-unknown = Hay algo que hacer: { $reason }
task-text-unknown = No hay instrucciones para la palabra «{ $reason }». En los detalles de abajo y en el registro del elemento en cuestión hay más información.

## What it is about
task-about-order = Pedido { $id }
task-about-customer = Cliente { $id }
task-about-product = Producto { $id }
task-about-item = Artículo de inventario { $id }
task-about-sku = Existencias { $id }
task-about-return = Devolución { $id }
task-about-shop = Tienda { $id }
task-about-source = Fuente { $id }
task-about-watch = Correos salientes
task-about-unknown = { $kind } { $id }

## Around
task-close = Cuando termines, cierra la tarea con este comando, con tu nombre en lugar de NAME:
task-reply = Nightshift ha enviado este correo al equipo de { $shop }.
