purchase-order-subject = Замовлення { $number } від { $shop }
purchase-order-heading = Замовлення { $number }
purchase-order-lead = { $shop } замовляє у вас наведені нижче товари. Будь ласка, підтвердьте замовлення або повідомте, якщо не можете їх поставити.
