notice-not-found-heading = Wir finden diese Seite nicht
notice-not-found-text = Vielleicht ist der Link unvollständig oder abgelaufen. Öffnen Sie ihn noch einmal aus der E-Mail, in der er stand, oder antworten Sie auf diese E-Mail: Wir helfen Ihnen gern weiter.
notice-unavailable-heading = Diese Seite ist im Moment nicht erreichbar
notice-unavailable-text = Bitte versuchen Sie es in einigen Minuten noch einmal.
