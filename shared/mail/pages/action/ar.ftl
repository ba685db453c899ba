action-acknowledge-heading = هل تريد تأكيد الاطلاع على هذا التنبيه؟
action-acknowledge-text = تؤكد بذلك أنك اطلعت عليه. لن تصلك رسائل أخرى بشأنه إلا إذا ساء الوضع.
action-acknowledge-button = تأكيد الاطلاع
action-acknowledge-done = تم تأكيد الاطلاع
action-snooze-heading = { $n ->
    [zero] هل تريد تأجيل هذا التنبيه { $n } يوم؟
    [one] هل تريد تأجيل هذا التنبيه يومًا واحدًا؟
    [two] هل تريد تأجيل هذا التنبيه يومين؟
    [few] هل تريد تأجيل هذا التنبيه { $n } أيام؟
    [many] هل تريد تأجيل هذا التنبيه { $n } يومًا؟
   *[other] هل تريد تأجيل هذا التنبيه { $n } يوم؟
}
action-snooze-text = لن تُرسل أي رسالة بشأنه حتى { $until }، إلا إذا نفد المخزون.
action-snooze-button = تأجيل
action-snooze-done = تم التأجيل حتى { $until }
action-approve-heading = هل تريد طلب هذا؟
action-approve-text = يحصل الطلب على رقمه ويُرسل إلى المورّد كما هو مبيّن هنا.
action-approve-button = موافقة
action-approve-done = تمت الموافقة
action-decline-heading = هل تريد عدم طلب هذا؟
action-decline-text = لن يُطلب شيء. ولن يُقترح ذلك مجددًا إلا إذا تغيّرت الحاجة.
action-decline-button = عدم الطلب
action-decline-done = لم يُطلب
action-confirm-heading = هل تؤكدون هذا الطلب؟
action-confirm-text = تبلغون المتجر بذلك أنكم قبلتم الطلب وستورّدونه.
action-confirm-button = تأكيد
action-confirm-done = تم تأكيد الطلب
action-refuse-heading = هل ترفضون هذا الطلب؟
action-refuse-text = تبلغون المتجر بذلك أنه يتعذّر عليكم التوريد، وسيطلب من جهة أخرى.
action-refuse-button = رفض
action-refuse-done = تم رفض الطلب
action-approve-return-heading = هل توافق على هذا الإرجاع؟
action-approve-return-text = يُبلَّغ المشتري بأن البضاعة يمكن أن تعود، ويأخذ رد المبلغ مجراه.
action-approve-return-button = موافقة
action-approve-return-done = تمت الموافقة
action-refuse-return-heading = هل ترفض هذا الإرجاع؟
action-refuse-return-text = يُبلَّغ المشتري بأن البضاعة لا يمكن إرجاعها. لا يُعاد أي مبلغ.
action-refuse-return-button = رفض
action-refuse-return-done = تم الرفض
action-over = لم يعد ذلك ممكنًا
action-amended = تغيّر هذا الطلب منذ إرسال الرسالة. تراه هنا كما هو الآن.
action-told = تاريخ إرسال التنبيه
action-by = تم ذلك في { $when } عبر الرابط في الرسالة الموجهة إلى «{ $role }».
action-by-supplier = تم ذلك في { $when } عبر الرابط في رسالة الطلب.
action-before = سبق تنفيذ ذلك. لم يتغير شيء الآن.
action-about = بخصوص
action-about-sku = المخزون { $id }
action-about-other = { $kind } { $id }
action-foot = هذه الصفحة مخصصة للعاملين في { $shop }.
action-foot-supplier = هذه الصفحة مخصصة لـ { $supplier }، المورّد لـ { $shop }.
