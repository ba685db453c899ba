purchase-order-subject = طلب الشراء { $number } من { $shop }
purchase-order-heading = طلب الشراء { $number }
purchase-order-lead = يطلب { $shop } منكم البضائع التالية. نرجو تأكيد الطلب، أو إبلاغنا إن تعذّر عليكم التوريد.
