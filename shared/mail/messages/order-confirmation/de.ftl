order-confirmation-subject = { $shop }: Ihre Bestellung { $order } ist bei uns eingegangen
order-confirmation-preheader = { $n ->
    [one] { $n } Artikel, insgesamt { $total }.
   *[other] { $n } Artikel, insgesamt { $total }.
}
order-confirmation-heading = Vielen Dank für Ihre Bestellung
order-confirmation-lead = Wir haben Ihre Bestellung { $order } erhalten. Hier finden Sie alles im Überblick.
