delivery-adherence-subject = { $shop }: соблюдено { $share } сроков доставки
delivery-adherence-subject-few = { $shop }: сроки доставки за неделю
delivery-adherence-heading = Соблюдены ли сроки доставки?
delivery-adherence-lead = Доставки со сроком с { $from } по { $to }.
delivery-adherence-verdict-too-few = Известно слишком мало доставок, чтобы судить о сроках.
delivery-adherence-verdict-below = Соблюдено меньше 90 % сроков. Обещания слишком короткие, либо работа идёт слишком медленно: ниже видно, что именно.
delivery-adherence-verdict-on-target = Как и обещано: соблюдено от 90 до 95 % сроков.
delivery-adherence-verdict-padded = Соблюдено больше 95 % сроков: они длиннее, чем нужно, а более короткие продавали бы больше.

## All of it
delivery-adherence-whole = В целом
delivery-adherence-share = Доля соблюдённых
delivery-adherence-kept = Соблюдены
delivery-adherence-missed = Нарушены
delivery-adherence-unknown = Неизвестно, так как ни одно сканирование не показывает вручения
delivery-adherence-exact = Прибыли именно в обещанный день
delivery-adherence-within-one = Прибыли с разницей не более дня
delivery-adherence-padding = Дней в запасе, у половины
delivery-adherence-handed-over = Переданы вовремя

## Why
delivery-adherence-faults = Что нарушило обещания
delivery-adherence-fault-transit = Перевозка: слишком долго у перевозчика
delivery-adherence-fault-processing = Обработка: переданы с опозданием
delivery-adherence-fault-cut-off = Крайний час: приняты незадолго до него и не подготовлены
delivery-adherence-fault-unknown = Причина неизвестна

## By part
delivery-adherence-weeks = По неделям
delivery-adherence-lanes = По направлениям
delivery-adherence-carriers = По перевозчикам
delivery-adherence-warehouses = По складам
delivery-adherence-week = Неделя с { $date }
delivery-adherence-named = { $name }
delivery-adherence-unnamed = Неизвестно
delivery-adherence-others = Все остальные
delivery-adherence-of = { $share } из { $due }

## Around
delivery-adherence-more = Графики и все числа:
delivery-adherence-reply = Nightshift пишет это сотрудникам магазина { $shop }.
