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
task-about-unknown = { $kind } { $id }

## Around
task-close = 対応が終わりましたら、次のコマンドのNAMEをご自身の名前に置き換えて実行し、タスクを完了にしてください：
task-reply = このメールは、Nightshiftが{ $shop }のスタッフ宛てに送信しました。
