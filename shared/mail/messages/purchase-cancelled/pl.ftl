purchase-cancelled-subject = Zamówienie { $number } zostało anulowane
purchase-cancelled-heading = Zamówienie { $number } zostało anulowane
purchase-cancelled-lead = { $shop } nie potrzebuje już poniższych towarów. Prosimy ich nie dostarczać. Jeśli są już w drodze, prosimy o odpowiedź na tę wiadomość.
