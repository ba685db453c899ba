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
action-told = Hinweis gesendet
action-by = Erledigt am { $when } über den Link in der E-Mail an „{ $role }“.
action-before = Das war bereits erledigt. Es wurde gerade nichts geändert.
action-about = Betrifft
action-about-sku = Bestand { $id }
action-about-other = { $kind } { $id }
action-foot = Diese Seite ist für das Team von { $shop }.
