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

## Addresses
shipping-address = Shipping address
billing-address = Billing address

## Around
view-order = View your order
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
