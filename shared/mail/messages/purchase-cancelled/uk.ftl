purchase-cancelled-subject = Замовлення { $number } скасовано
purchase-cancelled-heading = Замовлення { $number } скасовано
purchase-cancelled-lead = { $shop } більше не потребує наведених нижче товарів. Будь ласка, не постачайте їх. Якщо вони вже в дорозі, дайте відповідь на цей лист.
