delivery-date-days = { $from } – { $to }
delivery-date-arrives = التوصيل: { $days }
delivery-date-within-hours = اطلب خلال { $hours } س { $minutes } د
delivery-date-within-minutes = اطلب خلال { $minutes } د
