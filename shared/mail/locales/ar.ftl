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

## Addresses
shipping-address = عنوان الشحن
billing-address = عنوان الفوترة

## Around
view-order = عرض الطلب
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
