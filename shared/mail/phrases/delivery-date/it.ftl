delivery-date-days = { $from } – { $to }
delivery-date-arrives = Consegna: { $days }
delivery-date-within-hours = Ordini entro { $hours } h { $minutes } min
delivery-date-within-minutes = Ordini entro { $minutes } min
