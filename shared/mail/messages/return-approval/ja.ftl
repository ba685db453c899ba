return-approval-subject = 【{ $shop }】返品の判断をお願いします（{ $number }）
return-approval-heading = 返品 { $number } を承認しますか？
return-approval-lead = ご注文（注文番号：{ $order }）の返品の申し込みがあります。{ $until }までにご回答ください。
return-approval-again = まだ回答がありません。ご注文（注文番号：{ $order }）の返品の申し込みがあります。{ $until }までにご回答ください。
