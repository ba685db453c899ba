delivery-adherence-subject = { $shop }: { $share } of delivery dates kept
delivery-adherence-subject-few = { $shop }: delivery dates of the week
delivery-adherence-heading = Were the delivery dates kept?
delivery-adherence-lead = What was due from { $from } to { $to }.
delivery-adherence-verdict-too-few = Too few deliveries are known to judge the dates.
delivery-adherence-verdict-below = Fewer than 90 % of the dates were kept. Promises are too short, or work is too slow: see below which.
delivery-adherence-verdict-on-target = As promised: between 90 and 95 % of the dates were kept.
delivery-adherence-verdict-padded = More than 95 % of the dates were kept: they are longer than they need to be, and shorter ones would sell more.

## All of it
delivery-adherence-whole = All of it
delivery-adherence-share = Share kept
delivery-adherence-kept = Kept
delivery-adherence-missed = Missed
delivery-adherence-unknown = Unknown, as no scan shows it delivered
delivery-adherence-exact = There on the promised day itself
delivery-adherence-within-one = There within a day of it
delivery-adherence-padding = Days to spare, for half of them
delivery-adherence-handed-over = Handed over on time

## Why
delivery-adherence-faults = What broke promises
delivery-adherence-fault-transit = On the way: too long with the carrier
delivery-adherence-fault-processing = Processing: handed over late
delivery-adherence-fault-cut-off = Cut-off: let through shortly before it, and not made ready
delivery-adherence-fault-unknown = Cause not known

## By part
delivery-adherence-weeks = Week by week
delivery-adherence-lanes = By lane
delivery-adherence-carriers = By carrier
delivery-adherence-warehouses = By warehouse
delivery-adherence-week = Week of { $date }
delivery-adherence-named = { $name }
delivery-adherence-unnamed = Not known
delivery-adherence-others = All others
delivery-adherence-of = { $share } of { $due }

## Around
delivery-adherence-more = For charts and all the numbers:
delivery-adherence-reply = Nightshift wrote this to the people of { $shop }.
