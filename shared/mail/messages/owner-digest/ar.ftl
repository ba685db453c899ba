owner-digest-subject = { $shop }: الملخص اليومي، { $date }
owner-digest-subject-silent = { $shop }: لا توجد طلبات، { $date }
owner-digest-heading = الملخص اليومي
owner-digest-lead = من { $since } إلى { $until }.
owner-digest-silent = لم يصل أي طلب، مع أن المعتاد نحو { $usual } في اليوم. تحقّق من أن المتجر يستقبل الطلبات ومن أن إشعاراته ما زالت تصل.

## Orders
owner-digest-orders = الطلبات
owner-digest-orders-new = الطلبات الجديدة
owner-digest-orders-total = إجمالي قيمتها

## Mails
owner-digest-mails = الرسائل المرسلة
owner-digest-mail-order-confirmation = تأكيدات الطلبات
owner-digest-mail-order-updated = تعديلات الطلبات
owner-digest-mail-task = رسائل المهام
owner-digest-mail-other = رسائل من نوع { $name }
owner-digest-mails-unsent = لم تُرسل بعد
owner-digest-mails-again = طُلب إرسالها من جديد
owner-digest-returned-bounce = عادت دون تسليم
owner-digest-returned-complaint = بُلّغ عنها كرسائل مزعجة
owner-digest-returned-reject = رفضتها SES
owner-digest-returned-other = أبلغت عنها SES: { $name }

## Not sent, and why
owner-digest-kept-back = ما لم يُرسل وسببه
owner-digest-because-cancelled = الطلب ملغى
owner-digest-because-refunded = رُدّ مبلغ الطلب
owner-digest-because-draft = أُنشئ من مسودة
owner-digest-because-test-mode = طلب تجريبي
owner-digest-because-marketplace-owned = السوق الإلكتروني يراسل بنفسه
owner-digest-because-imported = نُقل من مكان آخر
owner-digest-because-too-old = قديم جدًا
owner-digest-because-no-recipient = لا يوجد عنوان للمراسلة
owner-digest-because-held = قيد الانتظار: بيانات غير متوافقة
owner-digest-because-other = سبب آخر: { $name }
owner-digest-withheld-off = الأتمتة متوقفة
owner-digest-withheld-shadow = الأتمتة في وضع الظل
owner-digest-withheld-before-live = من قبل بدء تشغيل المتجر
owner-digest-withheld-other = محتجز: { $name }

## Tasks
owner-digest-tasks = المهام
owner-digest-tasks-opened = فُتحت
owner-digest-tasks-closed = أُنجزت
owner-digest-tasks-open = المفتوحة الآن
owner-digest-tasks-overdue = منها متأخرة

## What came in
owner-digest-came = ما وصل
owner-digest-came-told = أخبار من { $name }
owner-digest-came-found = وُجدت بسؤال { $name }
owner-digest-came-imported = استُوردت من { $name }
owner-digest-came-refused = تعذّرت قراءته: { $name }
owner-digest-came-ignored = وُضع جانبًا: { $name }

## Dead letters
owner-digest-dead = رسائل لم تُعالج
owner-digest-dead-in = في قائمة الانتظار { $name }

## Around
owner-digest-more = لمزيد من التفاصيل:
owner-digest-reply = كتب Nightshift هذه الرسالة إلى العاملين في { $shop }.
