delivery-adherence-subject = { $shop }: дотримано { $share } строків доставки
delivery-adherence-subject-few = { $shop }: строки доставки за тиждень
delivery-adherence-heading = Чи дотримано строків доставки?
delivery-adherence-lead = Доставки зі строком із { $from } до { $to }.
delivery-adherence-verdict-too-few = Відомо надто мало доставок, щоб судити про строки.
delivery-adherence-verdict-below = Дотримано менше ніж 90 % строків. Обіцянки закороткі, або робота йде надто повільно: нижче видно, що саме.
delivery-adherence-verdict-on-target = Як і обіцяно: дотримано від 90 до 95 % строків.
delivery-adherence-verdict-padded = Дотримано понад 95 % строків: вони довші, ніж потрібно, а коротші продавали б більше.

## All of it
delivery-adherence-whole = Загалом
delivery-adherence-share = Частка дотриманих
delivery-adherence-kept = Дотримано
delivery-adherence-missed = Порушено
delivery-adherence-unknown = Невідомо, бо жодне сканування не показує вручення
delivery-adherence-exact = Прибули саме обіцяного дня
delivery-adherence-within-one = Прибули з різницею не більше дня
delivery-adherence-padding = Днів у запасі, у половини
delivery-adherence-handed-over = Передано вчасно

## Why
delivery-adherence-faults = Що порушило обіцянки
delivery-adherence-fault-transit = Перевезення: надто довго в перевізника
delivery-adherence-fault-processing = Обробка: передано із запізненням
delivery-adherence-fault-cut-off = Гранична година: прийнято незадовго до неї й не підготовлено
delivery-adherence-fault-unknown = Причина невідома

## By part
delivery-adherence-weeks = Тиждень за тижнем
delivery-adherence-lanes = За напрямками
delivery-adherence-carriers = За перевізниками
delivery-adherence-warehouses = За складами
delivery-adherence-week = Тиждень від { $date }
delivery-adherence-named = { $name }
delivery-adherence-unnamed = Невідомо
delivery-adherence-others = Усі інші
delivery-adherence-of = { $share } із { $due }

## Around
delivery-adherence-more = Графіки та всі числа:
delivery-adherence-reply = Nightshift пише це працівникам магазину { $shop }.
