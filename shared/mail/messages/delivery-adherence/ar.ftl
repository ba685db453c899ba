delivery-adherence-subject = { $shop }: تم الوفاء بنسبة { $share } من مواعيد التسليم
delivery-adherence-subject-few = { $shop }: مواعيد التسليم لهذا الأسبوع
delivery-adherence-heading = هل تم الوفاء بمواعيد التسليم؟
delivery-adherence-lead = ما كان مستحقًا من { $from } إلى { $to }.
delivery-adherence-verdict-too-few = عدد عمليات التسليم المعروفة أقل من أن يُحكم به على المواعيد.
delivery-adherence-verdict-below = تم الوفاء بأقل من 90 % من المواعيد. الوعود أقصر مما ينبغي أو العمل أبطأ مما ينبغي: يظهر أدناه أيهما.
delivery-adherence-verdict-on-target = كما وُعد: تم الوفاء بما بين 90 و95 % من المواعيد.
delivery-adherence-verdict-padded = تم الوفاء بأكثر من 95 % من المواعيد: فهي أطول مما يلزم، والمواعيد الأقصر تبيع أكثر.

## All of it
delivery-adherence-whole = الإجمالي
delivery-adherence-share = نسبة الوفاء
delivery-adherence-kept = تم الوفاء بها
delivery-adherence-missed = لم يتم الوفاء بها
delivery-adherence-unknown = غير معروفة لأن أي مسح لا يُظهر التسليم
delivery-adherence-exact = وصلت في اليوم الموعود نفسه
delivery-adherence-within-one = وصلت بفارق يوم على الأكثر
delivery-adherence-padding = أيام زائدة، لنصفها
delivery-adherence-handed-over = سُلّمت إلى الناقل في الوقت

## Why
delivery-adherence-faults = ما الذي أخلّ بالوعود
delivery-adherence-fault-transit = النقل: وقت أطول مما ينبغي لدى الناقل
delivery-adherence-fault-processing = التجهيز: سُلّمت إلى الناقل متأخرة
delivery-adherence-fault-cut-off = آخر موعد للطلب: قُبلت قبله بقليل ولم تُجهّز
delivery-adherence-fault-unknown = السبب غير معروف

## By part
delivery-adherence-weeks = أسبوعًا بأسبوع
delivery-adherence-lanes = حسب المسار
delivery-adherence-carriers = حسب الناقل
delivery-adherence-warehouses = حسب المستودع
delivery-adherence-week = الأسبوع من { $date }
delivery-adherence-named = { $name }
delivery-adherence-unnamed = غير معروف
delivery-adherence-others = كل ما عدا ذلك
delivery-adherence-of = { $share } من { $due }

## Around
delivery-adherence-more = للرسوم البيانية وجميع الأرقام:
delivery-adherence-reply = كتب Nightshift هذا إلى فريق { $shop }.
