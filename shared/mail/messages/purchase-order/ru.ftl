purchase-order-subject = Заказ { $number } от { $shop }
purchase-order-heading = Заказ { $number }
purchase-order-lead = { $shop } заказывает у вас перечисленные ниже товары. Пожалуйста, подтвердите заказ или сообщите, если не можете их поставить.
