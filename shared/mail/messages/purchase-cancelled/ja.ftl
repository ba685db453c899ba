purchase-cancelled-subject = 注文{ $number }の取り消しについて
purchase-cancelled-heading = 注文{ $number }を取り消しました
purchase-cancelled-lead = { $shop }は下記の商品が不要となりました。納品なさらないようお願いいたします。すでに発送済みの場合は、このメールにご返信ください。
