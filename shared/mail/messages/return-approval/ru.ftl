return-approval-subject = { $shop }: решите о возврате { $number }
return-approval-heading = Одобрить возврат { $number }?
return-approval-lead = Кто-то хочет вернуть товар из заказа { $order }. Пожалуйста, ответьте. Срок: { $until }.
return-approval-again = Пока никто не ответил. Кто-то хочет вернуть товар из заказа { $order }. Пожалуйста, ответьте. Срок: { $until }.
