purchase-order-subject = { $shop }からの注文書 { $number }
purchase-order-heading = 注文書 { $number }
purchase-order-lead = { $shop }は下記の商品を注文いたします。受注のご確認をお願いいたします。納品できない場合はお知らせください。
