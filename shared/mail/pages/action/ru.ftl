action-acknowledge-heading = Подтвердить это предупреждение?
action-acknowledge-text = Вы отмечаете, что видели его. Новое письмо придёт, только если ситуация ухудшится.
action-acknowledge-button = Подтвердить
action-acknowledge-done = Подтверждено
action-snooze-heading = { $n ->
    [one] Отложить это предупреждение на { $n } день?
    [few] Отложить это предупреждение на { $n } дня?
    [many] Отложить это предупреждение на { $n } дней?
   *[other] Отложить это предупреждение на { $n } дня?
}
action-snooze-text = До указанного времени писем об этом не будет, если только товар не закончится: { $until }.
action-snooze-button = Отложить
action-snooze-done = Отложено до: { $until }
action-approve-heading = Заказать это?
action-approve-text = Заказ получит номер и уйдёт поставщику в том виде, в каком он здесь.
action-approve-button = Утвердить
action-approve-done = Утверждён
action-decline-heading = Не заказывать это?
action-decline-text = Ничего не будет заказано. Потребность предложат снова, только когда она изменится.
action-decline-button = Не заказывать
action-decline-done = Не заказан
action-confirm-heading = Подтвердить этот заказ?
action-confirm-text = Вы сообщаете магазину, что принимаете заказ и поставите товары.
action-confirm-button = Подтвердить
action-confirm-done = Заказ подтверждён
action-refuse-heading = Отклонить этот заказ?
action-refuse-text = Вы сообщаете магазину, что не можете поставить товары. Он закажет их в другом месте.
action-refuse-button = Отклонить
action-refuse-done = Заказ отклонён
action-approve-return-heading = Одобрить этот возврат?
action-approve-return-text = Покупатель узнает, что товар можно вернуть, а возврат денег пойдёт своим чередом.
action-approve-return-button = Одобрить
action-approve-return-done = Одобрено
action-refuse-return-heading = Отклонить этот возврат?
action-refuse-return-text = Покупатель узнает, что товар вернуть нельзя. Деньги не возвращаются.
action-refuse-return-button = Отклонить
action-refuse-return-done = Отклонено
action-over = Это больше невозможно
action-amended = Заказ изменился с тех пор, как было отправлено письмо. Вы видите его таким, каков он сейчас.
action-told = Предупреждение отправлено
action-by = Сделано { $when } по ссылке из письма для «{ $role }».
action-by-supplier = Сделано { $when } по ссылке из письма с заказом.
action-before = Это уже было сделано раньше. Сейчас ничего не изменилось.
action-about = Относится к
action-about-sku = Складской остаток { $id }
action-about-other = { $kind } { $id }
action-foot = Эта страница для сотрудников магазина { $shop }.
action-foot-supplier = Эта страница для { $supplier }, поставщика магазина { $shop }.
