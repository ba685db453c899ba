purchase-approval-subject = { $shop }：{ $supplier }への発注（{ $total }）
purchase-approval-heading = { $supplier }に発注しますか？
purchase-approval-lead = { $n }品目、合計{ $total }です。承認されるまで発注されません。
