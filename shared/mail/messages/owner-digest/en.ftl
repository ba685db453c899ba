owner-digest-subject = { $shop }: daily digest, { $date }
owner-digest-subject-silent = { $shop }: no orders, { $date }
owner-digest-heading = Daily digest
owner-digest-lead = From { $since } to { $until }.
owner-digest-silent = No order came in, although about { $usual } a day are usual. Look whether the shop takes orders, and whether its webhooks still come.

## Orders
owner-digest-orders = Orders
owner-digest-orders-new = New orders
owner-digest-orders-total = Their total

## Mails
owner-digest-mails = Mails sent
owner-digest-mail-order-confirmation = Order confirmations
owner-digest-mail-order-updated = Order updates
owner-digest-mail-task = Mails about tasks
owner-digest-mail-other = Mails of the kind { $name }
owner-digest-mails-unsent = Not sent yet
owner-digest-mails-again = Asked for again
owner-digest-returned-bounce = Came back undelivered
owner-digest-returned-complaint = Marked as spam
owner-digest-returned-reject = Rejected by SES
owner-digest-returned-other = Reported by SES: { $name }

## Not sent, and why
owner-digest-kept-back = Not sent, and why
owner-digest-because-cancelled = Order cancelled
owner-digest-because-refunded = Order refunded
owner-digest-because-draft = Made from a draft
owner-digest-because-test-mode = Test order
owner-digest-because-marketplace-owned = The marketplace writes itself
owner-digest-because-imported = Brought in from elsewhere
owner-digest-because-too-old = Too old
owner-digest-because-no-recipient = No address to write to
owner-digest-because-held = On hold: something doesn’t add up
owner-digest-because-other = Other reason: { $name }
owner-digest-withheld-off = Automation switched off
owner-digest-withheld-shadow = Automation in shadow mode
owner-digest-withheld-before-live = From before the shop went live
owner-digest-withheld-other = Kept back: { $name }

## Tasks
owner-digest-tasks = Tasks
owner-digest-tasks-opened = Opened
owner-digest-tasks-closed = Done
owner-digest-tasks-open = Open now
owner-digest-tasks-overdue = Of those, overdue

## What came in
owner-digest-came = What came in
owner-digest-came-told = News from { $name }
owner-digest-came-found = Found by asking { $name }
owner-digest-came-imported = Imported from { $name }
owner-digest-came-refused = Unreadable: { $name }
owner-digest-came-ignored = Left aside: { $name }

## Dead letters
owner-digest-dead = Dead letters
owner-digest-dead-in = In the queue { $name }

## Around
owner-digest-more = To look further:
owner-digest-reply = Nightshift wrote this to the people of { $shop }.
