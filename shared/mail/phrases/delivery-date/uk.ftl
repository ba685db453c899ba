delivery-date-days = { $from } — { $to }
delivery-date-arrives = Доставка: { $days }
delivery-date-within-hours = Замовте протягом { $hours } год { $minutes } хв
delivery-date-within-minutes = Замовте протягом { $minutes } хв
