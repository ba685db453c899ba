task-subject = 【{ $shop }】{ $title }（{ $about }）
task-lead = このタスクは担当者による対応が必要です。期限は{ $due }です。
task-about = 対象
task-due = 期限

## What must be done, by the reason's word
task-title-erase-customer = 顧客データの削除
task-text-erase-customer = このお客様のデータを削除する必要がある旨、プラットフォームから連絡がありました。Nightshiftのテーブルのほか、メールボックスや他のサービスなど、保管しているすべての場所からデータを削除してください。請求書など、法律で保存が義務付けられているものだけを残してください。
task-title-export-customer = お客様ご本人へのデータ開示
task-text-export-customer = このお客様から、当店が保有するご本人のデータの開示を求められています。Nightshiftおよびその他の保管場所からデータを集め、お客様に直接お渡しください。
task-title-erase-shop = ショップデータの削除
task-text-erase-shop = アプリがショップから削除されたため、このショップから取得したすべてのデータを削除する必要がある旨、プラットフォームから連絡がありました。保存されているデータを削除してください。請求書など、法律で保存が義務付けられているものだけを残してください。
task-title-app-uninstalled = アプリがショップから削除されました
task-text-app-uninstalled = プラットフォームからWebhookが送信されなくなったため、ショップでの出来事を検知できません。誤って削除された場合は、アプリを再インストールしてWebhookを登録し直してください。そうでない場合は、このショップの自動処理をオフにしてください。
task-title-webhooks-silent = Webhookが届いていません
task-text-webhooks-silent = この連携元から、通常よりも長い間、何も届いていません。プラットフォームで、Webhookが残っているか、有効になっているか、正しい送信先に届くようになっているかをご確認ください。
task-title-webhooks-missed = 届かなかったWebhookがあります
task-text-webhooks-missed = プラットフォームに照会したところ、Webhookが届いていない変更が見つかりました。変更はすでに取り込み済みで、これ以上の処理は不要です。ご対応いただきたいのは原因の確認です。プラットフォームで、Webhookが残っているか、有効になっているか、応答が返されているかをご確認ください。
task-title-platform-refuses-us = プラットフォームがNightshiftのアクセスを拒否しています
task-text-platform-refuses-us = プラットフォームから、Nightshiftのキーが無効である、注文を読み取る権限がない、またはショップのアドレスが変わった、との応答がありました。アプリまたはキーの権限を元に戻すか、新しい認証情報を同じ名前でSSMに登録してください。それまでは、Webhookで通知されない注文は見つかりません。
task-title-order-held = 注文が保留になっています
task-text-order-held = この注文には整合しない点があるため、この注文に関するメールは自動では送信されません。プラットフォームの内容と照合し、そちらで修正したうえで、必要に応じて購入者に直接ご連絡ください。
task-title-buyer-without-address = メールアドレスのない注文があります
task-text-buyer-without-address = この注文には有効なメールアドレスがないため、注文確認メールを送信できません。購入者にメールアドレスを確認し、プラットフォームで注文に追加してください。その時点で注文が古くなりすぎていなければ、確認メールは自動で送信されます。
task-title-mail-bounced = メールアドレスが使えません
task-text-mail-bounced = この注文に関するメールが配信できずに戻ってきました。アドレスが存在しないか、メールを受け付けていません。このアドレスには今後何も送信されません。購入者に別のアドレスを確認し、プラットフォームで注文を修正したうえで、resendコマンドでメールを再送してください。
task-title-mail-undelivered = メールが購入者に届いていません
task-text-mail-undelivered = 購入者のメールボックスから、この注文に関するメールが戻ってきました。容量がいっぱいであるか、現在読まれていないことなどが考えられます。アドレス自体は正しい可能性があり、引き続き使用されます。後ほどresendコマンドで再送するか、別の方法で購入者にご連絡ください。
task-title-mail-complained = メールが迷惑メールとして報告されました
task-text-mail-complained = この注文に関するメールの受信者が、そのメールを迷惑メールとして報告しました。このアドレスには今後何も送信されません。誤って報告されたのか、また本当にこの方の注文であるのかをご確認ください。メールを送ってよい場合は、suppression liftコマンドで送信を再開してください。
task-title-mail-rejected = 送信後にメールが拒否されました
task-text-mail-rejected = メールサービスはこの注文に関するメールを受け付けた後、内容を理由に配信を拒否しました。購入者には届いていません。メールに含まれるショップ独自の文章やファイルを確認し、必要に応じて購入者に直接ご連絡ください。
task-title-mail-unsent = メールを送信できません
task-text-mail-unsent = この注文に関するメールは、現在の状態では送信できません。理由は下記の詳細に記載されています。原因を解消したうえでresendコマンドで送信するか、購入者に直接ご連絡ください。
task-title-mail-in-doubt = メールが送信されたかどうか不明です
task-text-mail-in-doubt = この注文に関するメールについて、メールサービスからの応答が失われ、配信の報告も届いていません。二重に届くことを避けるため、自動では再送されません。どうしても必要な場合は、resendコマンドで送信してください。その場合、2通届く可能性があります。
task-title-mails-missing = 送信されていないメールがあります
task-text-mails-missing = 30分以上、依頼されたメールが送信されていないか、判断されていない注文があります。再度依頼しましたが、送信されませんでした。処理できなかったメッセージとアラームをご確認ください。「cargo nightshift missing」コマンドで、不足しているものと理由を確認できます。
task-title-stock-ledger-wrong = 在庫の記録が誤っていました
task-text-stock-ledger-wrong = 夜間の確認で、この商品の在庫の記録が入出庫の合計と一致しませんでした。記録は履歴をもとに修正され、あらためて判定されています。残るは原因の確認です。テーブルが手作業で変更されていないか、以前のバージョンに戻されていないかをご確認のうえ、疑わしい場合は商品を数え直してください。
task-title-unknown = 対応が必要です：{ $reason }
task-text-unknown = 「{ $reason }」に対応する手順はありません。以下の詳細と、対象のジャーナルをご確認ください。

## What it is about
task-about-order = 注文{ $id }
task-about-customer = 顧客{ $id }
task-about-product = 商品{ $id }
task-about-item = 在庫アイテム{ $id }
task-about-sku = 在庫{ $id }
task-about-return = 返品{ $id }
task-about-shop = ショップ{ $id }
task-about-source = 連携元{ $id }
task-about-watch = 送信メール
task-about-unknown = { $kind } { $id }

## Around
task-close = 対応が終わりましたら、次のコマンドのNAMEをご自身の名前に置き換えて実行し、タスクを完了にしてください：
task-reply = このメールは、Nightshiftが{ $shop }のスタッフ宛てに送信しました。
