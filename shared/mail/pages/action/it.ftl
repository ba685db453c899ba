action-acknowledge-heading = Confermare di aver visto questo avviso?
action-acknowledge-text = Non verrà inviato altro al riguardo, a meno che la situazione peggiori.
action-acknowledge-button = Conferma
action-acknowledge-done = Confermato
action-snooze-heading = { $n ->
    [one] Posticipare questo avviso di { $n } giorno?
    [many] Posticipare questo avviso di { $n } di giorni?
   *[other] Posticipare questo avviso di { $n } giorni?
}
action-snooze-text = Non verrà inviato nulla al riguardo fino a { $until }, a meno che la giacenza si esaurisca.
action-snooze-button = Posticipa
action-snooze-done = Posticipato fino a { $until }
action-told = Avviso inviato
action-by = Fatto { $when } con il link nell’e-mail a «{ $role }».
action-before = Era già stato fatto. Ora non è cambiato nulla.
action-about = Riguarda
action-about-sku = Giacenza { $id }
action-about-other = { $kind } { $id }
action-foot = Questa pagina è per il team di { $shop }.
