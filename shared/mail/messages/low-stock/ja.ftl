low-stock-subject = { $shop }：{ $level }：{ $item }
low-stock-heading = { $level }：{ $item }
low-stock-lead-low = 販売できるのは残り{ $n }個です。しきい値は{ $threshold }です。
low-stock-lead-critical = 販売できるのは残りわずか{ $n }個です。しきい値は{ $threshold }です。
low-stock-lead-out = 販売できる在庫がなくなりました。
low-stock-lead-negative = 実在庫より{ $n }個多く販売されています。
