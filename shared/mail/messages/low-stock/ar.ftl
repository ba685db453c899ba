low-stock-subject = { $shop }: { $level }: { $item }
low-stock-heading = { $level }: { $item }
low-stock-lead-low = { $n ->
    [zero] بقيت { $n } قطعة للبيع، والحد الأدنى { $threshold }.
    [one] بقيت قطعة واحدة للبيع، والحد الأدنى { $threshold }.
    [two] بقيت قطعتان للبيع، والحد الأدنى { $threshold }.
    [few] بقيت { $n } قطع للبيع، والحد الأدنى { $threshold }.
    [many] بقيت { $n } قطعة للبيع، والحد الأدنى { $threshold }.
   *[other] بقيت { $n } قطعة للبيع، والحد الأدنى { $threshold }.
}
low-stock-lead-critical = { $n ->
    [zero] لم تبقَ سوى { $n } قطعة للبيع، والحد الأدنى { $threshold }.
    [one] لم تبقَ سوى قطعة واحدة للبيع، والحد الأدنى { $threshold }.
    [two] لم تبقَ سوى قطعتين للبيع، والحد الأدنى { $threshold }.
    [few] لم تبقَ سوى { $n } قطع للبيع، والحد الأدنى { $threshold }.
    [many] لم تبقَ سوى { $n } قطعة للبيع، والحد الأدنى { $threshold }.
   *[other] لم تبقَ سوى { $n } قطعة للبيع، والحد الأدنى { $threshold }.
}
low-stock-lead-out = لم يبقَ شيء للبيع.
low-stock-lead-negative = { $n ->
    [zero] بيعت { $n } قطعة أكثر من الموجود.
    [one] بيعت قطعة واحدة أكثر من الموجود.
    [two] بيعت قطعتان أكثر من الموجود.
    [few] بيعت { $n } قطع أكثر من الموجود.
    [many] بيعت { $n } قطعة أكثر من الموجود.
   *[other] بيعت { $n } قطعة أكثر من الموجود.
}
