delivery-date-days = { $from } – { $to }
delivery-date-arrives = Delivery: { $days }
delivery-date-within-hours = Order within { $hours } h { $minutes } min
delivery-date-within-minutes = Order within { $minutes } min
