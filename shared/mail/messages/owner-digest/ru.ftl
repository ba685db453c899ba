owner-digest-subject = { $shop }: сводка за день, { $date }
owner-digest-subject-silent = { $shop }: заказов нет, { $date }
owner-digest-heading = Сводка за день
owner-digest-lead = Период: { $since } — { $until }.
owner-digest-silent = Не поступило ни одного заказа, хотя обычно их около { $usual } в день. Проверьте, принимает ли магазин заказы и приходят ли его вебхуки.

## Orders
owner-digest-orders = Заказы
owner-digest-orders-new = Новые заказы
owner-digest-orders-total = Общая сумма

## Mails
owner-digest-mails = Отправленные письма
owner-digest-mail-order-confirmation = Подтверждения заказов
owner-digest-mail-order-updated = Изменения заказов
owner-digest-mail-task = Письма о задачах
owner-digest-mail-other = Письма вида { $name }
owner-digest-mails-unsent = Ещё не отправлены
owner-digest-mails-again = Запрошены повторно
owner-digest-returned-bounce = Вернулись недоставленными
owner-digest-returned-complaint = Отмечены как спам
owner-digest-returned-reject = Отклонены SES
owner-digest-returned-other = Сообщение SES: { $name }

## Not sent, and why
owner-digest-kept-back = Не отправлены и почему
owner-digest-because-cancelled = Заказ отменён
owner-digest-because-refunded = Деньги за заказ возвращены
owner-digest-because-draft = Создан из черновика
owner-digest-because-test-mode = Тестовый заказ
owner-digest-because-marketplace-owned = Маркетплейс пишет сам
owner-digest-because-imported = Перенесён из другого места
owner-digest-because-too-old = Слишком старый
owner-digest-because-no-recipient = Нет адреса для письма
owner-digest-because-held = Приостановлен: данные не сходятся
owner-digest-because-other = Другая причина: { $name }
owner-digest-withheld-off = Автоматизация выключена
owner-digest-withheld-shadow = Автоматизация в теневом режиме
owner-digest-withheld-before-live = До запуска магазина
owner-digest-withheld-other = Не отправлено: { $name }

## Tasks
owner-digest-tasks = Задачи
owner-digest-tasks-opened = Открыты за период
owner-digest-tasks-closed = Выполнены
owner-digest-tasks-open = Открыты сейчас
owner-digest-tasks-overdue = Из них просрочены

## What came in
owner-digest-came = Что поступило
owner-digest-came-told = Новости от { $name }
owner-digest-came-found = Найдены по запросу к { $name }
owner-digest-came-imported = Импортированы из { $name }
owner-digest-came-refused = Не удалось прочитать: { $name }
owner-digest-came-ignored = Отложено: { $name }

## Dead letters
owner-digest-dead = Необработанные сообщения
owner-digest-dead-in = В очереди { $name }

## Around
owner-digest-more = Подробнее покажут команды:
owner-digest-reply = Это письмо написал Nightshift для сотрудников магазина { $shop }.
