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
promised-by = Обещанный срок: { $day }
expected-now = Теперь ожидается
expected-unknown = Пока мы не можем сказать, когда он прибудет.
delay-not-sent = Он ещё не передан перевозчику.
delay-on-its-way = Он в пути, но доставка занимает больше времени, чем планировалось.
delay-unclear = Доставка идёт не так, как планировалось.

## Addresses
shipping-address = Адрес доставки
billing-address = Платёжный адрес

## Around
view-order = Посмотреть заказ
view-return = Посмотреть возврат
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

## Stock
stock-level = Уровень
stock-level-low = Мало на складе
stock-level-critical = Очень мало на складе
stock-level-out = Нет в наличии
stock-level-negative = Продано больше, чем есть
stock-item = Товар
stock-location = Место
stock-everywhere = Все места вместе
stock-with = { $what } ({ $more })
stock-available = Доступно
stock-available-before = { $now } (было: { $before })
stock-on-hand = На складе
stock-reserved = Зарезервировано
stock-buffer = Отложено про запас
stock-damaged = Повреждено
stock-in-transit = Между местами
stock-incoming = В пути
stock-undated = дата неизвестна
stock-threshold = Порог
stock-said-item-here = задан для этого товара в этом месте
stock-said-item = задан для этого товара
stock-said-storefront = задан в системе магазина
stock-said-product = задан для этого продукта
stock-said-category = задан для категории { $name }
stock-said-supplier = задан для поставщика { $name }
stock-said-location = задан для этого места
stock-said-shop = задан для всего магазина
stock-said-cover = { $n ->
    [one] продажи за { $n } день
    [few] продажи за { $n } дня
    [many] продажи за { $n } дней
   *[other] продажи за { $n } дня
}
stock-said-bundle = { $n ->
    [one] должен остаться { $n } набор { $name }
    [few] должны остаться { $n } набора { $name }
    [many] должны остаться { $n } наборов { $name }
   *[other] должны остаться { $n } набора { $name }
}
stock-per-day = Продажи в день
stock-method-weighted = взвешенное среднее по дням, когда товар был
stock-method-sba = Синтетос — Бойлан, для редких продаж
stock-method-croston = Кростон, для редких продаж
stock-method-category = как в категории, ведь товар новый
stock-season = Сезон по сравнению с обычным
stock-cover = Хватит на (дней)
stock-cover-long = больше года
stock-runs-out = Закончится предположительно
stock-next = Ближайшая возможная поставка
stock-supplier = Поставщик
stock-lead = { $n ->
    [one] поставка за { $n } день
    [few] поставка за { $n } дня
    [many] поставка за { $n } дней
   *[other] поставка за { $n } дня
}
stock-suggested = Предлагаемый объём заказа
stock-lost = Вероятные потери продаж
stock-lost-in = { $pieces } за { $days }
stock-pieces = { $n ->
    [one] { $n } штука
    [few] { $n } штуки
    [many] { $n } штук
   *[other] { $n } штуки
}
stock-days = { $n ->
    [one] { $n } день
    [few] { $n } дня
    [many] { $n } дней
   *[other] { $n } дня
}
stock-kits = Набор, которому он нужен
stock-kits-left = { $n ->
    [one] остался { $n }
    [few] осталось { $n }
    [many] осталось { $n }
   *[other] осталось { $n }
}
stock-cause = Последнее изменение
stock-cause-sale = продажа
stock-cause-cancellation = отмена
stock-cause-fulfilment = отправка
stock-cause-return = возврат
stock-cause-edit = изменение вручную
stock-cause-count = инвентаризация
stock-cause-import = импорт
stock-cause-receipt = приёмка поставки
stock-cause-purchase = заказ поставщику
stock-cause-transfer = перемещение
stock-cause-correction = исправление
stock-cause-point-of-sale = продажа на кассе
stock-cause-component = продажа набора
stock-cause-reservation = резервирование
stock-because = Почему вы об этом узнаёте
stock-because-crossed = Остаток опустился до порога или ниже.
stock-because-worsened = С последнего предупреждения стало хуже.
stock-because-threshold-rose = Остаток тот же, но порог вырос.
stock-because-first-count = Остаток был низким уже при первом подсчёте.
stock-because-snooze-ended = Время, на которое предупреждение отложили, вышло, а остаток всё ещё низкий.
stock-because-still-low = То, что сдерживало предупреждение, прошло, а остаток всё ещё низкий.
stock-chart-alt = { $n ->
    [one] График за последний { $n } день: доступно не больше { $highest }, сейчас { $now }; порог { $threshold }.
    [few] График за последние { $n } дня: доступно не больше { $highest }, сейчас { $now }; порог { $threshold }.
    [many] График за последние { $n } дней: доступно не больше { $highest }, сейчас { $now }; порог { $threshold }.
   *[other] График за последние { $n } дня: доступно не больше { $highest }, сейчас { $now }; порог { $threshold }.
}
stock-chart-ends = Закончится предположительно: { $date }.
stock-chart-from = { $n ->
    [one] { $n } день назад
    [few] { $n } дня назад
    [many] { $n } дней назад
   *[other] { $n } дня назад
}
stock-chart-to = { $n ->
    [one] через { $n } день
    [few] через { $n } дня
    [many] через { $n } дней
   *[other] через { $n } дня
}
stock-chart-today = сегодня
stock-chart-legend = Столбцы: доступно в конце каждого дня. Пунктир: порог.
stock-chart-legend-ahead = Пустые столбцы: прогноз с завтрашнего дня.
stock-chart-legend-deliveries = Треугольники: поставки.
stock-do-acknowledge = Подтвердить
stock-do-snooze = { $n ->
    [one] Отложить на { $n } день
    [few] Отложить на { $n } дня
    [many] Отложить на { $n } дней
   *[other] Отложить на { $n } дня
}
stock-do-asks = Каждая ссылка открывает страницу, которая спросит ещё раз. Пока вы не нажмёте на ней кнопку, ничего не произойдёт.
stock-more = { $n ->
    [one] Ещё { $n } товар — в приложенном файле.
    [few] Ещё { $n } товара — в приложенном файле.
    [many] Ещё { $n } товаров — в приложенном файле.
   *[other] Ещё { $n } товара — в приложенном файле.
}
stock-file = В файле { $name } есть всё, для электронной таблицы.
stock-reply = Это письмо написал Nightshift для сотрудников магазина { $shop }.

## Purchases
purchase-number = Номер заказа
purchase-supplier = Поставщик
purchase-deliver-to = Место доставки
purchase-expected = Ожидается
purchase-order-by = Заказать до
purchase-total = Общая сумма
purchase-unpriced = Некоторые цены неизвестны, поэтому сумма неполная.
purchase-code = Ваш артикул
purchase-quantity = Количество
purchase-price = Цена за штуку
purchase-sum = Сумма
purchase-open = Осталось получить
purchase-why = Причина
purchase-why-position = { $position } в наличии или в пути; заказывают начиная с { $point }, до { $target }
purchase-reckoning = Расчёт
purchase-losing = Не выбраны
purchase-state = Состояние
purchase-state-draft = черновик
purchase-state-waiting = ждёт утверждения
purchase-state-approved = утверждён
purchase-state-sent = отправлен
purchase-state-confirmed = подтверждён
purchase-state-partly-received = получен частично
purchase-state-received = получен
purchase-state-closed = закрыт
purchase-state-declined = отклонён поставщиком
purchase-state-cancelled = отменён
purchase-do-approve = Утвердить
purchase-do-decline = Не заказывать
purchase-do-confirm = Подтвердить заказ
purchase-do-refuse = Мы не можем поставить
purchase-reply = Есть вопросы? Просто ответьте на это письмо.

## Returns
return-number = Номер возврата
return-order = Заказ
return-requested = Заявлен
return-send-by = Отправьте до
return-refund = Возврат денег
return-decide-by = Ответьте до
return-reason = Причина
return-condition = Состояние
return-outcome = Пожелание
return-because = Почему спрашивают вас
return-do-look-at-return = Посмотреть всё и решить
return-do-approve-return = Одобрить
return-do-refuse-return = Отклонить
returns-say-approved = Вы можете вернуть товар.
returns-say-approved-with-fee = Вы можете вернуть товар. Из суммы возврата будет вычтен сбор.
returns-say-refunded-at-once = Деньги возвращаются сразу.
returns-say-keep-it = Деньги возвращаются, а товар можно оставить себе.
returns-say-keep-part = Товар остаётся у вас, а часть денег возвращается.
returns-say-donate-it = Деньги возвращаются. Пожалуйста, отдайте товар тому, кому он пригодится.
returns-say-looked-at = Мы рассматриваем это и скоро ответим.
returns-say-withdrawn = Ваш отказ от покупки получен.
returns-say-withdrawal-looked-at = Ваш отказ от покупки получен. Мы проверяем, нет ли исключения.
returns-say-too-late = Срок возврата истёк.
returns-say-not-delivered = Товар ещё не доставлен.
returns-say-too-many = Это больше, чем ещё можно вернуть.
returns-say-not-bought = Этого нет в заказе.
returns-say-final-sale = Товар продан без права возврата.
returns-say-hygiene = Товар запечатан из гигиенических соображений, после вскрытия вернуть его нельзя.
returns-say-personalised = Товар сделан по вашему заказу, вернуть его нельзя.
returns-say-perishable = Товар скоропортящийся, вернуть его нельзя.
returns-say-digital = Товар цифровой, вернуть его нельзя.
returns-say-gift-card = Подарочные карты вернуть нельзя.
returns-say-discounted = Товар продан с большой скидкой, вернуть его нельзя.
returns-say-condition = По этой причине или в этом состоянии товар вернуть нельзя.
returns-say-outcome-not-offered = То, о чём вы просите, для этого товара недоступно.
returns-say-market = Возврат из вашей страны невозможен.
returns-say-not-allowed = Наши условия возврата этого не допускают.

# Reasons of the usual list, in which state it is, and what is wanted: for buyers' forms and for the shop's own people
returns-reason-changed-mind = Больше не нужно
returns-reason-too-small = Слишком маленькое
returns-reason-too-large = Слишком большое
returns-reason-ordered-by-mistake = Заказано по ошибке
returns-reason-arrived-late = Доставлено слишком поздно
returns-reason-damaged-in-transit = Повреждено в пути
returns-reason-defective = Неисправно
returns-reason-wrong-item = Не тот товар
returns-reason-not-as-described = Не соответствует описанию
returns-reason-missing-parts = Не хватает деталей
returns-condition-sealed = Не вскрыто
returns-condition-opened = Вскрыто, не использовано
returns-condition-used = Использовано
returns-condition-damaged = Повреждено
returns-condition-unsaid = Не указано
returns-outcome-refund = Возврат денег
returns-outcome-store-credit = Кредит на покупки в магазине
returns-outcome-exchange = Обмен на товар по той же цене
returns-outcome-exchange-difference = Обмен на товар по другой цене
returns-outcome-replacement = Ремонт или замена
returns-outcome-partial-credit = Оставить себе и вернуть часть денег

# Why a person is asked, and what is special about a product: for the shop's own people
return-why-withdrawal-excepted = Это отказ от покупки по закону, но закон знает для него исключение: { $of }
return-why-withdrawal-late = Это отказ от покупки по закону, но срок для него истёк { $day }
return-why-by-rule = Так велит ваше правило «{ $rule }»
return-why-reviewed-otherwise = Ваши условия оставляют такие возвраты человеку
return-why-restricted = Это особый товар: { $of }
return-why-discounted = Товар продан с большой скидкой
return-why-fault-not-refused = В возврате было бы отказано, но виноват магазин или перевозчик
return-why-fact-unknown = Вашему правилу «{ $rule }» нужно то, что неизвестно: { $fact }
return-why-delivery-unknown = Никто не знает, когда товар был доставлен
return-why-suspicious = Есть признаки злоупотребления
return-why-beyond-return-limit = Сумма больше той, что можно одобрить без человека
return-why-beyond-day-limit = Сегодняшние возвраты больше того, что можно одобрить без человека
return-why-limit-unknown = Ваши ограничения заданы в другой валюте, чем заказ
return-why-breaker-open = Сегодня одобрено намного больше возвратов, чем обычно
return-why-money-unknown = Невозможно рассчитать, сколько нужно вернуть
return-why-unknown-reason = Этой причины нет в вашем списке
return-why-from-exchange = Товар получен при обмене
returns-trait-final-sale = продано без права возврата
returns-trait-hygiene = запечатано из соображений гигиены
returns-trait-personalised = сделано на заказ
returns-trait-perishable = скоропортящееся
returns-trait-digital = цифровой товар
returns-trait-gift-card = подарочная карта
returns-trait-sealed-media = запечатанные записи или программы
return-why-withdrawal = Отказ по закону
return-why-in-time = Вовремя
return-why-excepted = Дали больше времени
return-why-not-worth-returning = Отправлять невыгодно
return-why-too-late = Слишком поздно
return-why-market-closed = Из этой страны возвратов нет
return-why-outcome-not-offered = Желаемое не предлагается
return-why-no-such-line = Не входит в заказ
return-why-not-delivered = Ещё не доставлено
return-why-too-many = Больше штук, чем можно вернуть
return-why-part-of-bundle = Часть набора
return-why-no-quantity = Не указано число штук
