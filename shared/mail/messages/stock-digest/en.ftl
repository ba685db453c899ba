stock-digest-subject = { $n ->
    [one] { $shop }: { $n } item is running low, { $date }
   *[other] { $shop }: { $n } items are running low, { $date }
}
stock-digest-subject-well = { $shop }: enough stock again, { $date }
stock-digest-heading = Stock at a glance
stock-digest-lead = { $n ->
    [one] { $n } item has run low since the last overview.
   *[other] { $n } items have run low since the last overview.
}
stock-digest-lead-well = Nothing new is running low.
stock-digest-no-supplier = Supplier unknown
stock-digest-no-location = Location unknown
stock-digest-recovered = Enough again
stock-digest-worst = The alert is closed; it was: { $level }
