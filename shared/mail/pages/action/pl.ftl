action-acknowledge-heading = Potwierdzić ten alert?
action-acknowledge-text = Potwierdzenie oznacza, że alert został zauważony. Kolejna wiadomość przyjdzie tylko wtedy, gdy sytuacja się pogorszy.
action-acknowledge-button = Potwierdź
action-acknowledge-done = Potwierdzono
action-snooze-heading = { $n ->
    [one] Wstrzymać ten alert na { $n } dzień?
    [few] Wstrzymać ten alert na { $n } dni?
    [many] Wstrzymać ten alert na { $n } dni?
   *[other] Wstrzymać ten alert na { $n } dnia?
}
action-snooze-text = Do podanego terminu nie wyślemy nic w tej sprawie, chyba że towar się skończy: { $until }.
action-snooze-button = Wstrzymaj
action-snooze-done = Wstrzymano do: { $until }
action-approve-heading = Zamówić to?
action-approve-text = Zamówienie otrzyma numer i trafi do dostawcy w takiej postaci, jak tutaj.
action-approve-button = Zatwierdź
action-approve-done = Zatwierdzone
action-decline-heading = Nie zamawiać tego?
action-decline-text = Nic nie zostanie zamówione. Zapotrzebowanie pojawi się ponownie dopiero wtedy, gdy się zmieni.
action-decline-button = Nie zamawiaj
action-decline-done = Niezamówione
action-confirm-heading = Potwierdzić to zamówienie?
action-confirm-text = Informują Państwo sklep, że przyjmują zamówienie i je dostarczą.
action-confirm-button = Potwierdź
action-confirm-done = Zamówienie potwierdzone
action-refuse-heading = Odrzucić to zamówienie?
action-refuse-text = Informują Państwo sklep, że nie mogą dostarczyć towarów. Sklep zamówi je gdzie indziej.
action-refuse-button = Odrzuć
action-refuse-done = Zamówienie odrzucone
action-approve-return-heading = Zaakceptować ten zwrot?
action-approve-return-text = Kupujący dowie się, że może odesłać towar, a zwrot pieniędzy nastąpi w swoim trybie.
action-approve-return-button = Zaakceptuj
action-approve-return-done = Zaakceptowano
action-refuse-return-heading = Odrzucić ten zwrot?
action-refuse-return-text = Kupujący dowie się, że towaru nie można zwrócić. Pieniądze nie są zwracane.
action-refuse-return-button = Odrzuć
action-refuse-return-done = Odrzucono
action-over = Tego nie można już zrobić
action-amended = To zamówienie zmieniło się od wysłania wiadomości. Tutaj widać je w obecnej postaci.
action-told = Alert wysłano
action-by = Wykonano { $when } przez link w wiadomości do „{ $role }”.
action-by-supplier = Wykonano { $when } przez link w wiadomości z zamówieniem.
action-before = To zostało już zrobione wcześniej. Teraz nic się nie zmieniło.
action-about = Dotyczy
action-about-sku = Stan magazynowy { $id }
action-about-other = { $kind } { $id }
action-foot = Ta strona jest dla zespołu sklepu { $shop }.
action-foot-supplier = Ta strona jest dla { $supplier }, dostawcy sklepu { $shop }.
