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
action-approve-heading = Order this?
action-approve-text = The order gets its number and goes to the supplier as it stands here.
action-approve-button = Approve
action-approve-done = Approved
action-decline-heading = Don’t order this?
action-decline-text = Nothing is ordered. What is needed is proposed again only once the need has changed.
action-decline-button = Don’t order
action-decline-done = Not ordered
action-confirm-heading = Confirm this order?
action-confirm-text = You tell the shop that you take the order on and will deliver.
action-confirm-button = Confirm
action-confirm-done = Order confirmed
action-refuse-heading = Decline this order?
action-refuse-text = You tell the shop that you can’t deliver. It will order elsewhere.
action-refuse-button = Decline
action-refuse-done = Order declined
action-over = This can no longer be done
action-amended = This order has changed since the mail was sent. You see it as it is now.
action-told = Alert sent
action-by = Done on { $when } through the link in the mail to “{ $role }”.
action-by-supplier = Done on { $when } through the link in the order’s mail.
action-before = This had already been done. Nothing was changed just now.
action-about = About
action-about-sku = Stock { $id }
action-about-other = { $kind } { $id }
action-foot = This page is for the people of { $shop }.
action-foot-supplier = This page is for { $supplier }, which supplies { $shop }.
