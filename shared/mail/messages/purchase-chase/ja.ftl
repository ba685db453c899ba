purchase-chase-subject = 注文{ $number }の納品について
purchase-chase-heading = 注文{ $number }の納期が過ぎています
purchase-chase-lead = 下記の商品がまだ届いておりません。納品予定日をお知らせください。
