purchase-chase-subject = أين طلبنا { $number }؟
purchase-chase-heading = تأخر طلب الشراء { $number }
purchase-chase-lead = كنا نتوقع وصول البضائع التالية قبل الآن. نرجو إبلاغنا بموعد وصولها.
