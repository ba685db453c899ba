withdrawal-received-subject = { $shop }: your withdrawal from order { $order }
withdrawal-received-heading = We have received your withdrawal
withdrawal-received-lead = This e-mail confirms that we have received your withdrawal from the purchase in order { $order }. Please keep it: it states what you withdrew from, and on which day and at what time your declaration reached us.
withdrawal-received-next = Please send the goods back within 14 days. Within 14 days, we refund the purchase price and, if you withdraw from the whole order, the standard shipping costs; we may wait until the goods are back or you have shown that you sent them.
withdrawal-received-looked-at = We are checking whether the withdrawal is in time and no exception applies, and will answer soon.
