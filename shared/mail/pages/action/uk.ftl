action-acknowledge-heading = Підтвердити це попередження?
action-acknowledge-text = Ви зазначаєте, що бачили його. Новий лист надійде, лише якщо ситуація погіршиться.
action-acknowledge-button = Підтвердити
action-acknowledge-done = Підтверджено
action-snooze-heading = { $n ->
    [one] Відкласти це попередження на { $n } день?
    [few] Відкласти це попередження на { $n } дні?
    [many] Відкласти це попередження на { $n } днів?
   *[other] Відкласти це попередження на { $n } дня?
}
action-snooze-text = До зазначеного часу листів про це не буде, якщо тільки товар не закінчиться: { $until }.
action-snooze-button = Відкласти
action-snooze-done = Відкладено до: { $until }
action-told = Попередження надіслано
action-by = Зроблено { $when } за посиланням із листа для «{ $role }».
action-before = Це вже було зроблено раніше. Зараз нічого не змінилося.
action-about = Стосується
action-about-sku = Складський залишок { $id }
action-about-other = { $kind } { $id }
action-foot = Ця сторінка для працівників магазину { $shop }.
