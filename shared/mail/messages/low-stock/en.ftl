low-stock-subject = { $shop }: { $level }: { $item }
low-stock-heading = { $level }: { $item }
low-stock-lead-low = { $n ->
    [one] { $n } piece is left to sell; the threshold is { $threshold }.
   *[other] { $n } pieces are left to sell; the threshold is { $threshold }.
}
low-stock-lead-critical = { $n ->
    [one] Only { $n } piece is left to sell; the threshold is { $threshold }.
   *[other] Only { $n } pieces are left to sell; the threshold is { $threshold }.
}
low-stock-lead-out = Nothing is left to sell.
low-stock-lead-negative = { $n ->
    [one] { $n } piece more is sold than there is.
   *[other] { $n } pieces more are sold than there are.
}
