stock-storm-subject = { $n ->
    [one] { $shop }: { $n } stock alert at once
   *[other] { $shop }: { $n } stock alerts at once
}
stock-storm-heading = { $n ->
    [one] { $n } stock alert at once
   *[other] { $n } stock alerts at once
}
stock-storm-lead = They came between { $from } and { $to }. So you get one mail instead of one each.
stock-storm-likely = Likely cause
stock-storm-share = { $n ->
    [one] { $n } of them has this in common:
   *[other] { $n } of them have this in common:
}
stock-storm-unlike = They have no common cause that could be recognised.
stock-storm-levels = How bad it is
stock-storm-count = { $n ->
    [one] { $n } item
   *[other] { $n } items
}
stock-storm-stocks = The worst first
