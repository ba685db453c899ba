# Words that all messages share. A message's own words stand in its folder.

order-number = Order { $order }
pieces = { $n ->
    [one] { $n } item
   *[other] { $n } items
}
colon = :{ " " }

## Lines
line-untitled = Item
line-sku = SKU
line-quantity = Quantity
line-unit-price = Unit price
line-discount = Discount
line-total = Line total

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

## Addresses
shipping-address = Shipping address
billing-address = Billing address

## Around
view-order = View your order
redirected = [redirected] { $subject }
reply = Questions? Just reply to this e-mail.

## Instants
instant = { $weekday }, { $day } { $month } { $year }, { $time } ({ $zone })
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
