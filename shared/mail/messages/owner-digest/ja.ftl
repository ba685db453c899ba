owner-digest-subject = 【{ $shop }】日次レポート（{ $date }）
owner-digest-subject-silent = 【{ $shop }】注文がありません（{ $date }）
owner-digest-heading = 日次レポート
owner-digest-lead = 期間は{ $since }から{ $until }までです。
owner-digest-silent = 通常は1日に約{ $usual }件の注文がありますが、今回は1件もありませんでした。ショップで注文を受け付けているか、Webhookが届いているかをご確認ください。

## Orders
owner-digest-orders = 注文
owner-digest-orders-new = 新しい注文
owner-digest-orders-total = 合計金額

## Mails
owner-digest-mails = 送信したメール
owner-digest-mail-order-confirmation = 注文確認メール
owner-digest-mail-order-updated = 注文変更のお知らせ
owner-digest-mail-task = タスクのメール
owner-digest-mail-other = 種類が{ $name }のメール
owner-digest-mails-unsent = 未送信
owner-digest-mails-again = 再送の依頼
owner-digest-returned-bounce = 配信できず戻ったもの
owner-digest-returned-complaint = 迷惑メールとして報告
owner-digest-returned-reject = SESによる拒否
owner-digest-returned-other = SESからの報告（{ $name }）

## Not sent, and why
owner-digest-kept-back = 送信しなかったものと理由
owner-digest-because-cancelled = 注文のキャンセル
owner-digest-because-refunded = 注文の返金
owner-digest-because-draft = 下書きから作成
owner-digest-because-test-mode = テスト注文
owner-digest-because-marketplace-owned = マーケットプレイス側で連絡
owner-digest-because-imported = ほかから取り込んだ注文
owner-digest-because-too-old = 古い注文
owner-digest-because-no-recipient = 宛先がない
owner-digest-because-held = 保留（内容に不整合あり）
owner-digest-because-other = その他の理由（{ $name }）
owner-digest-withheld-off = 自動化がオフ
owner-digest-withheld-shadow = 自動化がシャドーモード
owner-digest-withheld-before-live = ショップの本番開始より前
owner-digest-withheld-other = 送信を保留（{ $name }）

## Tasks
owner-digest-tasks = タスク
owner-digest-tasks-opened = 新規
owner-digest-tasks-closed = 完了
owner-digest-tasks-open = 現在未完了
owner-digest-tasks-overdue = うち期限切れ

## What came in
owner-digest-came = 届いたもの
owner-digest-came-told = { $name }からの通知
owner-digest-came-found = { $name }への照会で発見
owner-digest-came-imported = { $name }からの取り込み
owner-digest-came-refused = 読み取れないもの（{ $name }）
owner-digest-came-ignored = 対象外としたもの（{ $name }）

## Dead letters
owner-digest-dead = 処理できなかったメッセージ
owner-digest-dead-in = キュー{ $name }内

## Around
owner-digest-more = 詳しくは次のコマンドをご利用ください。
owner-digest-reply = このメールは、Nightshiftが{ $shop }のスタッフ宛てに送信しました。
