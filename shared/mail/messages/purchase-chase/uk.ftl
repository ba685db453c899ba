purchase-chase-subject = Де наше замовлення { $number }?
purchase-chase-heading = Замовлення { $number } прострочене
purchase-chase-lead = Ми вже очікували наведені нижче товари. Будь ласка, повідомте, коли вони прибудуть.
