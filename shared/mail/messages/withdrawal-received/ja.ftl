withdrawal-received-subject = 【{ $shop }】契約の撤回について（注文番号：{ $order }）
withdrawal-received-heading = 契約の撤回を受け付けました
withdrawal-received-lead = このメールは、ご注文（注文番号：{ $order }）のご購入の撤回を受け付けたことを確認するものです。撤回の内容と、お申し出が当店に届いた日時が記載されていますので、保管してください。
withdrawal-received-next = 14日以内に商品をご返送ください。商品代金と、ご注文全体を撤回された場合は通常の送料を、14日以内に返金いたします。商品の到着または発送の証明を待つことがあります。
withdrawal-received-looked-at = 撤回が期限内であるか、例外に当たらないかを確認しております。まもなくご回答いたします。
