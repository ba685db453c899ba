# What every page has
returns-portal-error = Error
returns-portal-wrong = Please check this
returns-portal-contact = Questions? Write to us
returns-portal-foot = This page is for the people of { $shop }.
returns-portal-back-order = Back to your order
returns-portal-back-desk = Back to the list
returns-portal-next = Continue
returns-portal-back = Back
returns-portal-change = Change something

returns-portal-heading-find = Return something
returns-portal-heading-choose = Returns of order { $order }
returns-portal-heading-details = Why does it go back?
returns-portal-heading-photos = Photos
returns-portal-heading-review = Check and send
returns-portal-heading-withdraw = Withdraw from the contract
returns-portal-heading-confirm = Confirm the withdrawal
returns-portal-heading-status = Return { $number }
returns-portal-heading-desk = Returns that wait for an answer
returns-portal-heading-case = Return { $number }

# Which order?
returns-portal-find-lead = You need no account. The order number and one thing more are enough.
returns-portal-order = Order number
returns-portal-order-hint = It is in the order confirmation.
returns-portal-contact-of-order = E-mail address, postcode or phone number
returns-portal-contact-hint = One of them, as you gave it with the order.
returns-portal-find = Find the order
returns-portal-find-next = Next, you see what can be returned.
returns-portal-not-found = We can’t find an order with these two. Please check both.
returns-portal-busy = { $n ->
    [one] That was too many tries. Please wait { $n } minute, then try again.
   *[other] That was too many tries. Please wait { $n } minutes, then try again.
}
returns-portal-policy = Our terms of returns

# What may go back
returns-portal-resume = You have begun a return
returns-portal-resume-when = Last changed: { $when }
returns-portal-go-on = Go on with it
returns-portal-forget = Discard it
returns-portal-filed = Your returns so far
returns-portal-open = What you can return
returns-portal-open-lead = Choose how many of each you want to send back.
returns-portal-pieces = How many
returns-portal-none = None
returns-portal-until = Can be returned until { $day }
returns-portal-until-open = Can be returned
returns-portal-only-for = Only for these reasons: { $reasons }
returns-portal-reviewed = We look at each return of it before we answer.
returns-portal-choose-next = Next, you say why. Nothing is sent yet.
returns-portal-nothing = Nothing of this order can be returned at the moment.
returns-portal-closed = What can’t be returned
returns-portal-none-left = All of it is in a return already, or has been refunded.

# The withdrawal that the law grants
returns-portal-withdrawal = Right of withdrawal
returns-portal-withdrawal-lead = By law, you can withdraw from the contract without giving a reason.
returns-portal-withdrawal-until = You can do so until { $day }.
returns-portal-withdraw = Withdraw from contract here
returns-portal-withdraw-what = What do you withdraw from?
returns-portal-withdraw-all = Everything is chosen. Change it if you want to keep something.
returns-portal-withdraw-next = Next, you confirm it. Nothing is sent yet.
returns-portal-withdraw-over = You can’t withdraw from this contract here any more.
returns-portal-confirm-lead = Please check what you declare:
returns-portal-confirm-name = Your name
returns-portal-confirm-contract = Contract
returns-portal-confirm-order = Order { $order } of { $day }
returns-portal-confirm-mail = Confirmation goes to
returns-portal-confirm-means = With the button below, you withdraw from the contract for these items.
returns-portal-confirm = Confirm withdrawal
returns-portal-confirm-next = You get a confirmation with date and time by e-mail at once.
returns-portal-confirm-next-here = The next page shows that it has arrived, with date and time.

# Why, in which state, what for
returns-portal-details-lead = Everything but the comment and the photos is needed.
returns-portal-reason = Reason
returns-portal-reason-hint = For some reasons we look at it before we answer.
returns-portal-choose = Please choose
returns-portal-condition = Condition
returns-portal-outcome = What would you like?
returns-portal-comment = Comment (optional)
returns-portal-photos = { $n ->
    [0] Add photos (optional)
    [one] { $n } photo: show or add
   *[other] { $n } photos: show or add
}
returns-portal-split = Another reason for one of them
returns-portal-method = How do you send it back?
returns-portal-method-label = By post, with our label
returns-portal-method-own-post = By post, with my own label
returns-portal-method-drop-off = At a drop-off point
returns-portal-method-store = At your store
returns-portal-method-pick-up = Please collect it
returns-portal-details-next = Next, you see what you get back. Nothing is sent yet.
returns-portal-wrong-pieces = Choose at least one piece.
returns-portal-wrong-too-many = { $n ->
    [one] At most { $n } piece can be returned.
   *[other] At most { $n } pieces can be returned.
}
returns-portal-wrong-reason = Choose a reason.
returns-portal-wrong-condition = Choose the condition.
returns-portal-wrong-outcome = Choose what you would like.
returns-portal-wrong-comment = { $n ->
    [one] Write at most { $n } letter.
   *[other] Write at most { $n } letters.
}

# Photos
returns-portal-photos-lead = Photos help us to answer faster, for example of damage or of the parcel.
returns-portal-photo-choose = Choose a photo
returns-portal-photo-hint = { $n ->
    [one] A picture of at most { $n } megabyte
   *[other] A picture of at most { $n } megabytes
}
returns-portal-photo-send = Add this photo
returns-portal-photo-enough = There are as many photos as we can take.
returns-portal-photos-there = Your photos
returns-portal-photos-none = There are none yet.
returns-portal-photo = Photo { $number }
returns-portal-photo-of = Photo { $number }: { $item }
returns-portal-photo-remove = Remove photo { $number }
returns-portal-photos-done = Done with photos
returns-portal-photos-next = You come back to the form.
returns-portal-photo-too-large = { $n ->
    [one] The file is larger than { $n } megabyte. Please choose a smaller one.
   *[other] The file is larger than { $n } megabytes. Please choose a smaller one.
}
returns-portal-photo-not-a-picture = The file isn’t a picture that we can read. Please choose another one.
returns-portal-photo-too-many = There are as many photos as we can take. Remove one first.
returns-portal-photo-gone = The photo didn’t arrive. Please try it again.

# Before it is filed
returns-portal-review-lead = This is what happens if you send it. Nothing is sent yet.
returns-portal-review-lines = What you return
returns-portal-review-next = You get a confirmation by e-mail, with all that you need to send it back.
returns-portal-review-asked = Someone at the shop looks at it first. You get the answer by e-mail.
returns-portal-review-refused = You can’t send this as it is. Go back if you want to change something.
returns-portal-file = Send the return request
returns-portal-money = Your refund
returns-portal-money-goods = Goods
returns-portal-money-fees = Return fee
returns-portal-money-freight = Shipping you paid
returns-portal-money-clawed-back = Discount no longer earned: { $name }
returns-portal-money-short = Refunded before
returns-portal-money-total = You get back
returns-portal-money-to = To: { $tender }
returns-portal-money-bonus = Bonus on top of the credit
returns-portal-money-to-pay = You still pay for the exchange
returns-portal-money-how = How it is reckoned
returns-portal-refund-at-approval = The money goes back as soon as the return is approved.
returns-portal-refund-at-first-scan = The money goes back as soon as the carrier has the parcel.
returns-portal-refund-at-receipt = The money goes back when the parcel has arrived.
returns-portal-refund-at-inspection = The money goes back when we have checked what arrived.
returns-portal-refund-by = By law, you have it by { $day } at the latest, if you send the goods in time.
returns-portal-sending = Sending it back
returns-portal-sending-none = You needn’t send anything back.
returns-portal-sending-ours = We bear the cost of sending it back.
returns-portal-sending-yours = You pay for sending it back.
returns-portal-send-by = Please send it by { $day }.

# How a return is
returns-portal-state-requested = Received
returns-portal-state-review = Being looked at
returns-portal-state-approved = Approved
returns-portal-state-refused = Refused
returns-portal-state-shipped = Sent back
returns-portal-state-received = Arrived at our place
returns-portal-state-inspected = Checked
returns-portal-state-refunded = Refunded
returns-portal-state-exchanged = Exchange sent
returns-portal-state-closed = Done
returns-portal-state-cancelled = Cancelled
returns-portal-state-expired = Expired
returns-portal-still-to-come = still to come
returns-portal-next-requested = We have your request and will answer by e-mail. You needn’t do anything.
returns-portal-next-review = Someone at the shop is looking at it. You get an answer by { $day }.
returns-portal-next-review-undated = Someone at the shop is looking at it. You get the answer by e-mail.
returns-portal-next-approved = Please send it by { $day }. Below is how.
returns-portal-next-approved-undated = Please send it back. Below is how.
returns-portal-next-kept = You needn’t send anything back. The rest is up to us.
returns-portal-next-refused = It can’t be returned. The reason stands with each item. If you think that is wrong, write to us.
returns-portal-next-shipped = It is on its way to us. We write to you when it has arrived.
returns-portal-next-received = It has arrived, and we are checking it. You needn’t do anything.
returns-portal-next-inspected = We have checked what arrived. What is due to you follows.
returns-portal-next-refunded = We have sent the money. It can take a few days until your bank shows it.
returns-portal-next-exchanged = What you get in exchange has been sent to you.
returns-portal-next-closed = Everything about this return is done.
returns-portal-next-cancelled = This return was cancelled. You can begin a new one as long as there is time.
returns-portal-next-expired = No parcel came in time. If you have sent it already, write to us.
returns-portal-adjusted = What arrived isn’t in the condition that was stated, so the refund is lower.
returns-portal-steps = How far it is
returns-portal-lines = Items
returns-portal-filed-on = Requested on { $when }, from order { $order }
returns-portal-withdrew-on = Withdrawal declared on { $when }, from order { $order }
returns-portal-amount-expected = Expected refund
returns-portal-amount-paid = Refunded on { $day }
returns-portal-amount-under-way = Refund under way
returns-portal-send-pack = Pack it safely, in the original box if you can.
returns-portal-send-slip = Print the packing slip and put it into the parcel.
returns-portal-send-number = Write { $number } on a sheet of paper and put it into the parcel.
returns-portal-slip = Open the packing slip
returns-portal-send-label = Stick our label on the parcel and hand it in.
returns-portal-send-own-post = Send the parcel with a carrier of your choice, and keep the receipt.
returns-portal-send-drop-off = Hand it in at a drop-off point.
returns-portal-send-store = Bring it to our store.
returns-portal-send-pick-up = Keep the parcel ready: it is collected from you.
returns-portal-send-to = Where to
returns-portal-question = We have a question
returns-portal-answer-label = Your answer
returns-portal-answer = Send the answer
returns-portal-sayings = Messages
returns-portal-who-you = You
returns-portal-who-buyer = Buyer
returns-portal-object-heading = You don’t agree with the refund?
returns-portal-object-label = What do you see differently?
returns-portal-object = Object
returns-portal-object-next = Someone at the shop looks at it again and answers you.
returns-portal-cancel-heading = Cancel this return
returns-portal-cancel-lead = You keep the items, and nothing is refunded.
returns-portal-cancel = Cancel the return now
returns-portal-done-filed = We have received it. You get a confirmation by e-mail.
returns-portal-done-cancelled = The return is cancelled.
returns-portal-done-answered = Thank you, your answer has been sent.
returns-portal-done-objected = Your objection has been sent.
returns-portal-done-approved = You have approved it.
returns-portal-done-refused = You have refused it.
returns-portal-done-asked = Your question has been sent to the buyer.
returns-portal-done-already = This had been done before. Nothing was changed just now.

# For the shop’s own people
returns-portal-desk-lead = { $n ->
    [one] { $n } return, the oldest first
   *[other] { $n } returns, the oldest first
}
returns-portal-desk-none = Nothing is waiting.
returns-portal-desk-what = What
returns-portal-desk-since = Waiting since
returns-portal-desk-turn = Whose turn it is
returns-portal-desk-yours = Your turn
returns-portal-desk-method = Comes back
returns-portal-by-law = Withdrawal by law
returns-portal-case-policy = Version of the terms
returns-portal-case-answer = The buyer is told
returns-portal-case-why = By
returns-portal-case-comment = What the buyer writes
returns-portal-case-facts = Facts that were looked at
returns-portal-case-trace = Rules that were looked at
returns-portal-case-signals = What is suspicious
returns-portal-points = { $n ->
    [one] { $n } point
   *[other] { $n } points
}
returns-portal-signal-serial-returner = Most of what they buy comes back
returns-portal-signal-wardrobing = Used for some days, then returned without a fault
returns-portal-signal-address-velocity = Many addresses in a short time
returns-portal-signal-empty-box = Earlier parcels came back empty
returns-portal-signal-dear-first-order = A first order, and an expensive one
returns-portal-rule-held = applies
returns-portal-rule-passed = doesn’t apply
returns-portal-rule-unknown = unknown: { $fact }
returns-portal-step-paid = Paid for these pieces
returns-portal-step-not-as-money = Not paid back as money
returns-portal-step-freight = Shipping
returns-portal-step-fees = Fees
returns-portal-step-clawed-back = Discounts no longer earned
returns-portal-step-short = No longer there to pay back
returns-portal-vote-yes = { $who }: approved
returns-portal-vote-no = { $who }: refused
returns-portal-decide = Your answer
returns-portal-decide-text = Reason, or question to the buyer
returns-portal-decide-hint = Why you approve or refuse stays with the shop. The buyer reads a question.
returns-portal-decide-next = What you press takes effect at once. The buyer is told by e-mail.
returns-portal-ask = Ask the buyer
returns-portal-text-missing = Please write a reason or a question first.
returns-portal-exception = Exception that holds
returns-portal-exception-hint = By law, a withdrawal can be refused only by one of these exceptions.
returns-portal-exception-none = None
returns-portal-exception-hygiene = Sealed for hygiene, and opened
returns-portal-exception-personalised = Made to the buyer’s wishes
returns-portal-exception-perishable = It spoils quickly
returns-portal-exception-digital = Digital, and already provided
returns-portal-exception-sealed-media = Sealed record, film or software, and opened
