delivery-date-days = { $from } – { $to }
delivery-date-arrives = Dostawa: { $days }
delivery-date-within-hours = Przy zamówieniu w ciągu { $hours } godz. { $minutes } min
delivery-date-within-minutes = Przy zamówieniu w ciągu { $minutes } min
