purchase-reminder-subject = Bitte bestätigen Sie unsere Bestellung { $number }
purchase-reminder-heading = Bitte bestätigen Sie die Bestellung { $number }
purchase-reminder-lead = Wir haben noch nicht gehört, ob Sie die folgende Bestellung annehmen. Bitte bestätigen Sie sie, oder sagen Sie uns, wenn Sie nicht liefern können.
