purchase-chase-subject = Где наш заказ { $number }?
purchase-chase-heading = Заказ { $number } просрочен
purchase-chase-lead = Мы уже ожидали перечисленные ниже товары. Пожалуйста, сообщите, когда они прибудут.
