delivery-date-days = { $from } — { $to }
delivery-date-arrives = Доставка: { $days }
delivery-date-within-hours = Закажите в течение { $hours } ч { $minutes } мин
delivery-date-within-minutes = Закажите в течение { $minutes } мин
