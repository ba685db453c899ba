withdrawal-received-subject = { $shop }: tu desistimiento del pedido { $order }
withdrawal-received-heading = Hemos recibido tu desistimiento
withdrawal-received-lead = Este correo confirma que hemos recibido tu desistimiento de la compra del pedido { $order }. Guárdalo: indica de qué has desistido y el día y la hora en que recibimos tu declaración.
withdrawal-received-next = Envía los artículos en un plazo de 14 días. En 14 días reembolsamos el precio y, si desistes de todo el pedido, el envío estándar; podemos esperar a recibir los artículos o a que demuestres que los enviaste.
withdrawal-received-looked-at = Comprobamos si el desistimiento llega a tiempo y no se aplica ninguna excepción; te responderemos pronto.
