order-confirmation-subject = { $shop }: ми отримали ваше замовлення { $order }
order-confirmation-preheader = { $n ->
    [one] { $n } товар, разом { $total }.
    [few] { $n } товари, разом { $total }.
    [many] { $n } товарів, разом { $total }.
   *[other] { $n } товару, разом { $total }.
}
order-confirmation-heading = Дякуємо за замовлення
order-confirmation-lead = Ми отримали ваше замовлення { $order }. Ось що до нього ввійшло.
