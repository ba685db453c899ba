# Words that all messages share. A message's own words stand in its folder.

order-number = Заказ { $order }
pieces = { $n ->
    [one] { $n } товар
    [few] { $n } товара
    [many] { $n } товаров
   *[other] { $n } товара
}
colon = :{ " " }

## Lines
line-untitled = Товар
line-sku = Артикул
line-quantity = Количество
line-unit-price = Цена за единицу
line-discount = Скидка
line-total = Сумма

## Totals
items = Товары
subtotal = Промежуточный итог
subtotal-incl-tax = Промежуточный итог (с налогами)
subtotal-excl-tax = Промежуточный итог (без налогов)
subtotal-after-discounts = Промежуточный итог с учётом скидок
discount = Скидка
discount-named = Скидка ({ $name })
shipping = Доставка
shipping-named = Доставка ({ $name })
extra = Дополнительный сбор
extra-named = { $name }
tax = Налог
tax-named = { $name }
tax-named-on-base = { $name } с суммы { $base }
tax-contained = В том числе налог
tax-contained-named = В том числе { $name }
tax-contained-named-on-base = В том числе { $name } с суммы { $base }
total = Итого
total-incl-tax = Итого (с налогами)
in-shop-currency = В валюте магазина

## Addresses
shipping-address = Адрес доставки
billing-address = Платёжный адрес

## Around
view-order = Посмотреть заказ
redirected = [перенаправлено] { $subject }
reply = Есть вопросы? Просто ответьте на это письмо.

## Instants: months in the genitive, as they stand after a day
instant = { $weekday }, { $day } { $month } { $year } г., { $time } ({ $zone })
weekday-1 = понедельник
weekday-2 = вторник
weekday-3 = среда
weekday-4 = четверг
weekday-5 = пятница
weekday-6 = суббота
weekday-7 = воскресенье
month-1 = января
month-2 = февраля
month-3 = марта
month-4 = апреля
month-5 = мая
month-6 = июня
month-7 = июля
month-8 = августа
month-9 = сентября
month-10 = октября
month-11 = ноября
month-12 = декабря
