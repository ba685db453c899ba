task-subject = { $shop }: { $title } ({ $about })
task-lead = This waits for a person. It is due by { $due }.
task-about = About
task-due = Due

## What must be done, by the reason's word
task-title-erase-customer = Erase a customer’s data
task-text-erase-customer = The platform passes on that this customer’s data must be erased. Erase what is kept of it: in Nightshift’s tables and wherever else you have it, such as mailboxes and other services. Keep only what the law makes you keep, such as invoices.
task-title-export-customer = Hand over a customer’s data
task-text-export-customer = This customer has asked for the data that you hold about them. Gather it, here and wherever else you have it, and give it to the customer yourself.
task-title-erase-shop = Erase a shop’s data
task-text-erase-shop = The platform passes on that all data taken from this shop must be erased, because the app was removed from it. Erase what is kept of it. Keep only what the law makes you keep, such as invoices.
task-title-app-uninstalled = The app was removed from the shop
task-text-app-uninstalled = The platform no longer sends webhooks, so nothing that happens in the shop is noticed any more. If that was a mistake, install the app again and register its webhooks; if it wasn’t, switch this shop’s automations off.
task-title-webhooks-silent = No webhooks are coming
task-text-webhooks-silent = Nothing has come from this source for longer than is usual for it. Look at the platform whether its webhooks are still there, switched on and sent to the right address.
task-title-webhooks-missed = Webhooks were missed
task-text-webhooks-missed = Asking the platform brought up changes whose webhooks never came. They have been taken in and need nothing more; what needs you is the reason. Look at the platform whether its webhooks are still there, switched on and answered.
task-title-platform-refuses-us = The platform doesn’t let Nightshift in
task-text-platform-refuses-us = It answered that our key isn’t valid, may not read orders, or that the shop has moved. Give the app or key its rights back, or put new credentials into SSM under the same names. Until then, orders that no webhook tells of aren’t found.
task-title-order-held = An order is on hold
task-text-order-held = Something about this order doesn’t hold together, so no mail about it goes out by itself. Compare it with the platform, mend it there, and write to the buyer yourself if need be.
task-title-buyer-without-address = A buyer has no e-mail address
task-text-buyer-without-address = This order can’t be confirmed, because it has no valid e-mail address. Ask the buyer for one and add it to the order on the platform. If the order isn’t too old by then, the confirmation goes out by itself.
task-title-mail-bounced = A buyer has no working address
task-text-mail-bounced = A mail about this order came back for good: the address doesn’t exist or takes no mail. Nothing more is sent to it. Ask the buyer for another address, correct it in the order on the platform, then send the mail again with the command resend.
task-title-mail-undelivered = A mail hasn’t reached its buyer
task-text-mail-undelivered = The buyer’s mailbox sent back a mail about this order, for instance because it is full or nobody reads it at the moment. The address may be right and stays in use. Send the mail again later with the command resend, or reach the buyer another way.
task-title-mail-complained = A buyer marked a mail as spam
task-text-mail-complained = The reader of a mail about this order marked it as unwanted, so nothing more is sent to this address. Find out whether that was a mistake, and whether the buyer placed this order at all. If mails are welcome after all, allow them again with the command suppression lift.
task-title-mail-rejected = A mail was rejected after it had been sent
task-text-mail-rejected = The mail service accepted a mail about this order and then refused to deliver it because of its content, so the buyer doesn’t have it. Check the shop’s own texts and files that go with it, and write to the buyer yourself if need be.
task-title-mail-unsent = A mail can’t be sent
task-text-mail-unsent = A mail about this order can’t be sent as things are; the details say why. Mend the cause, then send the mail with the command resend, or write to the buyer yourself.
task-title-mail-in-doubt = It isn’t known whether a mail went out
task-text-mail-in-doubt = The mail service’s answer to a mail about this order was lost, and no report on it came. It isn’t sent again by itself, so that nobody gets it twice. If the buyer must have it, send it with the command resend; it may then arrive twice.
task-title-mails-missing = Mails are missing
task-text-mails-missing = Mails that were asked for didn’t go out, or orders were never decided about, for more than half an hour. They were asked for again, in vain. Look at the dead letters and at the alarms; the command “cargo nightshift missing” lists what is missing, and why.
task-title-stock-ledger-wrong = A stock ledger was wrong
task-text-stock-ledger-wrong = At night, this item’s ledger wasn’t what its movements come to. It has been put right from the journal and judged anew; what needs you is the reason. Look whether somebody changed the table by hand, or a version was rolled back, and count the item if you are in doubt.
task-title-unknown = Something needs doing: { $reason }
task-text-unknown = There are no instructions for the word “{ $reason }”. The details below and the journal of what it is about say more.

## What it is about
task-about-order = Order { $id }
task-about-customer = Customer { $id }
task-about-product = Product { $id }
task-about-item = Inventory item { $id }
task-about-sku = Stock { $id }
task-about-return = Return { $id }
task-about-shop = Shop { $id }
task-about-source = Source { $id }
task-about-watch = Outgoing mails
task-about-unknown = { $kind } { $id }

## Around
task-close = Once it is done, close it with this command, your name in place of NAME:
task-reply = Nightshift wrote this to the people of { $shop }.
