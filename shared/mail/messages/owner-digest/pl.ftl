owner-digest-subject = { $shop }: podsumowanie dnia, { $date }
owner-digest-subject-silent = { $shop }: brak zamówień, { $date }
owner-digest-heading = Podsumowanie dnia
owner-digest-lead = Okres: { $since } – { $until }.
owner-digest-silent = Nie wpłynęło żadne zamówienie, choć zwykle jest ich około { $usual } dziennie. Należy sprawdzić, czy sklep przyjmuje zamówienia i czy jego webhooki nadal przychodzą.

## Orders
owner-digest-orders = Zamówienia
owner-digest-orders-new = Nowe zamówienia
owner-digest-orders-total = Łączna wartość

## Mails
owner-digest-mails = Wysłane wiadomości
owner-digest-mail-order-confirmation = Potwierdzenia zamówień
owner-digest-mail-order-updated = Zmiany w zamówieniach
owner-digest-mail-task = Wiadomości o zadaniach
owner-digest-mail-other = Wiadomości typu { $name }
owner-digest-mails-unsent = Jeszcze niewysłane
owner-digest-mails-again = Zlecone ponownie
owner-digest-returned-bounce = Zwrócone jako niedoręczone
owner-digest-returned-complaint = Oznaczone jako spam
owner-digest-returned-reject = Odrzucone przez SES
owner-digest-returned-other = Zgłoszone przez SES: { $name }

## Not sent, and why
owner-digest-kept-back = Niewysłane i dlaczego
owner-digest-because-cancelled = Zamówienie anulowane
owner-digest-because-refunded = Zwrócono pieniądze za zamówienie
owner-digest-because-draft = Utworzone z wersji roboczej
owner-digest-because-test-mode = Zamówienie testowe
owner-digest-because-marketplace-owned = Platforma handlowa pisze sama
owner-digest-because-imported = Przeniesione skądinąd
owner-digest-because-too-old = Zbyt stare
owner-digest-because-no-recipient = Brak adresu e-mail
owner-digest-because-held = Wstrzymane: dane się nie zgadzają
owner-digest-because-other = Inny powód: { $name }
owner-digest-withheld-off = Automatyzacja wyłączona
owner-digest-withheld-shadow = Automatyzacja w trybie cienia
owner-digest-withheld-before-live = Sprzed uruchomienia sklepu
owner-digest-withheld-other = Zatrzymane: { $name }

## Tasks
owner-digest-tasks = Zadania
owner-digest-tasks-opened = Otwarte w tym czasie
owner-digest-tasks-closed = Zakończone
owner-digest-tasks-open = Otwarte teraz
owner-digest-tasks-overdue = W tym po terminie

## What came in
owner-digest-came = Co wpłynęło
owner-digest-came-told = Wiadomości ze źródła { $name }
owner-digest-came-found = Znalezione po zapytaniu źródła { $name }
owner-digest-came-imported = Zaimportowane z { $name }
owner-digest-came-refused = Nieczytelne: { $name }
owner-digest-came-ignored = Odłożone: { $name }

## Dead letters
owner-digest-dead = Nieprzetworzone komunikaty
owner-digest-dead-in = W kolejce { $name }

## Around
owner-digest-more = Więcej pokażą polecenia:
owner-digest-reply = Tę wiadomość napisał Nightshift do zespołu sklepu { $shop }.
