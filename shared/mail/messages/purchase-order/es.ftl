purchase-order-subject = Pedido { $number } de { $shop }
purchase-order-heading = Pedido { $number }
purchase-order-lead = { $shop } le pide los artículos que siguen. Confirme el pedido, por favor, o díganos si no puede entregarlos.
