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
task-about-unknown = { $kind } { $id }

## Around
task-close = Once it is done, close it with this command, your name in place of NAME:
task-reply = Nightshift wrote this to the people of { $shop }.
