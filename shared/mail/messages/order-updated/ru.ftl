order-updated-subject = { $shop }: ваш заказ { $order } изменён
order-updated-preheader = { $n ->
    [one] Теперь { $n } товар, итого { $total }.
    [few] Теперь { $n } товара, итого { $total }.
    [many] Теперь { $n } товаров, итого { $total }.
   *[other] Теперь { $n } товара, итого { $total }.
}
order-updated-heading = Ваш заказ изменён
order-updated-lead = В ваш заказ { $order } внесены изменения. Ниже приведена его актуальная версия; она заменяет то, что мы писали раньше.
