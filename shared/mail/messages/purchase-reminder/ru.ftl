purchase-reminder-subject = Пожалуйста, подтвердите наш заказ { $number }
purchase-reminder-heading = Пожалуйста, подтвердите заказ { $number }
purchase-reminder-lead = Мы ещё не знаем, принимаете ли вы заказ ниже. Пожалуйста, подтвердите его или сообщите, если не можете поставить товары.
