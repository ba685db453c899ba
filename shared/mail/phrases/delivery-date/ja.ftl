delivery-date-days = { $from }～{ $to }
delivery-date-arrives = お届け予定：{ $days }
delivery-date-within-hours = あと{ $hours }時間{ $minutes }分以内のご注文で
delivery-date-within-minutes = あと{ $minutes }分以内のご注文で
