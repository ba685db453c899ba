# Words that all messages share. A message's own words stand in its folder.

order-number = Замовлення { $order }
pieces = { $n ->
    [one] { $n } товар
    [few] { $n } товари
    [many] { $n } товарів
   *[other] { $n } товару
}
order-date = Дата замовлення
colon = :{ " " }

## Lines
line-untitled = Товар
line-sku = Артикул
line-quantity = Кількість
line-unit-price = Ціна за одиницю
line-discount = Знижка
line-total = Сума
line-digital = Цифровий товар: доставка не потрібна
line-gift-card = Подарункова картка: надсилається електронною поштою
line-back-order = Очікується надходження
line-back-order-expected = Очікується надходження: { $date }
line-pre-order = Передзамовлення
line-pre-order-expected = Передзамовлення, зʼявиться в наявності: { $date }

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
paid-gift-card = Сплачено подарунковою карткою
paid-gift-card-ending = Сплачено подарунковою карткою, останні цифри { $digits }
paid-store-credit = Сплачено з балансу в магазині
still-to-pay = Залишилося сплатити
paid-otherwise = Сплачено в інший спосіб

## Payment
payment = Оплата
tender-card = Картка
tender-gift-card = Подарункова картка
tender-store-credit = Баланс у магазині
tender-bank-transfer = Банківський переказ
tender-on-delivery = Оплата при отриманні
tender-other = Інший спосіб оплати
tender-ending = { $name }, останні цифри { $digits }
transfer-lead = Будь ласка, перекажіть суму на цей рахунок. Ми опрацюємо замовлення, коли надійде оплата.
transfer-holder = Власник рахунку
transfer-iban = IBAN
transfer-bic = BIC
transfer-amount = Сума
transfer-reference = Призначення платежу
transfer-due = Термін оплати
transfer-code = Або відскануйте цей код у застосунку вашого банку.
transfer-code-alt = QR-код для застосунку вашого банку із зазначеними вище рахунком, сумою та призначенням платежу

## Delivery
promise = Очікувана доставка
promise-pickup = Можна буде забрати
pickup = Самовивіз
pickup-hours = Години роботи

## Addresses
shipping-address = Адреса доставки
billing-address = Платіжна адреса

## Around
view-order = Переглянути замовлення
redirected = [перенаправлено] { $subject }
reply = Маєте запитання? Просто дайте відповідь на цей лист.

## What the law wants
legal-seller = Продавець
legal-terms = Умови продажу
legal-terms-online = Прочитати умови продажу на сайті
legal-withdrawal = Право на відмову від договору
legal-withdrawal-form = Зразок заяви про відмову від договору

## Days
date-range = { $from } — { $to }
instant = { $moment } ({ $zone })
