# Words that all messages share. A message's own words stand in its folder.

order-number = 注文番号：{ $order }
pieces = { $n }点
order-date = 注文日
colon = ：

## Lines
line-untitled = 商品
line-sku = 商品コード
line-quantity = 数量
line-unit-price = 単価
line-discount = 割引
line-total = 金額
line-digital = デジタル商品：配送はありません
line-gift-card = ギフトカード：メールでお送りします
line-back-order = 入荷待ち
line-back-order-expected = 入荷待ち（入荷予定：{ $date }）
line-pre-order = 予約商品
line-pre-order-expected = 予約商品（発売予定：{ $date }）

## Totals
items = 商品代金
subtotal = 小計
subtotal-incl-tax = 小計（税込）
subtotal-excl-tax = 小計（税抜）
subtotal-after-discounts = 割引後の小計
discount = 割引
discount-named = 割引（{ $name }）
shipping = 送料
shipping-named = 送料（{ $name }）
extra = 追加料金
extra-named = { $name }
tax = 税金
tax-named = { $name }
tax-named-on-base = { $name }（課税対象額 { $base }）
tax-contained = うち税額
tax-contained-named = うち{ $name }
tax-contained-named-on-base = うち{ $name }（課税対象額 { $base }）
total = 合計
total-incl-tax = 合計（税込）
in-shop-currency = ショップの通貨での合計
paid-gift-card = ギフトカードでのお支払い
paid-gift-card-ending = ギフトカードでのお支払い（末尾{ $digits }）
paid-store-credit = ストアクレジットでのお支払い
still-to-pay = お支払い残額
paid-otherwise = その他の方法でのお支払い

## Payment
payment = お支払い
tender-card = カード
tender-gift-card = ギフトカード
tender-store-credit = ストアクレジット
tender-bank-transfer = 銀行振込
tender-on-delivery = 代金引換
tender-other = その他のお支払い方法
tender-ending = { $name }（末尾{ $digits }）
transfer-lead = 下記の口座にお振り込みください。ご入金を確認後、ご注文の手続きを進めます。
transfer-holder = 口座名義
transfer-iban = IBAN
transfer-bic = BIC
transfer-amount = 金額
transfer-reference = 参照番号
transfer-due = お支払い期限
transfer-code = または、銀行のアプリでこのコードを読み取ってください。
transfer-code-alt = 銀行のアプリ用QRコード（上記の口座、金額、参照番号を含みます）

## Delivery
promise = お届け予定日
promise-pickup = お受け取り可能日
pickup = 店頭受け取り
pickup-hours = 営業時間

## Addresses
shipping-address = お届け先
billing-address = ご請求先

## Around
view-order = ご注文内容を確認する
redirected = [宛先変更] { $subject }
reply = ご不明な点がございましたら、このメールにそのままご返信ください。

## What the law wants
legal-seller = 販売業者
legal-terms = 販売条件
legal-terms-online = 販売条件をオンラインで読む
legal-withdrawal = 撤回権
legal-withdrawal-form = 撤回通知書のひな形

## Days
date-range = { $from }～{ $to }
instant = { $moment }（{ $zone }）
