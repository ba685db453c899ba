delivery-date-days = { $from } – { $to }
delivery-date-arrives = Consegna: { $days }
delivery-date-within-hours = Ordina entro { $hours } h { $minutes } min
delivery-date-within-minutes = Ordina entro { $minutes } min
