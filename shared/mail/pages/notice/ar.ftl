notice-not-found-heading = تعذر العثور على هذه الصفحة
notice-not-found-text = قد يكون الرابط غير مكتمل أو انتهت صلاحيته. افتحه مرة أخرى من الرسالة التي وصلك فيها، أو رد على تلك الرسالة وسنساعدك.
notice-unavailable-heading = هذه الصفحة غير متاحة حاليًا
notice-unavailable-text = يرجى المحاولة مرة أخرى بعد بضع دقائق.
