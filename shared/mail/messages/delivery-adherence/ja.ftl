delivery-adherence-subject = 【{ $shop }】お届け予定日の遵守率 { $share }
delivery-adherence-subject-few = 【{ $shop }】今週のお届け予定日
delivery-adherence-heading = お届け予定日は守られましたか
delivery-adherence-lead = { $from }から{ $to }までが期日だったものです。
delivery-adherence-verdict-too-few = 配達が確認できた件数が少なすぎるため、予定日の良し悪しは判断できません。
delivery-adherence-verdict-below = 守られた予定日は90%未満でした。予定日が短すぎるか、作業に時間がかかりすぎています。どちらであるかは以下をご覧ください。
delivery-adherence-verdict-on-target = お約束どおり、予定日の90〜95%が守られました。
delivery-adherence-verdict-padded = 予定日の95%超が守られました。必要以上に長い予定日になっています。短くすれば売上の増加が見込めます。

## All of it
delivery-adherence-whole = 全体
delivery-adherence-share = 遵守率
delivery-adherence-kept = 守られた件数
delivery-adherence-missed = 守られなかった件数
delivery-adherence-unknown = 不明（配達のスキャンがないもの）
delivery-adherence-exact = 予定日当日に到着
delivery-adherence-within-one = 予定日の前後1日以内に到着
delivery-adherence-padding = 余裕の日数（半数の目安）
delivery-adherence-handed-over = 期日までに引き渡し

## Why
delivery-adherence-faults = 守られなかった理由
delivery-adherence-fault-transit = 輸送：運送会社での所要日数が長すぎた
delivery-adherence-fault-processing = 準備：引き渡しが遅れた
delivery-adherence-fault-cut-off = 締め切り：締め切り間際に受け付け、準備が間に合わなかった
delivery-adherence-fault-unknown = 原因不明

## By part
delivery-adherence-weeks = 週ごと
delivery-adherence-lanes = 区間別
delivery-adherence-carriers = 運送会社別
delivery-adherence-warehouses = 倉庫別
delivery-adherence-week = { $date }からの週
delivery-adherence-named = { $name }
delivery-adherence-unnamed = 不明
delivery-adherence-others = その他すべて
delivery-adherence-of = { $due }件中{ $share }

## Around
delivery-adherence-more = グラフとすべての数値：
delivery-adherence-reply = このメールはNightshiftが{ $shop }の担当者にお送りしています。
