owner-digest-subject = { $shop }: підсумок дня, { $date }
owner-digest-subject-silent = { $shop }: замовлень немає, { $date }
owner-digest-heading = Підсумок дня
owner-digest-lead = Період: { $since } — { $until }.
owner-digest-silent = Не надійшло жодного замовлення, хоча зазвичай їх близько { $usual } на день. Перевірте, чи приймає магазин замовлення і чи надходять його вебхуки.

## Orders
owner-digest-orders = Замовлення
owner-digest-orders-new = Нові замовлення
owner-digest-orders-total = Загальна сума

## Mails
owner-digest-mails = Надіслані листи
owner-digest-mail-order-confirmation = Підтвердження замовлень
owner-digest-mail-order-updated = Зміни замовлень
owner-digest-mail-task = Листи про завдання
owner-digest-mail-other = Листи виду { $name }
owner-digest-mails-unsent = Ще не надіслані
owner-digest-mails-again = Запитані повторно
owner-digest-returned-bounce = Повернулися недоставленими
owner-digest-returned-complaint = Позначені як спам
owner-digest-returned-reject = Відхилені SES
owner-digest-returned-other = Повідомлення SES: { $name }

## Not sent, and why
owner-digest-kept-back = Не надіслані та чому
owner-digest-because-cancelled = Замовлення скасовано
owner-digest-because-refunded = Кошти за замовлення повернено
owner-digest-because-draft = Створено з чернетки
owner-digest-because-test-mode = Тестове замовлення
owner-digest-because-marketplace-owned = Маркетплейс пише сам
owner-digest-because-imported = Перенесено з іншого місця
owner-digest-because-too-old = Надто старе
owner-digest-because-no-recipient = Немає адреси для листа
owner-digest-because-held = Призупинено: дані не сходяться
owner-digest-because-other = Інша причина: { $name }
owner-digest-withheld-off = Автоматизацію вимкнено
owner-digest-withheld-shadow = Автоматизація в тіньовому режимі
owner-digest-withheld-before-live = До запуску магазину
owner-digest-withheld-other = Не надіслано: { $name }

## Tasks
owner-digest-tasks = Завдання
owner-digest-tasks-opened = Відкриті за період
owner-digest-tasks-closed = Виконані
owner-digest-tasks-open = Відкриті зараз
owner-digest-tasks-overdue = З них прострочені

## What came in
owner-digest-came = Що надійшло
owner-digest-came-told = Новини від { $name }
owner-digest-came-found = Знайдені за запитом до { $name }
owner-digest-came-imported = Імпортовані з { $name }
owner-digest-came-refused = Не вдалося прочитати: { $name }
owner-digest-came-ignored = Відкладено: { $name }

## Dead letters
owner-digest-dead = Необроблені повідомлення
owner-digest-dead-in = У черзі { $name }

## Around
owner-digest-more = Докладніше покажуть команди:
owner-digest-reply = Цей лист написав Nightshift для працівників магазину { $shop }.
