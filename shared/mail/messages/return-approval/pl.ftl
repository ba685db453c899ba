return-approval-subject = { $shop }: decyzja w sprawie zwrotu { $number }
return-approval-heading = Zaakceptować zwrot { $number }?
return-approval-lead = Ktoś chce zwrócić coś z zamówienia { $order }. Prosimy o odpowiedź. Termin: { $until }.
return-approval-again = Nikt jeszcze nie odpowiedział. Ktoś chce zwrócić coś z zamówienia { $order }. Prosimy o odpowiedź. Termin: { $until }.
