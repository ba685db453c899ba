purchase-reminder-subject = Please confirm our order { $number }
purchase-reminder-heading = Please confirm order { $number }
purchase-reminder-lead = We haven’t heard yet whether you take on the order below. Please confirm it, or tell us if you can’t deliver.
