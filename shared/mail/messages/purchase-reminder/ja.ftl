purchase-reminder-subject = 注文{ $number }のご確認のお願い
purchase-reminder-heading = 注文{ $number }をご確認ください
purchase-reminder-lead = 下記の注文をお受けいただけるか、まだご連絡をいただいておりません。受注のご確認をお願いいたします。納品できない場合はお知らせください。
