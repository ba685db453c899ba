purchase-cancelled-subject = Заказ { $number } отменён
purchase-cancelled-heading = Заказ { $number } отменён
purchase-cancelled-lead = { $shop } больше не нуждается в перечисленных ниже товарах. Пожалуйста, не поставляйте их. Если они уже в пути, ответьте на это письмо.
