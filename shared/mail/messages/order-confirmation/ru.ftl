order-confirmation-subject = { $shop }: мы получили ваш заказ { $order }
order-confirmation-preheader = { $n ->
    [one] { $n } товар, итого { $total }.
    [few] { $n } товара, итого { $total }.
    [many] { $n } товаров, итого { $total }.
   *[other] { $n } товара, итого { $total }.
}
order-confirmation-heading = Спасибо за заказ
order-confirmation-lead = Мы получили ваш заказ { $order }. Вот что в него вошло.
