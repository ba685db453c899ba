purchase-cancelled-subject = Bestellung { $number } ist storniert
purchase-cancelled-heading = Bestellung { $number } ist storniert
purchase-cancelled-lead = { $shop } braucht die folgenden Waren nicht mehr. Bitte liefern Sie sie nicht. Falls sie schon unterwegs sind, antworten Sie bitte auf diese E-Mail.
