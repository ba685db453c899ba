return-approval-subject = { $shop }: قرار بشأن الإرجاع { $number }
return-approval-heading = هل توافق على الإرجاع { $number }؟
return-approval-lead = يرغب أحدهم في إرجاع شيء من الطلب { $order }. يرجى الرد قبل { $until }.
return-approval-again = لم يرد أحد بعد. يرغب أحدهم في إرجاع شيء من الطلب { $order }. يرجى الرد قبل { $until }.
