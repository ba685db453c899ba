notice-not-found-heading = No encontramos esta página
notice-not-found-text = Puede que el enlace esté incompleto o haya caducado. Vuelve a abrirlo desde el correo en el que lo recibiste o responde a ese correo y te ayudaremos.
notice-unavailable-heading = Esta página no está disponible en este momento
notice-unavailable-text = Vuelve a intentarlo dentro de unos minutos.
