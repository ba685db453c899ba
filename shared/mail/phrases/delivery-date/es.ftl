delivery-date-days = { $from } – { $to }
delivery-date-arrives = Entrega: { $days }
delivery-date-within-hours = Haga su pedido en menos de { $hours } h { $minutes } min
delivery-date-within-minutes = Haga su pedido en menos de { $minutes } min
