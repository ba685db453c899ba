purchase-order-subject = Zamówienie { $number } od { $shop }
purchase-order-heading = Zamówienie { $number }
purchase-order-lead = { $shop } zamawia u Państwa poniższe towary. Prosimy o potwierdzenie zamówienia lub o informację, jeśli nie mogą Państwo ich dostarczyć.
