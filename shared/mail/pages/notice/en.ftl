notice-not-found-heading = We can’t find this page
notice-not-found-text = The link may be incomplete, or it may have expired. Open it again from the e-mail that it came in, or reply to that e-mail and somebody will help you.
notice-unavailable-heading = This page isn’t available right now
notice-unavailable-text = Please try again in a few minutes.
