purchase-order-subject = Purchase order { $number } from { $shop }
purchase-order-heading = Purchase order { $number }
purchase-order-lead = { $shop } orders the goods below. Please confirm the order, or tell us if you can’t deliver.
