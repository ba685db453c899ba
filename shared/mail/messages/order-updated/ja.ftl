order-updated-subject = 【{ $shop }】ご注文内容が変更されました（{ $order }）
order-updated-preheader = 変更後は{ $n }点、合計{ $total }です。
order-updated-heading = ご注文内容が変更されました
order-updated-lead = ご注文（注文番号：{ $order }）の内容が変更されました。現在の内容は以下のとおりです。以前お知らせした内容に代わるものです。
