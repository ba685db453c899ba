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
promised-by = お約束の期日：{ $day }
expected-now = 現在のお届け予定日
expected-unknown = お届けの時期は、まだお知らせできません。
delay-not-sent = まだ配送会社に引き渡されておりません。
delay-on-its-way = 配送中ですが、予定よりも時間がかかっております。
delay-unclear = 予定どおりのお届けができておりません。

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

## Stock
stock-level = 状態
stock-level-low = 在庫わずか
stock-level-critical = 在庫ごくわずか
stock-level-out = 在庫切れ
stock-level-negative = 在庫超過販売
stock-item = 商品
stock-location = 保管場所
stock-everywhere = 全保管場所の合計
stock-with = { $what }（{ $more }）
stock-available = 販売可能数
stock-available-before = { $now }（変更前：{ $before }）
stock-on-hand = 手持ち在庫
stock-reserved = 引当済み
stock-buffer = 確保分
stock-damaged = 破損
stock-in-transit = 保管場所間の移動中
stock-incoming = 入荷予定
stock-undated = 日付不明
stock-threshold = しきい値
stock-said-item-here = この保管場所のこの商品に設定
stock-said-item = この商品に設定
stock-said-storefront = ショップのシステムで設定
stock-said-product = この製品に設定
stock-said-category = カテゴリ「{ $name }」に設定
stock-said-supplier = 仕入先「{ $name }」に設定
stock-said-location = この保管場所に設定
stock-said-shop = ショップ全体に設定
stock-said-cover = { $n }日間の販売数
stock-said-bundle = セット「{ $name }」{ $n }個分を確保
stock-per-day = 1日あたりの販売数
stock-method-weighted = 在庫のあった日の加重平均
stock-method-sba = シンテトス・ボイラン法（販売がまれな商品）
stock-method-croston = クロストン法（販売がまれな商品）
stock-method-category = 新商品のためカテゴリの値
stock-season = 季節要因（通常比）
stock-cover = 在庫がもつ日数
stock-cover-long = 1年以上
stock-runs-out = 在庫切れの見込み
stock-next = 最短の入荷可能日
stock-supplier = 仕入先
stock-lead = 納期{ $n }日
stock-suggested = 推奨発注数
stock-lost = 見込まれる販売機会の損失
stock-lost-in = { $days }で{ $pieces }
stock-pieces = { $n }個
stock-days = { $n }日間
stock-kits = この商品を使うセット
stock-kits-left = 残り{ $n }
stock-cause = 直近の変動
stock-cause-sale = 販売
stock-cause-cancellation = キャンセル
stock-cause-fulfilment = 出荷
stock-cause-return = 返品
stock-cause-edit = 手動での変更
stock-cause-count = 棚卸し
stock-cause-import = データの取り込み
stock-cause-receipt = 入荷
stock-cause-purchase = 仕入先への発注
stock-cause-transfer = 移動
stock-cause-correction = 修正
stock-cause-point-of-sale = レジでの販売
stock-cause-component = セットの販売
stock-cause-reservation = 取り置き
stock-because = お知らせの理由
stock-because-crossed = 在庫がしきい値以下になりました。
stock-because-worsened = 前回のアラートより状況が悪化しました。
stock-because-threshold-rose = 在庫は同じですが、しきい値が上がりました。
stock-because-first-count = 最初に数えた時点で在庫がすでにわずかでした。
stock-because-snooze-ended = 停止期間が終わりましたが、在庫はまだわずかです。
stock-because-still-low = アラートを控える理由がなくなりましたが、在庫はまだわずかです。
stock-chart-alt = 直近{ $n }日間のグラフ：販売可能数は最大{ $highest }、現在{ $now }、しきい値は{ $threshold }です。
stock-chart-ends = 在庫切れの見込み：{ $date }。
stock-chart-from = { $n }日前
stock-chart-to = { $n }日後
stock-chart-today = 今日
stock-chart-legend = 棒：各日の終わりの販売可能数。破線：しきい値。
stock-chart-legend-ahead = 中抜きの棒：明日以降の見込み。
stock-chart-legend-deliveries = 三角：入荷。
stock-do-acknowledge = 確認済みにする
stock-do-snooze = { $n }日間停止する
stock-do-asks = どのリンクも確認のページを開きます。そのページのボタンを押すまでは何も実行されません。
stock-more = ほか{ $n }件は添付ファイルに記載されています。
stock-file = 添付ファイル{ $name }に、表計算ソフト用の全データがあります。
stock-reply = このメールは、Nightshiftが{ $shop }のスタッフ宛てに送信しました。

## Purchases
purchase-number = 発注番号
purchase-supplier = 仕入先
purchase-deliver-to = 納入先
purchase-expected = 入荷予定
purchase-order-by = 発注期限
purchase-total = 合計金額
purchase-unpriced = 単価が不明なものがあるため、合計金額は確定していません。
purchase-code = 貴社品番
purchase-quantity = 数量
purchase-price = 単価
purchase-sum = 金額
purchase-open = 未入荷
purchase-why = 理由
purchase-why-position = 在庫と入荷予定の合計は{ $position }です。{ $point }以下になると{ $target }まで発注します
purchase-reckoning = 計算
purchase-losing = 選ばれなかった仕入先
purchase-state = 状態
purchase-state-draft = 下書き
purchase-state-waiting = 承認待ち
purchase-state-approved = 承認済み
purchase-state-sent = 送付済み
purchase-state-confirmed = 受注確認済み
purchase-state-partly-received = 一部入荷済み
purchase-state-received = 入荷済み
purchase-state-closed = 終了
purchase-state-declined = 仕入先が辞退
purchase-state-cancelled = 取消済み
purchase-do-approve = 承認する
purchase-do-decline = 発注しない
purchase-do-confirm = 注文を承ります
purchase-do-refuse = 納品できません
