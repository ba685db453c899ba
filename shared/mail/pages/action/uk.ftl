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
action-approve-heading = Замовити це?
action-approve-text = Замовлення отримає номер і піде постачальнику таким, яким воно є тут.
action-approve-button = Затвердити
action-approve-done = Затверджено
action-decline-heading = Не замовляти це?
action-decline-text = Нічого не буде замовлено. Потребу запропонують знову, лише коли вона зміниться.
action-decline-button = Не замовляти
action-decline-done = Не замовлено
action-confirm-heading = Підтвердити це замовлення?
action-confirm-text = Ви повідомляєте магазин, що приймаєте замовлення й поставите товари.
action-confirm-button = Підтвердити
action-confirm-done = Замовлення підтверджено
action-refuse-heading = Відхилити це замовлення?
action-refuse-text = Ви повідомляєте магазин, що не можете поставити товари. Він замовить їх деінде.
action-refuse-button = Відхилити
action-refuse-done = Замовлення відхилено
action-approve-return-heading = Схвалити це повернення?
action-approve-return-text = Покупець дізнається, що товар можна повернути, а повернення коштів піде своїм ходом.
action-approve-return-button = Схвалити
action-approve-return-done = Схвалено
action-refuse-return-heading = Відхилити це повернення?
action-refuse-return-text = Покупець дізнається, що товар повернути не можна. Кошти не повертаються.
action-refuse-return-button = Відхилити
action-refuse-return-done = Відхилено
action-over = Це вже неможливо
action-amended = Замовлення змінилося відтоді, як було надіслано лист. Ви бачите його таким, яким воно є зараз.
action-told = Попередження надіслано
action-by = Зроблено { $when } за посиланням із листа для «{ $role }».
action-by-supplier = Зроблено { $when } за посиланням із листа із замовленням.
action-before = Це вже було зроблено раніше. Зараз нічого не змінилося.
action-about = Стосується
action-about-sku = Складський залишок { $id }
action-about-other = { $kind } { $id }
action-foot = Ця сторінка для працівників магазину { $shop }.
action-foot-supplier = Ця сторінка для { $supplier }, постачальника магазину { $shop }.
