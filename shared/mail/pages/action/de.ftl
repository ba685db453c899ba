action-acknowledge-heading = Diesen Hinweis bestätigen?
action-acknowledge-text = Damit sagen Sie, dass Sie ihn gesehen haben. Weitere E-Mails dazu kommen nur, wenn es schlimmer wird.
action-acknowledge-button = Bestätigen
action-acknowledge-done = Bestätigt
action-snooze-heading = { $n ->
    [one] Diesen Hinweis { $n } Tag lang stummschalten?
   *[other] Diesen Hinweis { $n } Tage lang stummschalten?
}
action-snooze-text = Bis { $until } kommt nichts mehr dazu, es sei denn, der Bestand geht ganz aus.
action-snooze-button = Stummschalten
action-snooze-done = Stummgeschaltet bis { $until }
action-approve-heading = Das bestellen?
action-approve-text = Die Bestellung bekommt ihre Nummer und geht so, wie sie hier steht, an den Lieferanten.
action-approve-button = Freigeben
action-approve-done = Freigegeben
action-decline-heading = Das nicht bestellen?
action-decline-text = Es wird nichts bestellt. Vorgeschlagen wird der Bedarf erst wieder, wenn er sich geändert hat.
action-decline-button = Nicht bestellen
action-decline-done = Nicht bestellt
action-confirm-heading = Diese Bestellung bestätigen?
action-confirm-text = Sie sagen dem Shop damit, dass Sie die Bestellung annehmen und liefern.
action-confirm-button = Bestätigen
action-confirm-done = Bestellung bestätigt
action-refuse-heading = Diese Bestellung ablehnen?
action-refuse-text = Sie sagen dem Shop damit, dass Sie nicht liefern können. Er bestellt dann anderswo.
action-refuse-button = Ablehnen
action-refuse-done = Bestellung abgelehnt
action-over = Das ist nicht mehr möglich
action-amended = Diese Bestellung hat sich geändert, seit die E-Mail verschickt wurde. Sie sehen sie, wie sie jetzt ist.
action-told = Hinweis gesendet
action-by = Erledigt am { $when } über den Link in der E-Mail an „{ $role }“.
action-by-supplier = Erledigt am { $when } über den Link in der E-Mail zur Bestellung.
action-before = Das war bereits erledigt. Es wurde gerade nichts geändert.
action-about = Betrifft
action-about-sku = Bestand { $id }
action-about-other = { $kind } { $id }
action-foot = Diese Seite ist für das Team von { $shop }.
action-foot-supplier = Diese Seite ist für { $supplier }, Lieferant von { $shop }.
