purchase-reminder-subject = Prosimy o potwierdzenie naszego zamówienia { $number }
purchase-reminder-heading = Prosimy o potwierdzenie zamówienia { $number }
purchase-reminder-lead = Nie wiemy jeszcze, czy przyjmują Państwo poniższe zamówienie. Prosimy o jego potwierdzenie lub o informację, jeśli nie mogą Państwo go zrealizować.
