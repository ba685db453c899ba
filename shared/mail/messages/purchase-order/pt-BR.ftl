purchase-order-subject = Pedido de compra { $number } de { $shop }
purchase-order-heading = Pedido de compra { $number }
purchase-order-lead = { $shop } pede a você os itens abaixo. Confirme o pedido, por favor, ou avise se não puder entregar.
