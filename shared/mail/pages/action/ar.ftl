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
action-told = تاريخ إرسال التنبيه
action-by = تم ذلك في { $when } عبر الرابط في الرسالة الموجهة إلى «{ $role }».
action-before = سبق تنفيذ ذلك. لم يتغير شيء الآن.
action-about = بخصوص
action-about-sku = المخزون { $id }
action-about-other = { $kind } { $id }
action-foot = هذه الصفحة مخصصة للعاملين في { $shop }.
