low-stock-subject = { $shop }: { $level }: { $item }
low-stock-heading = { $level }: { $item }
low-stock-lead-low = { $n ->
    [one] Es ist noch { $n } Stück verkäuflich; die Schwelle ist { $threshold }.
   *[other] Es sind noch { $n } Stück verkäuflich; die Schwelle ist { $threshold }.
}
low-stock-lead-critical = { $n ->
    [one] Es ist nur noch { $n } Stück verkäuflich; die Schwelle ist { $threshold }.
   *[other] Es sind nur noch { $n } Stück verkäuflich; die Schwelle ist { $threshold }.
}
low-stock-lead-out = Es ist nichts mehr verkäuflich.
low-stock-lead-negative = { $n ->
    [one] Es ist { $n } Stück mehr verkauft, als da ist.
   *[other] Es sind { $n } Stück mehr verkauft, als da sind.
}
