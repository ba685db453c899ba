withdrawal-received-subject = { $shop }: Twoje odstąpienie od zamówienia { $order }
withdrawal-received-heading = Otrzymaliśmy Twoje odstąpienie od umowy
withdrawal-received-lead = Ta wiadomość potwierdza, że otrzymaliśmy Twoje odstąpienie od umowy dotyczącej zamówienia { $order }. Zachowaj ją: podaje, czego dotyczy odstąpienie oraz którego dnia i o której godzinie otrzymaliśmy oświadczenie.
withdrawal-received-next = Odeślij towar w ciągu 14 dni. W ciągu 14 dni zwracamy cenę, a przy odstąpieniu od całego zamówienia także koszt zwykłej dostawy; możemy poczekać na towar lub dowód jego nadania.
withdrawal-received-looked-at = Sprawdzamy, czy odstąpienie nastąpiło w terminie i czy nie zachodzi wyjątek. Wkrótce odpowiemy.
