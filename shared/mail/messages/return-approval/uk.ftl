return-approval-subject = { $shop }: вирішіть щодо повернення { $number }
return-approval-heading = Схвалити повернення { $number }?
return-approval-lead = Хтось хоче повернути товар із замовлення { $order }. Будь ласка, дайте відповідь. Термін: { $until }.
return-approval-again = Поки ніхто не відповів. Хтось хоче повернути товар із замовлення { $order }. Будь ласка, дайте відповідь. Термін: { $until }.
