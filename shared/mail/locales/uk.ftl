# Words that all messages share. A message's own words stand in its folder.

order-number = Замовлення { $order }
pieces = { $n ->
    [one] { $n } товар
    [few] { $n } товари
    [many] { $n } товарів
   *[other] { $n } товару
}
colon = :{ " " }

## Lines
line-untitled = Товар
line-sku = Артикул
line-quantity = Кількість
line-unit-price = Ціна за одиницю
line-discount = Знижка
line-total = Сума

## Totals
items = Товари
subtotal = Проміжний підсумок
subtotal-incl-tax = Проміжний підсумок (з податками)
subtotal-excl-tax = Проміжний підсумок (без податків)
subtotal-after-discounts = Проміжний підсумок з урахуванням знижок
discount = Знижка
discount-named = Знижка ({ $name })
shipping = Доставка
shipping-named = Доставка ({ $name })
extra = Додатковий збір
extra-named = { $name }
tax = Податок
tax-named = { $name }
tax-named-on-base = { $name } із суми { $base }
tax-contained = У тому числі податок
tax-contained-named = У тому числі { $name }
tax-contained-named-on-base = У тому числі { $name } із суми { $base }
total = Разом
total-incl-tax = Разом (з податками)
in-shop-currency = У валюті магазину

## Addresses
shipping-address = Адреса доставки
billing-address = Платіжна адреса

## Around
view-order = Переглянути замовлення
redirected = [перенаправлено] { $subject }
reply = Маєте запитання? Просто дайте відповідь на цей лист.

## Instants: months in the genitive, as they stand after a day
instant = { $weekday }, { $day } { $month } { $year } р., { $time } ({ $zone })
weekday-1 = понеділок
weekday-2 = вівторок
weekday-3 = середа
weekday-4 = четвер
weekday-5 = пʼятниця
weekday-6 = субота
weekday-7 = неділя
month-1 = січня
month-2 = лютого
month-3 = березня
month-4 = квітня
month-5 = травня
month-6 = червня
month-7 = липня
month-8 = серпня
month-9 = вересня
month-10 = жовтня
month-11 = листопада
month-12 = грудня
