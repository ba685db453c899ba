withdrawal-received-subject = { $shop }: Twoje odstąpienie od zamówienia { $order }
withdrawal-received-heading = Otrzymaliśmy Twoje odstąpienie od umowy
withdrawal-received-lead = Ta wiadomość potwierdza odstąpienie od umowy dotyczącej zamówienia { $order }. Zachowaj ją: podaje, czego dotyczy odstąpienie oraz którego dnia i o której godzinie otrzymaliśmy oświadczenie.
withdrawal-received-next = Odeślij towar w ciągu 14 dni. Cenę i koszt zwykłej dostawy zwracamy w ciągu 14 dni; możemy poczekać na towar lub dowód jego nadania.
