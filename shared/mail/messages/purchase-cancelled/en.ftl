purchase-cancelled-subject = Order { $number } is cancelled
purchase-cancelled-heading = Order { $number } is cancelled
purchase-cancelled-lead = { $shop } no longer needs the goods below. Please don’t deliver them. If they are already on their way, please reply to this mail.
