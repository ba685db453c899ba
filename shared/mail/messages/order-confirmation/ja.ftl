order-confirmation-subject = 【{ $shop }】ご注文を受け付けました（{ $order }）
order-confirmation-preheader = ご注文は{ $n }点、合計{ $total }です。
order-confirmation-heading = ご注文ありがとうございます
order-confirmation-lead = ご注文（注文番号：{ $order }）を受け付けました。ご注文内容は以下のとおりです。
