action-acknowledge-heading = Acknowledge this alert?
action-acknowledge-text = You say that you have seen it. Nothing more is sent about it unless it gets worse.
action-acknowledge-button = Acknowledge
action-acknowledge-done = Acknowledged
action-snooze-heading = { $n ->
    [one] Snooze this alert for { $n } day?
   *[other] Snooze this alert for { $n } days?
}
action-snooze-text = Nothing is sent about it until { $until }, unless stock runs out.
action-snooze-button = Snooze
action-snooze-done = Snoozed until { $until }
action-told = Alert sent
action-by = Done on { $when } through the link in the mail to “{ $role }”.
action-before = This had already been done. Nothing was changed just now.
action-about = About
action-about-sku = Stock { $id }
action-about-other = { $kind } { $id }
action-foot = This page is for the people of { $shop }.
