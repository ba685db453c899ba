return-report-subject = { $shop }: عاد { $share } من البضائع
return-report-subject-few = { $shop }: مرتجعات الشهر
return-report-heading = ما عاد وكم كلّف
return-report-lead = المرتجعات من { $from } إلى { $to }.
return-report-few = حيث بيع أقل من 20 قطعة لا تُذكر نسبة: فلن تدل على شيء.
return-report-whole = الإجمالي
return-report-sold = القطع المباعة
return-report-pieces = القطع المطلوب إرجاعها
return-report-share = نسبة ما عاد
return-report-returns = طلبات الإرجاع
return-report-withdrawals = منها عدول بموجب القانون
return-report-decisions = من قرّر
return-report-decided = المرتجعات المبتوت فيها
return-report-without-person = منها دون شخص
return-report-refused = مرفوضة
return-report-escalated = مرفوضة ثم أُعيد النظر فيها
return-report-money = الأموال
return-report-refunded = المبلغ المردود
return-report-freight = منه الشحن
return-report-fees = ما خُصم رسومًا
return-report-bonus = ما أُضيف مقابل رصيد المتجر
return-report-kept = ما رُدّ عن بضائع بقيت لدى المشترين
return-report-scrapped = ما دُفع عن بضائع عادت غير صالحة
return-report-handling = الطرود العائدة
return-report-cost = ما كلّفته المرتجعات عدا البضائع
return-report-cost-each = لكل إرجاع رُدّ مبلغه
return-report-half-within = نصفهم استردّ ماله خلال
return-report-most-within = تسعة من كل عشرة استردّوه خلال
return-report-days = { $n ->
    [zero] { $n } يوم
    [one] يوم واحد ({ $n })
    [two] يومين ({ $n })
    [few] { $n } أيام
    [many] { $n } يومًا
   *[other] { $n } يوم
}
return-report-elsewhere = مبالغ مردودة بعملة أخرى، خارج هذه المجاميع
return-report-reasons = لماذا
return-report-reason-none = لم يُذكر سبب
return-report-articles = حسب المنتج
return-report-variants = حسب الشكل
return-report-unnamed = بلا اسم
return-report-others = كل ما عداها
return-report-of = { $returned } من { $sold }
return-report-of-share = { $share }: { $returned } من { $sold }
return-report-descriptions = أوصاف تستحق المراجعة
return-report-descriptions-lead = عادت لأنها تخالف وصفها أو بسبب المقاس أكثر مما تفسّره المصادفة.
return-report-suspect = { $reason }: { $returned } من { $sold }؛ المعتاد { $usual }
return-report-restock = في طريق العودة
return-report-coming = متوقع { $coming }
return-report-coming-sellable = متوقع { $coming }، منها نحو { $sellable } كالجديدة
return-report-months = شهرًا بشهر
return-report-chart-alt-days = القطع المطلوب إرجاعها في كل يوم من الشهر: { $highest } في اليوم كحد أقصى، و{ $mean } في المتوسط.
return-report-chart-alt-months = نسبة ما عاد في كل من الأشهر الأخيرة: بين { $lowest } و{ $highest }.
return-report-chart-legend-days = كل عمود يوم من الشهر: القطع المطلوب إرجاعها. الخط المتقطع هو المتوسط.
return-report-chart-legend-months = كل عمود شهر: نسبة القطع العائدة، والأحدث آخرها. الخط المتقطع هو المتوسط.
return-report-more = للرسوم البيانية وكل الأرقام:
return-report-reply = كتبت Nightshift هذا إلى العاملين في { $shop }.
