purchase-chase-subject = Where is our order { $number }?
purchase-chase-heading = Order { $number } is overdue
purchase-chase-lead = We expected the goods below by now. Please tell us when they will arrive.
