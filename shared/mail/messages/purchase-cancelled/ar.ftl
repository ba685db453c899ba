purchase-cancelled-subject = أُلغي طلب الشراء { $number }
purchase-cancelled-heading = أُلغي طلب الشراء { $number }
purchase-cancelled-lead = لم يعد { $shop } بحاجة إلى البضائع التالية. نرجو عدم توريدها. إن كانت في الطريق بالفعل، فنرجو الرد على هذه الرسالة.
