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
action-snooze-text = Do { $until } nie wyślemy nic w tej sprawie, chyba że towar się skończy.
action-snooze-button = Wstrzymaj
action-snooze-done = Wstrzymano do { $until }
action-told = Alert wysłano
action-by = Wykonano { $when } przez link w wiadomości do „{ $role }”.
action-before = To zostało już zrobione wcześniej. Teraz nic się nie zmieniło.
action-about = Dotyczy
action-about-sku = Stan magazynowy { $id }
action-about-other = { $kind } { $id }
action-foot = Ta strona jest dla zespołu sklepu { $shop }.
