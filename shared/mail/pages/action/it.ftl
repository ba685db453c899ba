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
action-approve-heading = Ordinare questo?
action-approve-text = L’ordine riceve il suo numero e va al fornitore così come sta qui.
action-approve-button = Approva
action-approve-done = Approvato
action-decline-heading = Non ordinare questo?
action-decline-text = Non si ordina nulla. Il fabbisogno sarà riproposto solo quando sarà cambiato.
action-decline-button = Non ordinare
action-decline-done = Non ordinato
action-confirm-heading = Confermare questo ordine?
action-confirm-text = Comunica al negozio che accetta l’ordine e che consegnerà.
action-confirm-button = Conferma
action-confirm-done = Ordine confermato
action-refuse-heading = Rifiutare questo ordine?
action-refuse-text = Comunica al negozio che non può consegnare. Ordinerà altrove.
action-refuse-button = Rifiuta
action-refuse-done = Ordine rifiutato
action-approve-return-heading = Approvare questo reso?
action-approve-return-text = Il cliente viene informato che la merce può tornare e il rimborso segue il suo corso.
action-approve-return-button = Approva
action-approve-return-done = Approvato
action-refuse-return-heading = Rifiutare questo reso?
action-refuse-return-text = Il cliente viene informato che la merce non può essere restituita. Non si rimborsa nulla.
action-refuse-return-button = Rifiuta
action-refuse-return-done = Rifiutato
action-over = Non è più possibile
action-amended = Questo ordine è cambiato da quando è stata inviata l’e-mail. Lo vedi com’è adesso.
action-told = Avviso inviato
action-by = Fatto { $when } con il link nell’e-mail a «{ $role }».
action-by-supplier = Fatto { $when } con il link nell’e-mail dell’ordine.
action-before = Era già stato fatto. Ora non è cambiato nulla.
action-about = Riguarda
action-about-sku = Giacenza { $id }
action-about-other = { $kind } { $id }
action-foot = Questa pagina è per il team di { $shop }.
action-foot-supplier = Questa pagina è per { $supplier }, fornitore di { $shop }.
