delivery-date-days = { $from } – { $to }
delivery-date-arrives = Entrega: { $days }
delivery-date-within-hours = Peça em até { $hours } h { $minutes } min
delivery-date-within-minutes = Peça em até { $minutes } min
