return-report-subject = { $shop }: повернулося { $share } товарів
return-report-subject-few = { $shop }: повернення за місяць
return-report-heading = Що повернулося і скільки це коштувало
return-report-lead = Повернення з { $from } по { $to }.
return-report-few = Де продано менше ніж 20 штук, частку не вказано: вона нічого не скаже.
return-report-whole = Усе разом
return-report-sold = Продано штук
return-report-pieces = Штук до повернення
return-report-share = Частка повернень
return-report-returns = Запитано повернень
return-report-withdrawals = З них відмов за законом
return-report-decisions = Хто вирішував
return-report-decided = Вирішено повернень
return-report-without-person = З них без людини
return-report-refused = Відхилено
return-report-escalated = Відхилено й розглянуто знову
return-report-money = Гроші
return-report-refunded = Повернуто
return-report-freight = З них доставка
return-report-fees = Утримано як плату
return-report-bonus = Додано за кошти на рахунок
return-report-kept = Повернуто за товари, що лишилися в покупців
return-report-scrapped = Сплачено за товари, що повернулися непридатними
return-report-handling = Посилки, що повернулися
return-report-cost = У що обійшлися повернення, крім самих товарів
return-report-cost-each = На одне оплачене повернення
return-report-half-within = Половина отримала гроші за
return-report-most-within = Дев’ять із десяти отримали їх за
return-report-days = { $n ->
    [one] { $n } день
    [few] { $n } дні
    [many] { $n } днів
   *[other] { $n } дня
}
return-report-elsewhere = Повернення в іншій валюті, що не ввійшли до цих сум
return-report-reasons = Чому
return-report-reason-none = Причину не вказано
return-report-articles = За товарами
return-report-variants = За варіантами
return-report-unnamed = Без назви
return-report-others = Усі інші
return-report-of = { $returned } із { $sold }
return-report-of-share = { $share }: { $returned } із { $sold }
return-report-descriptions = Описи, які варто перевірити
return-report-descriptions-lead = Вони поверталися як невідповідні опису або не того розміру частіше, ніж пояснює випадок.
return-report-suspect = { $reason }: { $returned } із { $sold }; зазвичай { $usual }
return-report-restock = На зворотному шляху
return-report-coming = Очікується { $coming }
return-report-coming-sellable = Очікується { $coming }, з них близько { $sellable } як нові
return-report-months = За місяцями
return-report-chart-alt-days = Штук до повернення в кожен день місяця: не більше { $highest } на день, у середньому { $mean }.
return-report-chart-alt-months = Частка повернень у кожному з останніх місяців: від { $lowest } до { $highest }.
return-report-chart-legend-days = Кожен стовпець — день місяця: штук до повернення. Пунктир — середнє.
return-report-chart-legend-months = Кожен стовпець — місяць: частка штук, що повернулися, останній — найновіший. Пунктир — середнє.
return-report-more = Графіки й усі числа:
return-report-reply = Nightshift написав це працівникам магазину { $shop }.
