purchase-cancelled-subject = El pedido { $number } queda anulado
purchase-cancelled-heading = El pedido { $number } queda anulado
purchase-cancelled-lead = { $shop } ya no necesita los artículos que siguen. No los entregue, por favor. Si ya están en camino, responda a este correo.
