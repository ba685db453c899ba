delivery-date-days = { $from } – { $to }
delivery-date-arrives = Lieferung: { $days }
delivery-date-within-hours = Bestellen Sie innerhalb von { $hours } Std. { $minutes } Min.
delivery-date-within-minutes = Bestellen Sie innerhalb von { $minutes } Min.
