notice-not-found-heading = ページが見つかりません
notice-not-found-text = リンクが途中で切れているか、有効期限が切れている可能性があります。お送りしたメールからもう一度開いていただくか、そのメールにご返信ください。
notice-unavailable-heading = 現在このページを表示できません
notice-unavailable-text = 数分後にもう一度お試しください。
