order-updated-subject = { $shop }: Ihre Bestellung { $order } wurde geändert
order-updated-preheader = { $n ->
    [one] Jetzt { $n } Artikel, insgesamt { $total }.
   *[other] Jetzt { $n } Artikel, insgesamt { $total }.
}
order-updated-heading = Ihre Bestellung wurde geändert
order-updated-lead = Ihre Bestellung { $order } wurde geändert. Hier sehen Sie den aktuellen Stand; er ersetzt unsere bisherigen Angaben.
