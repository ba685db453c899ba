withdrawal-received-subject = { $shop }: your withdrawal from order { $order }
withdrawal-received-heading = We have received your withdrawal
withdrawal-received-lead = This e-mail confirms that you have withdrawn from your purchase in order { $order }. Please keep it: it states what you withdrew from, and on which day and at what time your declaration reached us.
withdrawal-received-next = Please send the goods back within 14 days. We refund the purchase price and the standard shipping costs within 14 days; we may wait until the goods are back or you have shown that you sent them.
