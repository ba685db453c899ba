withdrawal-received-subject = { $shop }: tu desistimiento del pedido { $order }
withdrawal-received-heading = Hemos recibido tu desistimiento
withdrawal-received-lead = Este correo confirma que has desistido de tu compra del pedido { $order }. Guárdalo: indica de qué has desistido y el día y la hora en que recibimos tu declaración.
withdrawal-received-next = Envía los artículos en un plazo de 14 días. Reembolsamos el precio y el envío estándar en 14 días; podemos esperar a recibir los artículos o a que demuestres que los enviaste.
