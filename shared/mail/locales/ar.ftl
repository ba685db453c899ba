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
colon = :{ " " }

## Lines
line-untitled = منتج
line-sku = رمز المنتج
line-quantity = الكمية
line-unit-price = سعر الوحدة
line-discount = الخصم
line-total = إجمالي البند

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

## Addresses
shipping-address = عنوان الشحن
billing-address = عنوان الفوترة

## Around
view-order = عرض الطلب
redirected = [محوّلة] { $subject }
reply = هل لديك أسئلة؟ ما عليك سوى الرد على هذه الرسالة.

## Instants
instant = { $weekday }، { $day } { $month } { $year }، { $time } ({ $zone })
weekday-1 = الاثنين
weekday-2 = الثلاثاء
weekday-3 = الأربعاء
weekday-4 = الخميس
weekday-5 = الجمعة
weekday-6 = السبت
weekday-7 = الأحد
month-1 = يناير
month-2 = فبراير
month-3 = مارس
month-4 = أبريل
month-5 = مايو
month-6 = يونيو
month-7 = يوليو
month-8 = أغسطس
month-9 = سبتمبر
month-10 = أكتوبر
month-11 = نوفمبر
month-12 = ديسمبر
