purchase-order-subject = Bestellung { $number } von { $shop }
purchase-order-heading = Bestellung { $number }
purchase-order-lead = { $shop } bestellt bei Ihnen die folgenden Waren. Bitte bestätigen Sie die Bestellung, oder sagen Sie uns, wenn Sie nicht liefern können.
