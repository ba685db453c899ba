order-updated-subject = { $shop }: ваше замовлення { $order } змінено
order-updated-preheader = { $n ->
    [one] Тепер { $n } товар, разом { $total }.
    [few] Тепер { $n } товари, разом { $total }.
    [many] Тепер { $n } товарів, разом { $total }.
   *[other] Тепер { $n } товару, разом { $total }.
}
order-updated-heading = Ваше замовлення змінено
order-updated-lead = До вашого замовлення { $order } внесено зміни. Нижче наведено його актуальну версію; вона замінює те, що ми писали раніше.
