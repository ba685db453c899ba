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
action-told = Предупреждение отправлено
action-by = Сделано { $when } по ссылке из письма для «{ $role }».
action-before = Это уже было сделано раньше. Сейчас ничего не изменилось.
action-about = Относится к
action-about-sku = Складской остаток { $id }
action-about-other = { $kind } { $id }
action-foot = Эта страница для сотрудников магазина { $shop }.
