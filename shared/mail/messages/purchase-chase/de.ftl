purchase-chase-subject = Wo bleibt unsere Bestellung { $number }?
purchase-chase-heading = Die Bestellung { $number } ist überfällig
purchase-chase-lead = Wir hatten die folgenden Waren bis jetzt erwartet. Bitte sagen Sie uns, wann sie eintreffen.
