owner-digest-subject = { $shop }: riepilogo del giorno, { $date }
owner-digest-subject-silent = { $shop }: nessun ordine, { $date }
owner-digest-heading = Riepilogo del giorno
owner-digest-lead = Da { $since } a { $until }.
owner-digest-silent = Non è arrivato nessun ordine, anche se di solito sono circa { $usual } al giorno. Controlla che il negozio accetti ordini e che i suoi webhook arrivino ancora.

## Orders
owner-digest-orders = Ordini
owner-digest-orders-new = Nuovi ordini
owner-digest-orders-total = Importo complessivo

## Mails
owner-digest-mails = E-mail inviate
owner-digest-mail-order-confirmation = Conferme d’ordine
owner-digest-mail-order-updated = Modifiche di ordini
owner-digest-mail-task = E-mail sulle attività
owner-digest-mail-other = E-mail del tipo { $name }
owner-digest-mails-unsent = Non ancora inviate
owner-digest-mails-again = Richieste di nuovo
owner-digest-returned-bounce = Tornate indietro
owner-digest-returned-complaint = Segnalate come spam
owner-digest-returned-reject = Rifiutate da SES
owner-digest-returned-other = Segnalato da SES: { $name }

## Not sent, and why
owner-digest-kept-back = Non inviate, e perché
owner-digest-because-cancelled = Ordine annullato
owner-digest-because-refunded = Ordine rimborsato
owner-digest-because-draft = Creato da una bozza
owner-digest-because-test-mode = Ordine di prova
owner-digest-because-marketplace-owned = Il marketplace scrive per conto proprio
owner-digest-because-imported = Importato da altrove
owner-digest-because-too-old = Troppo vecchio
owner-digest-because-no-recipient = Nessun indirizzo a cui scrivere
owner-digest-because-held = In sospeso: i dati non tornano
owner-digest-because-other = Altro motivo: { $name }
owner-digest-withheld-off = Automazione disattivata
owner-digest-withheld-shadow = Automazione in modalità ombra
owner-digest-withheld-before-live = Di prima dell’avvio del negozio
owner-digest-withheld-other = Trattenuto: { $name }

## Tasks
owner-digest-tasks = Attività
owner-digest-tasks-opened = Aperte
owner-digest-tasks-closed = Concluse
owner-digest-tasks-open = Aperte adesso
owner-digest-tasks-overdue = Di cui in ritardo

## What came in
owner-digest-came = Che cosa è arrivato
owner-digest-came-told = Notizie da { $name }
owner-digest-came-found = Trovate interrogando { $name }
owner-digest-came-imported = Importate da { $name }
owner-digest-came-refused = Illeggibile: { $name }
owner-digest-came-ignored = Messo da parte: { $name }

## Dead letters
owner-digest-dead = Messaggi non elaborati
owner-digest-dead-in = Nella coda { $name }

## Around
owner-digest-more = Per saperne di più:
owner-digest-reply = Questa e-mail è stata inviata da Nightshift al team di { $shop }.
