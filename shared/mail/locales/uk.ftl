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
promised-by = Обіцяний термін: { $day }
expected-now = Тепер очікується
expected-unknown = Поки що ми не можемо сказати, коли воно прибуде.
delay-not-sent = Його ще не передано перевізнику.
delay-on-its-way = Воно в дорозі, але доставка триває довше, ніж планувалося.
delay-unclear = Доставка відбувається не так, як планувалося.

## Addresses
shipping-address = Адреса доставки
billing-address = Платіжна адреса

## Around
view-order = Переглянути замовлення
view-return = Переглянути повернення
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

## Stock
stock-level = Рівень
stock-level-low = Мало на складі
stock-level-critical = Дуже мало на складі
stock-level-out = Немає в наявності
stock-level-negative = Продано більше, ніж є
stock-item = Товар
stock-location = Місце
stock-everywhere = Усі місця разом
stock-with = { $what } ({ $more })
stock-available = Доступно
stock-available-before = { $now } (було: { $before })
stock-on-hand = На складі
stock-reserved = Зарезервовано
stock-buffer = Відкладено про запас
stock-damaged = Пошкоджено
stock-in-transit = Між місцями
stock-incoming = У дорозі
stock-undated = дата невідома
stock-threshold = Поріг
stock-said-item-here = заданий для цього товару в цьому місці
stock-said-item = заданий для цього товару
stock-said-storefront = заданий у системі магазину
stock-said-product = заданий для цього продукту
stock-said-category = заданий для категорії { $name }
stock-said-supplier = заданий для постачальника { $name }
stock-said-location = заданий для цього місця
stock-said-shop = заданий для всього магазину
stock-said-cover = { $n ->
    [one] продажі за { $n } день
    [few] продажі за { $n } дні
    [many] продажі за { $n } днів
   *[other] продажі за { $n } дня
}
stock-said-bundle = { $n ->
    [one] має залишитися { $n } набір { $name }
    [few] мають залишитися { $n } набори { $name }
    [many] мають залишитися { $n } наборів { $name }
   *[other] мають залишитися { $n } набору { $name }
}
stock-per-day = Продажі на день
stock-method-weighted = зважене середнє за дні, коли товар був
stock-method-sba = Синтетос — Бойлан, для рідкісних продажів
stock-method-croston = Кростон, для рідкісних продажів
stock-method-category = як у категорії, адже товар новий
stock-season = Сезон порівняно зі звичайним
stock-cover = Вистачить на (днів)
stock-cover-long = більше року
stock-runs-out = Імовірно закінчиться
stock-next = Найближча можлива поставка
stock-supplier = Постачальник
stock-lead = { $n ->
    [one] поставка за { $n } день
    [few] поставка за { $n } дні
    [many] поставка за { $n } днів
   *[other] поставка за { $n } дня
}
stock-suggested = Пропонований обсяг замовлення
stock-lost = Імовірні втрати продажів
stock-lost-in = { $pieces } за { $days }
stock-pieces = { $n ->
    [one] { $n } штука
    [few] { $n } штуки
    [many] { $n } штук
   *[other] { $n } штуки
}
stock-days = { $n ->
    [one] { $n } день
    [few] { $n } дні
    [many] { $n } днів
   *[other] { $n } дня
}
stock-kits = Набір, якому він потрібен
stock-kits-left = { $n ->
    [one] залишився { $n }
    [few] залишилося { $n }
    [many] залишилося { $n }
   *[other] залишилося { $n }
}
stock-cause = Остання зміна
stock-cause-sale = продаж
stock-cause-cancellation = скасування
stock-cause-fulfilment = відправлення
stock-cause-return = повернення
stock-cause-edit = зміна вручну
stock-cause-count = інвентаризація
stock-cause-import = імпорт
stock-cause-receipt = прийняття поставки
stock-cause-purchase = замовлення постачальнику
stock-cause-transfer = переміщення
stock-cause-correction = виправлення
stock-cause-point-of-sale = продаж на касі
stock-cause-component = продаж набору
stock-cause-reservation = резервування
stock-because = Чому ви про це дізнаєтеся
stock-because-crossed = Залишок опустився до порога або нижче.
stock-because-worsened = Після останнього попередження стало гірше.
stock-because-threshold-rose = Залишок той самий, але поріг зріс.
stock-because-first-count = Залишок був низьким уже під час першого підрахунку.
stock-because-snooze-ended = Час, на який попередження відклали, минув, а залишок усе ще низький.
stock-because-still-low = Те, що стримувало попередження, минуло, а залишок усе ще низький.
stock-chart-alt = { $n ->
    [one] Графік за останній { $n } день: доступно не більше { $highest }, зараз { $now }; поріг { $threshold }.
    [few] Графік за останні { $n } дні: доступно не більше { $highest }, зараз { $now }; поріг { $threshold }.
    [many] Графік за останні { $n } днів: доступно не більше { $highest }, зараз { $now }; поріг { $threshold }.
   *[other] Графік за останні { $n } дня: доступно не більше { $highest }, зараз { $now }; поріг { $threshold }.
}
stock-chart-ends = Імовірно закінчиться: { $date }.
stock-chart-from = { $n ->
    [one] { $n } день тому
    [few] { $n } дні тому
    [many] { $n } днів тому
   *[other] { $n } дня тому
}
stock-chart-to = { $n ->
    [one] через { $n } день
    [few] через { $n } дні
    [many] через { $n } днів
   *[other] через { $n } дня
}
stock-chart-today = сьогодні
stock-chart-legend = Стовпці: доступно наприкінці кожного дня. Пунктир: поріг.
stock-chart-legend-ahead = Порожні стовпці: прогноз із завтрашнього дня.
stock-chart-legend-deliveries = Трикутники: поставки.
stock-do-acknowledge = Підтвердити
stock-do-snooze = { $n ->
    [one] Відкласти на { $n } день
    [few] Відкласти на { $n } дні
    [many] Відкласти на { $n } днів
   *[other] Відкласти на { $n } дня
}
stock-do-asks = Кожне посилання відкриває сторінку, яка запитає ще раз. Доки ви не натиснете на ній кнопку, нічого не станеться.
stock-more = { $n ->
    [one] Ще { $n } товар — у доданому файлі.
    [few] Ще { $n } товари — у доданому файлі.
    [many] Ще { $n } товарів — у доданому файлі.
   *[other] Ще { $n } товару — у доданому файлі.
}
stock-file = У файлі { $name } є все, для електронної таблиці.
stock-reply = Цей лист написав Nightshift для працівників магазину { $shop }.

## Purchases
purchase-number = Номер замовлення
purchase-supplier = Постачальник
purchase-deliver-to = Місце доставки
purchase-expected = Очікується
purchase-order-by = Замовити до
purchase-total = Загальна сума
purchase-unpriced = Деякі ціни невідомі, тому сума неповна.
purchase-code = Ваш артикул
purchase-quantity = Кількість
purchase-price = Ціна за штуку
purchase-sum = Сума
purchase-open = Залишилося отримати
purchase-why = Причина
purchase-why-position = { $position } у наявності або в дорозі; замовляють починаючи з { $point }, до { $target }
purchase-reckoning = Розрахунок
purchase-losing = Не обрані
purchase-state = Стан
purchase-state-draft = чернетка
purchase-state-waiting = чекає на затвердження
purchase-state-approved = затверджено
purchase-state-sent = надіслано
purchase-state-confirmed = підтверджено
purchase-state-partly-received = отримано частково
purchase-state-received = отримано
purchase-state-closed = закрито
purchase-state-declined = відхилено постачальником
purchase-state-cancelled = скасовано
purchase-do-approve = Затвердити
purchase-do-decline = Не замовляти
purchase-do-confirm = Підтвердити замовлення
purchase-do-refuse = Ми не можемо поставити
purchase-reply = Маєте запитання? Просто дайте відповідь на цей лист.

## Returns
return-number = Номер повернення
return-order = Замовлення
return-requested = Заявлено
return-send-by = Надішліть до
return-refund = Повернення коштів
return-decide-by = Дайте відповідь до
return-reason = Причина
return-condition = Стан
return-outcome = Побажання
return-because = Чому запитують вас
return-do-look-at-return = Переглянути все й вирішити
return-do-approve-return = Схвалити
return-do-refuse-return = Відхилити
returns-say-approved = Ви можете повернути товар.
returns-say-approved-with-fee = Ви можете повернути товар. Із суми повернення буде утримано збір.
returns-say-refunded-at-once = Кошти повертаються одразу.
returns-say-keep-it = Кошти повертаються, а товар можна залишити собі.
returns-say-keep-part = Товар залишається у вас, а частина коштів повертається.
returns-say-donate-it = Кошти повертаються. Будь ласка, віддайте товар тому, кому він знадобиться.
returns-say-looked-at = Ми розглядаємо це й незабаром відповімо.
returns-say-withdrawn = Вашу відмову від покупки отримано.
returns-say-withdrawal-looked-at = Вашу відмову від покупки отримано. Ми перевіряємо, чи немає винятку.
returns-say-too-late = Строк повернення минув.
returns-say-not-delivered = Товар ще не доставлено.
returns-say-too-many = Це більше, ніж іще можна повернути.
returns-say-not-bought = Цього немає в замовленні.
returns-say-final-sale = Товар продано без права повернення.
returns-say-hygiene = Товар запечатано з гігієнічних міркувань, після відкриття повернути його не можна.
returns-say-personalised = Товар виготовлено на ваше замовлення, повернути його не можна.
returns-say-perishable = Товар швидко псується, повернути його не можна.
returns-say-digital = Товар цифровий, повернути його не можна.
returns-say-gift-card = Подарункові картки повернути не можна.
returns-say-discounted = Товар продано з великою знижкою, повернути його не можна.
returns-say-condition = З цієї причини або в цьому стані товар повернути не можна.
returns-say-outcome-not-offered = Те, про що ви просите, для цього товару недоступне.
returns-say-market = Повернення з вашої країни неможливе.
returns-say-not-allowed = Наші умови повернення цього не дозволяють.

# Reasons of the usual list, in which state it is, and what is wanted: for buyers' forms and for the shop's own people
returns-reason-changed-mind = Більше не потрібно
returns-reason-too-small = Замале
returns-reason-too-large = Завелике
returns-reason-ordered-by-mistake = Замовлено помилково
returns-reason-arrived-late = Доставлено надто пізно
returns-reason-damaged-in-transit = Пошкоджено в дорозі
returns-reason-defective = Несправне
returns-reason-wrong-item = Не той товар
returns-reason-not-as-described = Не відповідає опису
returns-reason-missing-parts = Бракує деталей
returns-condition-sealed = Не відкрито
returns-condition-opened = Відкрито, не використано
returns-condition-used = Використано
returns-condition-damaged = Пошкоджено
returns-condition-unsaid = Не вказано
returns-outcome-refund = Повернення грошей
returns-outcome-store-credit = Кредит у магазині
returns-outcome-exchange = Обмін на товар за тією самою ціною
returns-outcome-exchange-difference = Обмін на товар за іншою ціною
returns-outcome-replacement = Ремонт або заміна
returns-outcome-partial-credit = Залишити собі й повернути частину грошей

# Why a person is asked, and what is special about a product: for the shop's own people
return-why-withdrawal-excepted = Це відмова від покупки за законом, але закон знає для неї виняток: { $of }
return-why-withdrawal-late = Це відмова від покупки за законом, але строк для неї минув { $day }
return-why-by-rule = Так велить ваше правило «{ $rule }»
return-why-reviewed-otherwise = Ваші умови залишають такі повернення людині
return-why-restricted = Це особливий товар: { $of }
return-why-discounted = Товар продано з великою знижкою
return-why-fault-not-refused = У поверненні було б відмовлено, але винен магазин або перевізник
return-why-fact-unknown = Вашому правилу «{ $rule }» потрібно те, що невідомо: { $fact }
return-why-delivery-unknown = Ніхто не знає, коли товар було доставлено
return-why-suspicious = Є ознаки зловживання
return-why-beyond-return-limit = Сума більша за ту, яку можна схвалити без людини
return-why-beyond-day-limit = Сьогоднішні повернення більші за те, що можна схвалити без людини
return-why-limit-unknown = Ваші обмеження задано в іншій валюті, ніж замовлення
return-why-breaker-open = Сьогодні схвалено значно більше повернень, ніж зазвичай
return-why-money-unknown = Неможливо розрахувати, скільки потрібно повернути
return-why-unknown-reason = Цієї причини немає у вашому списку
return-why-from-exchange = Товар отримано під час обміну
returns-trait-final-sale = продано без права повернення
returns-trait-hygiene = запечатано з міркувань гігієни
returns-trait-personalised = зроблено на замовлення
returns-trait-perishable = швидко псується
returns-trait-digital = цифровий товар
returns-trait-gift-card = подарункова картка
returns-trait-sealed-media = запечатані записи або програми
return-why-withdrawal = Відмова за законом
return-why-in-time = Вчасно
return-why-excepted = Дали більше часу
return-why-not-worth-returning = Надсилати невигідно
return-why-too-late = Запізно
return-why-market-closed = Із цієї країни повернень немає
return-why-outcome-not-offered = Бажане не пропонується
return-why-no-such-line = Не входить до замовлення
return-why-not-delivered = Ще не доставлено
return-why-too-many = Більше штук, ніж можна повернути
return-why-part-of-bundle = Частина набору
return-why-no-quantity = Не вказано кількості штук
