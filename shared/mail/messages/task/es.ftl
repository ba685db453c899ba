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
task-about-unknown = { $kind } { $id }

## Around
task-close = Cuando termines, cierra la tarea con este comando, con tu nombre en lugar de NAME:
task-reply = Nightshift ha enviado este correo al equipo de { $shop }.
