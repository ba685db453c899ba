purchase-chase-subject = ¿Dónde está nuestro pedido { $number }?
purchase-chase-heading = El pedido { $number } se retrasa
purchase-chase-lead = Esperábamos ya los artículos que siguen. Díganos, por favor, cuándo llegarán.
