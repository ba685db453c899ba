delivery-date-days = { $from } – { $to }
delivery-date-arrives = Livraison : { $days }
delivery-date-within-hours = Commandez dans les { $hours } h { $minutes } min
delivery-date-within-minutes = Commandez dans les { $minutes } min
