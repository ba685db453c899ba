purchase-reminder-subject = نرجو تأكيد طلبنا { $number }
purchase-reminder-heading = نرجو تأكيد طلب الشراء { $number }
purchase-reminder-lead = لم نعرف بعد ما إذا كنتم تقبلون الطلب التالي. نرجو تأكيده، أو إبلاغنا إن تعذّر عليكم التوريد.
