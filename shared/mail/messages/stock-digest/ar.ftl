stock-digest-subject = { $n ->
    [zero] { $shop }: { $n } صنف يوشك على النفاد، { $date }
    [one] { $shop }: صنف واحد يوشك على النفاد، { $date }
    [two] { $shop }: صنفان يوشكان على النفاد، { $date }
    [few] { $shop }: { $n } أصناف توشك على النفاد، { $date }
    [many] { $shop }: { $n } صنفًا يوشك على النفاد، { $date }
   *[other] { $shop }: { $n } صنف يوشك على النفاد، { $date }
}
stock-digest-subject-well = { $shop }: المخزون كافٍ من جديد، { $date }
stock-digest-heading = نظرة عامة على المخزون
stock-digest-lead = { $n ->
    [zero] منذ آخر نظرة عامة أصبح { $n } صنف يوشك على النفاد.
    [one] منذ آخر نظرة عامة أصبح صنف واحد يوشك على النفاد.
    [two] منذ آخر نظرة عامة أصبح صنفان يوشكان على النفاد.
    [few] منذ آخر نظرة عامة أصبحت { $n } أصناف توشك على النفاد.
    [many] منذ آخر نظرة عامة أصبح { $n } صنفًا يوشك على النفاد.
   *[other] منذ آخر نظرة عامة أصبح { $n } صنف يوشك على النفاد.
}
stock-digest-lead-well = لا يوجد صنف جديد يوشك على النفاد.
stock-digest-no-supplier = مورّد غير معروف
stock-digest-no-location = موقع غير معروف
stock-digest-recovered = كافٍ من جديد
stock-digest-worst = أُغلق التنبيه، وكان: { $level }
