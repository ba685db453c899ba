# Words that all messages share. A message's own words stand in its folder.

order-number = الطلب { $order }
pieces = { $n ->
    [zero] بدون منتجات
    [one] منتج واحد
    [two] منتجان
    [few] { $n } منتجات
    [many] { $n } منتجًا
   *[other] { $n } منتج
}
order-date = تاريخ الطلب
colon = :{ " " }

## Lines
line-untitled = منتج
line-sku = رمز المنتج
line-quantity = الكمية
line-unit-price = سعر الوحدة
line-discount = الخصم
line-total = إجمالي البند
line-digital = منتج رقمي: لا يُشحن شيء
line-gift-card = بطاقة هدية: تُرسل بالبريد الإلكتروني
line-back-order = بانتظار توفر المنتج
line-back-order-expected = بانتظار توفر المنتج، متوقع { $date }
line-pre-order = طلب مسبق
line-pre-order-expected = طلب مسبق، متاح اعتبارًا من { $date }

## Totals
items = المنتجات
subtotal = المجموع الفرعي
subtotal-incl-tax = المجموع الفرعي (شامل الضريبة)
subtotal-excl-tax = المجموع الفرعي (غير شامل الضريبة)
subtotal-after-discounts = المجموع الفرعي بعد الخصومات
discount = الخصم
discount-named = الخصم ({ $name })
shipping = الشحن
shipping-named = الشحن ({ $name })
extra = رسوم إضافية
extra-named = { $name }
tax = الضريبة
tax-named = { $name }
tax-named-on-base = { $name } على { $base }
tax-contained = يشمل الضريبة
tax-contained-named = يشمل { $name }
tax-contained-named-on-base = يشمل { $name } على { $base }
total = الإجمالي
total-incl-tax = الإجمالي (شامل الضريبة)
in-shop-currency = بعملة المتجر
paid-gift-card = مدفوع ببطاقة هدية
paid-gift-card-ending = مدفوع ببطاقة هدية تنتهي بالأرقام { $digits }
paid-store-credit = مدفوع من رصيد المتجر
still-to-pay = المتبقي للدفع
paid-otherwise = مدفوع بوسائل أخرى

## Payment
payment = الدفع
tender-card = بطاقة
tender-gift-card = بطاقة هدية
tender-store-credit = رصيد المتجر
tender-bank-transfer = تحويل مصرفي
tender-on-delivery = الدفع عند الاستلام
tender-other = طريقة دفع أخرى
tender-ending = { $name } تنتهي بالأرقام { $digits }
transfer-lead = يُرجى تحويل المبلغ إلى هذا الحساب. سنبدأ تجهيز طلبك بعد وصول المبلغ.
transfer-holder = صاحب الحساب
transfer-iban = IBAN
transfer-bic = BIC
transfer-amount = المبلغ
transfer-reference = مرجع التحويل
transfer-due = آخر موعد للدفع
transfer-code = أو امسح هذا الرمز بتطبيق مصرفك.
transfer-code-alt = رمز QR لتطبيق مصرفك، يتضمن الحساب والمبلغ والمرجع المذكورة أعلاه

## Delivery
promise = التوصيل المتوقع
promise-pickup = جاهز للاستلام
pickup = الاستلام من المتجر
pickup-hours = ساعات العمل
promised-by = الموعد الموعود: { $day } كحد أقصى
expected-now = الموعد المتوقع الآن
expected-unknown = لا يمكننا أن نحدد بعد موعد وصوله.
delay-not-sent = لم يُسلَّم بعد إلى شركة الشحن.
delay-on-its-way = هو في الطريق ويستغرق وقتًا أطول مما كان مقررًا.
delay-unclear = لا يسير توصيله كما كان مقررًا.

## Addresses
shipping-address = عنوان الشحن
billing-address = عنوان الفوترة

## Around
view-order = عرض الطلب
view-return = عرض الإرجاع
redirected = [محوّلة] { $subject }
reply = هل لديك أسئلة؟ ما عليك سوى الرد على هذه الرسالة.

## What the law wants
legal-seller = البائع
legal-terms = الشروط والأحكام
legal-terms-online = قراءة الشروط والأحكام على الموقع
legal-withdrawal = حق العدول عن الشراء
legal-withdrawal-form = نموذج العدول عن الشراء

## Days
date-range = من { $from } إلى { $to }
instant = { $moment } ({ $zone })

## Stock
stock-level = المستوى
stock-level-low = مخزون منخفض
stock-level-critical = مخزون منخفض جدًا
stock-level-out = نفد المخزون
stock-level-negative = بيع أكثر من المتوفر
stock-item = الصنف
stock-location = الموقع
stock-everywhere = كل المواقع معًا
stock-with = { $what } ({ $more })
stock-available = المتاح للبيع
stock-available-before = { $now } (سابقًا: { $before })
stock-on-hand = الموجود
stock-reserved = المحجوز
stock-buffer = المحتفظ به
stock-damaged = التالف
stock-in-transit = بين المواقع
stock-incoming = في الطريق
stock-undated = التاريخ غير معروف
stock-threshold = الحد الأدنى
stock-said-item-here = محدد لهذا الصنف في هذا الموقع
stock-said-item = محدد لهذا الصنف
stock-said-storefront = محدد في نظام المتجر
stock-said-product = محدد لهذا المنتج
stock-said-category = محدد للفئة { $name }
stock-said-supplier = محدد للمورّد { $name }
stock-said-location = محدد لهذا الموقع
stock-said-shop = محدد للمتجر كله
stock-said-cover = { $n ->
    [zero] مبيعات { $n } يوم
    [one] مبيعات يوم واحد
    [two] مبيعات يومين
    [few] مبيعات { $n } أيام
    [many] مبيعات { $n } يومًا
   *[other] مبيعات { $n } يوم
}
stock-said-bundle = { $n ->
    [zero] يجب أن تبقى { $n } مجموعة من { $name }
    [one] يجب أن تبقى مجموعة واحدة من { $name }
    [two] يجب أن تبقى مجموعتان من { $name }
    [few] يجب أن تبقى { $n } مجموعات من { $name }
    [many] يجب أن تبقى { $n } مجموعة من { $name }
   *[other] يجب أن تبقى { $n } مجموعة من { $name }
}
stock-per-day = المبيعات في اليوم
stock-method-weighted = متوسط مرجّح للأيام التي توفر فيها المخزون
stock-method-sba = سينتيتوس وبويلان، للمبيعات النادرة
stock-method-croston = كروستون، للمبيعات النادرة
stock-method-category = مثل فئته لأن الصنف جديد
stock-season = الموسم مقارنة بالمعتاد
stock-cover = يكفي (بالأيام)
stock-cover-long = أكثر من سنة
stock-runs-out = موعد النفاد المتوقع
stock-next = أقرب توريد ممكن
stock-supplier = المورّد
stock-lead = { $n ->
    [zero] يورّد خلال { $n } يوم
    [one] يورّد خلال يوم واحد
    [two] يورّد خلال يومين
    [few] يورّد خلال { $n } أيام
    [many] يورّد خلال { $n } يومًا
   *[other] يورّد خلال { $n } يوم
}
stock-suggested = كمية الطلب المقترحة
stock-lost = مبيعات يُحتمل فقدانها
stock-lost-in = { $pieces } خلال { $days }
stock-pieces = { $n ->
    [zero] { $n } قطعة
    [one] قطعة واحدة
    [two] قطعتان
    [few] { $n } قطع
    [many] { $n } قطعة
   *[other] { $n } قطعة
}
stock-days = { $n ->
    [zero] { $n } يوم
    [one] يوم واحد
    [two] يومين
    [few] { $n } أيام
    [many] { $n } يومًا
   *[other] { $n } يوم
}
stock-kits = مجموعة تحتاج إليه
stock-kits-left = { $n ->
    [zero] بقيت { $n }
    [one] بقيت واحدة
    [two] بقيت اثنتان
    [few] بقيت { $n }
    [many] بقيت { $n }
   *[other] بقيت { $n }
}
stock-cause = آخر تغيير
stock-cause-sale = بيع
stock-cause-cancellation = إلغاء
stock-cause-fulfilment = شحن
stock-cause-return = إرجاع
stock-cause-edit = تعديل يدوي
stock-cause-count = جرد
stock-cause-import = استيراد بيانات
stock-cause-receipt = استلام توريد
stock-cause-purchase = طلب شراء من المورّد
stock-cause-transfer = نقل
stock-cause-correction = تصحيح
stock-cause-point-of-sale = بيع في نقطة البيع
stock-cause-component = بيع مجموعة
stock-cause-reservation = حجز
stock-because = سبب هذا التنبيه
stock-because-crossed = انخفض المخزون إلى الحد الأدنى أو ما دونه.
stock-because-worsened = ساء الوضع منذ آخر تنبيه.
stock-because-threshold-rose = لم يتغير المخزون، لكن الحد الأدنى ارتفع.
stock-because-first-count = كان المخزون منخفضًا عند أول جرد.
stock-because-snooze-ended = انتهت مدة التأجيل وما زال المخزون منخفضًا.
stock-because-still-low = زال ما كان يمنع التنبيه وما زال المخزون منخفضًا.
stock-chart-alt = { $n ->
    [zero] رسم بياني لآخر { $n } يوم: المتاح { $highest } على الأكثر، والآن { $now }، والحد الأدنى { $threshold }.
    [one] رسم بياني لآخر يوم: المتاح { $highest } على الأكثر، والآن { $now }، والحد الأدنى { $threshold }.
    [two] رسم بياني لآخر يومين: المتاح { $highest } على الأكثر، والآن { $now }، والحد الأدنى { $threshold }.
    [few] رسم بياني لآخر { $n } أيام: المتاح { $highest } على الأكثر، والآن { $now }، والحد الأدنى { $threshold }.
    [many] رسم بياني لآخر { $n } يومًا: المتاح { $highest } على الأكثر، والآن { $now }، والحد الأدنى { $threshold }.
   *[other] رسم بياني لآخر { $n } يوم: المتاح { $highest } على الأكثر، والآن { $now }، والحد الأدنى { $threshold }.
}
stock-chart-ends = موعد النفاد المتوقع: { $date }.
stock-chart-from = { $n ->
    [zero] قبل { $n } يوم
    [one] قبل يوم واحد
    [two] قبل يومين
    [few] قبل { $n } أيام
    [many] قبل { $n } يومًا
   *[other] قبل { $n } يوم
}
stock-chart-to = { $n ->
    [zero] بعد { $n } يوم
    [one] بعد يوم واحد
    [two] بعد يومين
    [few] بعد { $n } أيام
    [many] بعد { $n } يومًا
   *[other] بعد { $n } يوم
}
stock-chart-today = اليوم
stock-chart-legend = الأعمدة: المتاح في نهاية كل يوم. الخط المتقطع: الحد الأدنى.
stock-chart-legend-ahead = الأعمدة المفرغة: المتوقع ابتداءً من الغد.
stock-chart-legend-deliveries = المثلثات: التوريدات.
stock-do-acknowledge = تأكيد الاطلاع
stock-do-snooze = { $n ->
    [zero] تأجيل { $n } يوم
    [one] تأجيل يومًا واحدًا
    [two] تأجيل يومين
    [few] تأجيل { $n } أيام
    [many] تأجيل { $n } يومًا
   *[other] تأجيل { $n } يوم
}
stock-do-asks = يفتح كل رابط صفحة تسأل مرة أخرى. لا يحدث شيء قبل الضغط على زرها.
stock-more = { $n ->
    [zero] يوجد { $n } صنف آخر في الملف المرفق.
    [one] يوجد صنف آخر في الملف المرفق.
    [two] يوجد صنفان آخران في الملف المرفق.
    [few] توجد { $n } أصناف أخرى في الملف المرفق.
    [many] يوجد { $n } صنفًا آخر في الملف المرفق.
   *[other] يوجد { $n } صنف آخر في الملف المرفق.
}
stock-file = الملف { $name } يحتوي على كل شيء لاستخدامه في جدول بيانات.
stock-reply = كتب Nightshift هذه الرسالة إلى العاملين في { $shop }.

## Purchases
purchase-number = رقم طلب الشراء
purchase-supplier = المورّد
purchase-deliver-to = مكان التسليم
purchase-expected = الوصول المتوقع
purchase-order-by = آخر موعد للطلب
purchase-total = المبلغ الكلي
purchase-unpriced = بعض الأسعار غير معروفة، ولذلك فالمبلغ الكلي غير كامل.
purchase-code = رمز الصنف لديكم
purchase-quantity = الكمية
purchase-price = سعر القطعة
purchase-sum = المبلغ
purchase-open = المتبقي للاستلام
purchase-why = السبب
purchase-why-position = الموجود أو القادم في الطريق { $position }؛ يُطلب ابتداءً من { $point } وحتى { $target }
purchase-reckoning = الحساب
purchase-losing = عروض لم تُختر
purchase-state = الحالة
purchase-state-draft = مسودة
purchase-state-waiting = بانتظار الموافقة
purchase-state-approved = تمت الموافقة عليه
purchase-state-sent = أُرسل
purchase-state-confirmed = أكّده المورّد
purchase-state-partly-received = استُلم جزئيًا
purchase-state-received = استُلم
purchase-state-closed = مغلق
purchase-state-declined = رفضه المورّد
purchase-state-cancelled = ملغى
purchase-do-approve = موافقة
purchase-do-decline = عدم الطلب
purchase-do-confirm = تأكيد الطلب
purchase-do-refuse = لا يمكننا التوريد
purchase-reply = هل لديك أسئلة؟ ما عليك سوى الرد على هذه الرسالة.

## Returns
return-number = رقم الإرجاع
return-order = الطلب
return-requested = تاريخ الطلب
return-send-by = أعد الإرسال قبل
return-refund = المبلغ المسترد
return-decide-by = يرجى الرد قبل
return-reason = السبب
return-condition = الحالة
return-outcome = المطلوب
return-because = لماذا نسألك
return-do-look-at-return = اطّلع على كل شيء وقرّر
return-do-approve-return = موافقة
return-do-refuse-return = رفض
returns-say-approved = يمكنك إعادته.
returns-say-approved-with-fee = يمكنك إعادته. تُخصم رسوم من المبلغ المسترد.
returns-say-refunded-at-once = يُعاد المبلغ الآن.
returns-say-keep-it = يُعاد المبلغ، ويمكنك الاحتفاظ بالمنتج.
returns-say-keep-part = تحتفظ بالمنتج، ويُعاد جزء من المبلغ.
returns-say-donate-it = يُعاد المبلغ. يرجى إعطاء المنتج لمن ينتفع به.
returns-say-looked-at = نحن ننظر في الأمر وسنرد قريبًا.
returns-say-withdrawn = استلمنا عدولك عن الشراء.
returns-say-withdrawal-looked-at = استلمنا عدولك عن الشراء. نتحقق مما إذا كان هناك استثناء.
returns-say-too-late = انتهت مهلة الإرجاع.
returns-say-not-delivered = لم يُسلَّم بعد.
returns-say-too-many = هذا أكثر مما لا يزال يمكن إرجاعه.
returns-say-not-bought = ليس جزءًا من هذا الطلب.
returns-say-final-sale = بيع على أنه نهائي ولا يمكن إرجاعه.
returns-say-hygiene = المنتج مختوم لأسباب صحية ولا يمكن إرجاعه بعد فتحه.
returns-say-personalised = صُنع وفق رغبتك ولا يمكن إرجاعه.
returns-say-perishable = منتج سريع التلف ولا يمكن إرجاعه.
returns-say-digital = منتج رقمي ولا يمكن إرجاعه.
returns-say-gift-card = لا يمكن إرجاع بطاقات الهدايا.
returns-say-discounted = بيع بخصم كبير ولا يمكن إرجاعه.
returns-say-condition = لا يمكن إرجاعه لهذا السبب أو بهذه الحالة.
returns-say-outcome-not-offered = ما طلبته غير متاح لهذا المنتج.
returns-say-market = الإرجاع من بلدك غير ممكن.
returns-say-not-allowed = شروط الإرجاع لدينا لا تسمح بذلك.

# Reasons of the usual list, in which state it is, and what is wanted: for buyers' forms and for the shop's own people
returns-reason-changed-mind = لم يعد مرغوبًا فيه
returns-reason-too-small = صغير جدًا
returns-reason-too-large = كبير جدًا
returns-reason-ordered-by-mistake = طُلب بالخطأ
returns-reason-arrived-late = وصل متأخرًا جدًا
returns-reason-damaged-in-transit = تضرر أثناء الشحن
returns-reason-defective = معيب
returns-reason-wrong-item = منتج خاطئ
returns-reason-not-as-described = غير مطابق للوصف
returns-reason-missing-parts = أجزاء ناقصة
returns-condition-sealed = غير مفتوح
returns-condition-opened = مفتوح وغير مستعمل
returns-condition-used = مستعمل
returns-condition-damaged = متضرر
returns-condition-unsaid = غير مذكور
returns-outcome-refund = استرداد المبلغ
returns-outcome-store-credit = رصيد في المتجر
returns-outcome-exchange = استبدال بالسعر نفسه
returns-outcome-exchange-difference = استبدال بسعر آخر
returns-outcome-replacement = إصلاح أو بديل
returns-outcome-partial-credit = الاحتفاظ به مع استرداد جزء من المبلغ

# Why a person is asked, and what is special about a product: for the shop's own people
return-why-withdrawal-excepted = هذا عدول قانوني عن الشراء، لكن القانون يعرف له استثناءً: { $of }
return-why-withdrawal-late = هذا عدول قانوني عن الشراء، لكن مهلته انتهت في { $day }
return-why-by-rule = هذا ما تقوله قاعدتك «{ $rule }»
return-why-reviewed-otherwise = سياستك تترك مثل هذه المرتجعات لشخص
return-why-restricted = إنه منتج خاص: { $of }
return-why-discounted = بيع بخصم كبير
return-why-fault-not-refused = كان سيُرفض، لكن الخطأ من المتجر أو شركة الشحن
return-why-fact-unknown = قاعدتك «{ $rule }» تحتاج إلى ما ليس معروفًا: { $fact }
return-why-delivery-unknown = لا أحد يعرف متى تم التسليم
return-why-suspicious = توجد علامات على سوء الاستخدام
return-why-beyond-return-limit = القيمة أكثر مما تجوز الموافقة عليه دون شخص
return-why-beyond-day-limit = مرتجعات اليوم أكثر مما تجوز الموافقة عليه دون شخص
return-why-limit-unknown = حدودك بعملة غير عملة الطلب
return-why-breaker-open = تمت الموافقة اليوم على مرتجعات أكثر بكثير من المعتاد
return-why-money-unknown = لا يمكن حساب المبلغ الواجب رده
return-why-unknown-reason = السبب ليس في قائمتك
return-why-from-exchange = جاء في استبدال
returns-trait-final-sale = بيع نهائي
returns-trait-hygiene = مختوم لأسباب صحية
returns-trait-personalised = مصنوع حسب رغبة المشتري
returns-trait-perishable = سريع التلف
returns-trait-digital = منتج رقمي
returns-trait-gift-card = بطاقة هدية
returns-trait-sealed-media = تسجيلات أو برامج مختومة
return-why-withdrawal = عدول بموجب القانون
return-why-in-time = في الوقت المحدد
return-why-excepted = مُنحت مهلة أطول
return-why-not-worth-returning = لا تستحق كلفة الإعادة
return-why-too-late = بعد فوات الأوان
return-why-market-closed = لا إرجاع من هذا البلد
return-why-outcome-not-offered = المطلوب غير متاح
return-why-no-such-line = ليس من الطلب
return-why-not-delivered = لم يُسلَّم بعد
return-why-too-many = قطع أكثر مما يمكن إرجاعه
return-why-part-of-bundle = جزء من طقم
return-why-no-quantity = لا عدد للقطع
