delivery-date-days = { $from } – { $to }
delivery-date-arrives = Lliurament: { $days }
delivery-date-within-hours = Fes la comanda en menys de { $hours } h { $minutes } min
delivery-date-within-minutes = Fes la comanda en menys de { $minutes } min
