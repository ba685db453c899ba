delivery-date-days = { $from } – { $to }
delivery-date-arrives = Entrega: { $days }
delivery-date-within-hours = Haz tu pedido en menos de { $hours } h { $minutes } min
delivery-date-within-minutes = Haz tu pedido en menos de { $minutes } min
