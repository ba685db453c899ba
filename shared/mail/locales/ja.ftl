# Words that all messages share. A message's own words stand in its folder.

order-number = 注文番号：{ $order }
pieces = { $n }点
colon = ：

## Lines
line-untitled = 商品
line-sku = 商品コード
line-quantity = 数量
line-unit-price = 単価
line-discount = 割引
line-total = 金額

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

## Addresses
shipping-address = お届け先
billing-address = ご請求先

## Around
view-order = ご注文内容を確認する
redirected = [宛先変更] { $subject }
reply = ご不明な点がございましたら、このメールにそのままご返信ください。

## Instants: a weekday's one letter, as it stands in brackets after a date
instant = { $year }年{ $month }{ $day }日({ $weekday }) { $time } ({ $zone })
weekday-1 = 月
weekday-2 = 火
weekday-3 = 水
weekday-4 = 木
weekday-5 = 金
weekday-6 = 土
weekday-7 = 日
month-1 = 1月
month-2 = 2月
month-3 = 3月
month-4 = 4月
month-5 = 5月
month-6 = 6月
month-7 = 7月
month-8 = 8月
month-9 = 9月
month-10 = 10月
month-11 = 11月
month-12 = 12月
