return-report-subject = { $shop }: вернулось { $share } товаров
return-report-subject-few = { $shop }: возвраты за месяц
return-report-heading = Что вернулось и сколько это стоило
return-report-lead = Возвраты с { $from } по { $to }.
return-report-few = Где продано меньше 20 штук, доля не указана: она ничего не скажет.
return-report-whole = Всё вместе
return-report-sold = Продано штук
return-report-pieces = Штук к возврату
return-report-share = Доля возвратов
return-report-returns = Запрошено возвратов
return-report-withdrawals = Из них отказов по закону
return-report-decisions = Кто решал
return-report-decided = Решено возвратов
return-report-without-person = Из них без человека
return-report-refused = Отклонено
return-report-escalated = Отклонено и рассмотрено заново
return-report-money = Деньги
return-report-refunded = Возвращено
return-report-freight = Из них доставка
return-report-fees = Удержано как плата
return-report-bonus = Добавлено за средства на счёт
return-report-kept = Возвращено за товары, оставшиеся у покупателей
return-report-scrapped = Уплачено за товары, вернувшиеся негодными
return-report-handling = Вернувшиеся посылки
return-report-cost = Во что обошлись возвраты, кроме самих товаров
return-report-cost-each = На один оплаченный возврат
return-report-half-within = Половина получила деньги за
return-report-most-within = Девять из десяти получили их за
return-report-days = { $n ->
    [one] { $n } день
    [few] { $n } дня
    [many] { $n } дней
   *[other] { $n } дня
}
return-report-elsewhere = Возвраты в другой валюте, не вошедшие в эти суммы
return-report-reasons = Почему
return-report-reason-none = Причина не указана
return-report-articles = По товарам
return-report-variants = По вариантам
return-report-unnamed = Без названия
return-report-others = Все остальные
return-report-of = { $returned } из { $sold }
return-report-of-share = { $share }: { $returned } из { $sold }
return-report-descriptions = Описания, которые стоит проверить
return-report-descriptions-lead = Они возвращались как не соответствующие описанию или не того размера чаще, чем объясняет случай.
return-report-suspect = { $reason }: { $returned } из { $sold }; обычно { $usual }
return-report-restock = На обратном пути
return-report-coming = Ожидается { $coming }
return-report-coming-sellable = Ожидается { $coming }, из них около { $sellable } как новые
return-report-months = По месяцам
return-report-chart-alt-days = Штук к возврату в каждый день месяца: не больше { $highest } в день, в среднем { $mean }.
return-report-chart-alt-months = Доля возвратов в каждом из последних месяцев: от { $lowest } до { $highest }.
return-report-chart-legend-days = Каждый столбец — день месяца: штук к возврату. Пунктир — среднее.
return-report-chart-legend-months = Каждый столбец — месяц: доля вернувшихся штук, последний — самый новый. Пунктир — среднее.
return-report-more = Графики и все числа:
return-report-reply = Nightshift написал это сотрудникам магазина { $shop }.
