# Words that all messages share. A message's own words stand in its folder.

order-number = Order { $order }
pieces = { $n ->
    [one] { $n } item
   *[other] { $n } items
}
order-date = Order date
colon = :{ " " }

## Lines
line-untitled = Item
line-sku = SKU
line-quantity = Quantity
line-unit-price = Unit price
line-discount = Discount
line-total = Line total
line-digital = Digital: nothing is shipped
line-gift-card = Gift card: sent by e-mail
line-back-order = On back-order
line-back-order-expected = On back-order, expected { $date }
line-pre-order = Pre-order
line-pre-order-expected = Pre-order, available from { $date }

## Totals
items = Items
subtotal = Subtotal
subtotal-incl-tax = Subtotal (incl. tax)
subtotal-excl-tax = Subtotal (excl. tax)
subtotal-after-discounts = Subtotal after discounts
discount = Discount
discount-named = Discount ({ $name })
shipping = Shipping
shipping-named = Shipping ({ $name })
extra = Surcharge
extra-named = { $name }
tax = Tax
tax-named = { $name }
tax-named-on-base = { $name } on { $base }
tax-contained = Includes tax
tax-contained-named = Includes { $name }
tax-contained-named-on-base = Includes { $name } on { $base }
total = Total
total-incl-tax = Total (incl. tax)
in-shop-currency = In the shop’s own currency
paid-gift-card = Paid with gift card
paid-gift-card-ending = Paid with gift card ending in { $digits }
paid-store-credit = Paid with store credit
still-to-pay = Still to pay
paid-otherwise = Paid by other means

## Payment
payment = Payment
tender-card = Card
tender-gift-card = Gift card
tender-store-credit = Store credit
tender-bank-transfer = Bank transfer
tender-on-delivery = Payment on delivery
tender-other = Other payment method
tender-ending = { $name } ending in { $digits }
transfer-lead = Please transfer the amount to this account. Your order is processed once the money has arrived.
transfer-holder = Account holder
transfer-iban = IBAN
transfer-bic = BIC
transfer-amount = Amount
transfer-reference = Reference
transfer-due = Please pay by
transfer-code = Or scan this code with your banking app.
transfer-code-alt = QR code for your banking app, with the account, amount and reference shown above

## Delivery
promise = Expected delivery
promise-pickup = Ready for pick-up
pickup = Pick-up
pickup-hours = Opening hours
promised-by = Promised by { $day }
expected-now = Now expected
expected-unknown = We can’t say yet when it will arrive.
delay-not-sent = It hasn’t been handed over to the carrier yet.
delay-on-its-way = It is on its way and takes longer than planned.
delay-unclear = It isn’t arriving as planned.

## Addresses
shipping-address = Shipping address
billing-address = Billing address

## Around
view-order = View your order
view-return = View your return
redirected = [redirected] { $subject }
reply = Questions? Just reply to this e-mail.

## What the law wants
legal-seller = Seller
legal-terms = Terms and conditions
legal-terms-online = Read the terms and conditions online
legal-withdrawal = Right of withdrawal
legal-withdrawal-form = Model withdrawal form

## Days
date-range = { $from } to { $to }
instant = { $moment } ({ $zone })

## Stock
stock-level = Level
stock-level-low = Low stock
stock-level-critical = Very low stock
stock-level-out = Out of stock
stock-level-negative = Oversold
stock-item = Item
stock-location = Location
stock-everywhere = All locations together
stock-with = { $what } ({ $more })
stock-available = Available
stock-available-before = { $now } (before: { $before })
stock-on-hand = On hand
stock-reserved = Reserved
stock-buffer = Kept back
stock-damaged = Damaged
stock-in-transit = Between locations
stock-incoming = On its way
stock-undated = date unknown
stock-threshold = Threshold
stock-said-item-here = set for this item at this location
stock-said-item = set for this item
stock-said-storefront = set in the shop system
stock-said-product = set for this product
stock-said-category = set for the category { $name }
stock-said-supplier = set for the supplier { $name }
stock-said-location = set for this location
stock-said-shop = set for the whole shop
stock-said-cover = { $n ->
    [one] what sells in { $n } day
   *[other] what sells in { $n } days
}
stock-said-bundle = { $n ->
    [one] { $n } bundle { $name } must remain
   *[other] { $n } bundles { $name } must remain
}
stock-per-day = Sold per day
stock-method-weighted = weighted average of the days with stock
stock-method-sba = Syntetos–Boylan, for rare sales
stock-method-croston = Croston, for rare sales
stock-method-category = as in its category, for the item is new
stock-season = Season, compared with usual
stock-cover = Lasts for (days)
stock-cover-long = more than a year
stock-runs-out = Expected to run out
stock-next = Next possible delivery
stock-supplier = Supplier
stock-lead = { $n ->
    [one] delivers in { $n } day
   *[other] delivers in { $n } days
}
stock-suggested = Suggested order quantity
stock-lost = Sales likely to be lost
stock-lost-in = { $pieces } in { $days }
stock-pieces = { $n ->
    [one] { $n } piece
   *[other] { $n } pieces
}
stock-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
stock-kits = Bundle that needs it
stock-kits-left = { $n ->
    [one] { $n } left
   *[other] { $n } left
}
stock-cause = Last change
stock-cause-sale = sale
stock-cause-cancellation = cancellation
stock-cause-fulfilment = shipment
stock-cause-return = return
stock-cause-edit = edit by hand
stock-cause-count = stock count
stock-cause-import = import
stock-cause-receipt = delivery received
stock-cause-purchase = purchase order
stock-cause-transfer = transfer
stock-cause-correction = correction
stock-cause-point-of-sale = sale at a till
stock-cause-component = sale of a bundle
stock-cause-reservation = reservation
stock-because = Why you hear of it
stock-because-crossed = It has fallen to the threshold or below.
stock-because-worsened = It has got worse since the last alert.
stock-because-threshold-rose = The stock is the same, but the threshold has risen.
stock-because-first-count = It was already low when it was counted for the first time.
stock-because-snooze-ended = The time for which it was snoozed is over, and it is still low.
stock-because-still-low = What kept it from being reported is over, and it is still low.
stock-chart-alt = { $n ->
    [one] Chart of the last { $n } day: at most { $highest } available, now { $now }; the threshold is { $threshold }.
   *[other] Chart of the last { $n } days: at most { $highest } available, now { $now }; the threshold is { $threshold }.
}
stock-chart-ends = Expected to run out: { $date }.
stock-chart-from = { $n ->
    [one] { $n } day ago
   *[other] { $n } days ago
}
stock-chart-to = { $n ->
    [one] in { $n } day
   *[other] in { $n } days
}
stock-chart-today = today
stock-chart-legend = Bars: available at the end of each day. Dashed line: threshold.
stock-chart-legend-ahead = Hollow bars: expected from tomorrow on.
stock-chart-legend-deliveries = Triangles: deliveries.
stock-do-acknowledge = Acknowledge
stock-do-snooze = { $n ->
    [one] Snooze for { $n } day
   *[other] Snooze for { $n } days
}
stock-do-asks = Each link opens a page that asks once more. Nothing happens before you press its button.
stock-more = { $n ->
    [one] { $n } more is in the attached file.
   *[other] { $n } more are in the attached file.
}
stock-file = The file { $name } has all of it, for a spreadsheet.
stock-reply = Nightshift wrote this to the people of { $shop }.

## Purchases
purchase-number = Order number
purchase-supplier = Supplier
purchase-deliver-to = Deliver to
purchase-expected = Expected
purchase-order-by = Order by
purchase-total = Total
purchase-unpriced = Some prices aren’t known, so the total is incomplete.
purchase-code = Your code
purchase-quantity = Quantity
purchase-price = Price each
purchase-sum = Sum
purchase-open = Still to come
purchase-why = Why
purchase-why-position = { $position } in stock or on the way; order at { $point }, up to { $target }
purchase-reckoning = Reckoning
purchase-losing = Not chosen
purchase-state = State
purchase-state-draft = draft
purchase-state-waiting = waiting for approval
purchase-state-approved = approved
purchase-state-sent = sent
purchase-state-confirmed = confirmed
purchase-state-partly-received = partly received
purchase-state-received = received
purchase-state-closed = closed
purchase-state-declined = declined by the supplier
purchase-state-cancelled = cancelled
purchase-do-approve = Approve
purchase-do-decline = Don’t order
purchase-do-confirm = Confirm the order
purchase-do-refuse = We can’t deliver
purchase-reply = Questions? Just reply to this e-mail.

## Returns
return-number = Return number
return-order = Order
return-requested = Requested on
return-send-by = Send it back by
return-refund = Refund
return-decide-by = Please answer by
return-reason = Reason
return-condition = Condition
return-outcome = Wanted
return-because = Why you are asked
return-do-look-at-return = See everything and decide
return-do-approve-return = Approve
return-do-refuse-return = Refuse
returns-say-approved = You may send it back.
returns-say-approved-with-fee = You may send it back. A fee is deducted from the refund.
returns-say-refunded-at-once = The money is refunded now.
returns-say-keep-it = The money is refunded, and you may keep it.
returns-say-keep-part = You keep it, and part of the money is refunded.
returns-say-donate-it = The money is refunded. Please give it to someone who can use it.
returns-say-looked-at = We are looking at it and will answer soon.
returns-say-withdrawn = Your withdrawal has been received.
returns-say-withdrawal-looked-at = Your withdrawal has been received. We are checking whether an exception applies to it.
returns-say-too-late = The time for returning it is over.
returns-say-not-delivered = It hasn’t been delivered yet.
returns-say-too-many = That is more than can still be returned.
returns-say-not-bought = It isn’t part of this order.
returns-say-final-sale = It was sold as final and can’t be returned.
returns-say-hygiene = It is sealed for hygiene reasons and can’t be returned once opened.
returns-say-personalised = It was made to your wishes and can’t be returned.
returns-say-perishable = It is perishable and can’t be returned.
returns-say-digital = It is digital and can’t be returned.
returns-say-gift-card = Gift cards can’t be returned.
returns-say-discounted = It was sold at a large discount and can’t be returned.
returns-say-condition = It can’t be returned for this reason or in this condition.
returns-say-outcome-not-offered = What you asked for isn’t available for this item.
returns-say-market = Returns from your country aren’t possible.
returns-say-not-allowed = Our return terms don’t allow it.

# Reasons of the usual list, in which state it is, and what is wanted: for buyers' forms and for the shop's own people
returns-reason-changed-mind = No longer wanted
returns-reason-too-small = Too small
returns-reason-too-large = Too large
returns-reason-ordered-by-mistake = Ordered by mistake
returns-reason-arrived-late = Arrived too late
returns-reason-damaged-in-transit = Damaged on the way
returns-reason-defective = Faulty
returns-reason-wrong-item = Wrong item
returns-reason-not-as-described = Not as described
returns-reason-missing-parts = Parts are missing
returns-condition-sealed = Unopened
returns-condition-opened = Opened, not used
returns-condition-used = Used
returns-condition-damaged = Damaged
returns-condition-unsaid = Not stated
returns-outcome-refund = Money back
returns-outcome-store-credit = Store credit
returns-outcome-exchange = Exchange at the same price
returns-outcome-exchange-difference = Exchange at another price
returns-outcome-replacement = Repair or replacement
returns-outcome-partial-credit = Keep it, part of the money back

# Why a person is asked, and what is special about a product: for the shop's own people
return-why-withdrawal-excepted = It is withdrawn by law, but the law knows an exception for it: { $of }
return-why-withdrawal-late = It is withdrawn by law, but the time for that ended on { $day }
return-why-by-rule = Your rule “{ $rule }” says so
return-why-reviewed-otherwise = Your policy leaves such returns to a person
return-why-restricted = It is something special: { $of }
return-why-discounted = It was sold at a large discount
return-why-fault-not-refused = It would be refused, but the shop or the carrier is at fault
return-why-fact-unknown = Your rule “{ $rule }” needs something that isn’t known: { $fact }
return-why-delivery-unknown = Nobody knows when it was delivered
return-why-suspicious = There are signs of misuse
return-why-beyond-return-limit = It comes to more than may be approved without a person
return-why-beyond-day-limit = Today’s returns come to more than may be approved without a person
return-why-limit-unknown = Your limits are in another currency than the order
return-why-breaker-open = Far more returns than usual were approved today
return-why-money-unknown = What has to be paid back can’t be calculated
return-why-unknown-reason = The reason isn’t on your list
return-why-from-exchange = It came in an exchange
returns-trait-final-sale = sold as final
returns-trait-hygiene = sealed for hygiene reasons
returns-trait-personalised = made to the buyer’s wishes
returns-trait-perishable = perishable
returns-trait-digital = digital
returns-trait-gift-card = gift card
returns-trait-sealed-media = sealed recordings or software
return-why-withdrawal = Withdrawal by law
return-why-in-time = In time
return-why-excepted = More time was granted
return-why-not-worth-returning = Not worth sending back
return-why-too-late = Too late
return-why-market-closed = No returns from this country
return-why-outcome-not-offered = What is wanted isn’t offered
return-why-no-such-line = Not part of the order
return-why-not-delivered = Not delivered yet
return-why-too-many = More pieces than can be returned
return-why-part-of-bundle = Part of a bundle
return-why-no-quantity = No number of pieces
