# Words that all messages share. A message's own words stand in its folder.

order-number = Заказ { $order }
pieces = { $n ->
    [one] { $n } товар
    [few] { $n } товара
    [many] { $n } товаров
   *[other] { $n } товара
}
order-date = Дата заказа
colon = :{ " " }

## Lines
line-untitled = Товар
line-sku = Артикул
line-quantity = Количество
line-unit-price = Цена за единицу
line-discount = Скидка
line-total = Сумма
line-digital = Цифровой товар: доставка не требуется
line-gift-card = Подарочная карта: отправляется по электронной почте
line-back-order = Ожидается поступление
line-back-order-expected = Ожидается поступление: { $date }
line-pre-order = Предзаказ
line-pre-order-expected = Предзаказ, появится в наличии: { $date }

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
paid-gift-card = Оплачено подарочной картой
paid-gift-card-ending = Оплачено подарочной картой, последние цифры { $digits }
paid-store-credit = Оплачено с баланса в магазине
still-to-pay = Осталось оплатить
paid-otherwise = Оплачено другим способом

## Payment
payment = Оплата
tender-card = Карта
tender-gift-card = Подарочная карта
tender-store-credit = Баланс в магазине
tender-bank-transfer = Банковский перевод
tender-on-delivery = Оплата при получении
tender-other = Другой способ оплаты
tender-ending = { $name }, последние цифры { $digits }
transfer-lead = Пожалуйста, переведите сумму на этот счёт. Мы обработаем заказ, когда поступит оплата.
transfer-holder = Владелец счёта
transfer-iban = IBAN
transfer-bic = BIC
transfer-amount = Сумма
transfer-reference = Назначение платежа
transfer-due = Срок оплаты
transfer-code = Или отсканируйте этот код в приложении вашего банка.
transfer-code-alt = QR-код для приложения вашего банка с указанными выше счётом, суммой и назначением платежа

## Delivery
promise = Ожидаемая доставка
promise-pickup = Можно будет забрать
pickup = Самовывоз
pickup-hours = Часы работы

## Addresses
shipping-address = Адрес доставки
billing-address = Платёжный адрес

## Around
view-order = Посмотреть заказ
redirected = [перенаправлено] { $subject }
reply = Есть вопросы? Просто ответьте на это письмо.

## What the law wants
legal-seller = Продавец
legal-terms = Условия продажи
legal-terms-online = Прочитать условия продажи на сайте
legal-withdrawal = Право на отказ от товара
legal-withdrawal-form = Образец заявления об отказе

## Days
date-range = { $from } — { $to }
instant = { $moment } ({ $zone })
