owner-digest-subject = { $shop }: resum del dia, { $date }
owner-digest-subject-silent = { $shop }: sense comandes, { $date }
owner-digest-heading = Resum del dia
owner-digest-lead = Del { $since } al { $until }.
owner-digest-silent = No ha arribat cap comanda, tot i que normalment n’arriben unes { $usual } al dia. Comprova que la botiga accepta comandes i que els seus webhooks encara arriben.

## Orders
owner-digest-orders = Comandes
owner-digest-orders-new = Comandes noves
owner-digest-orders-total = Import total

## Mails
owner-digest-mails = Correus enviats
owner-digest-mail-order-confirmation = Confirmacions de comanda
owner-digest-mail-order-updated = Canvis de comanda
owner-digest-mail-task = Correus sobre tasques
owner-digest-mail-other = Correus del tipus { $name }
owner-digest-mails-unsent = Encara no enviats
owner-digest-mails-again = Demanats de nou
owner-digest-returned-bounce = Retornats sense lliurar
owner-digest-returned-complaint = Marcats com a correu brossa
owner-digest-returned-reject = Rebutjats per SES
owner-digest-returned-other = Notificat per SES: { $name }

## Not sent, and why
owner-digest-kept-back = No enviats, i per què
owner-digest-because-cancelled = Comanda anul·lada
owner-digest-because-refunded = Comanda reemborsada
owner-digest-because-draft = Creada a partir d’un esborrany
owner-digest-because-test-mode = Comanda de prova
owner-digest-because-marketplace-owned = El marketplace escriu pel seu compte
owner-digest-because-imported = Portada d’un altre lloc
owner-digest-because-too-old = Massa antiga
owner-digest-because-no-recipient = Sense adreça on escriure
owner-digest-because-held = Retinguda: hi ha dades que no quadren
owner-digest-because-other = Un altre motiu: { $name }
owner-digest-withheld-off = Automatització desactivada
owner-digest-withheld-shadow = Automatització en mode ombra
owner-digest-withheld-before-live = D’abans de la posada en marxa de la botiga
owner-digest-withheld-other = Retingut: { $name }

## Tasks
owner-digest-tasks = Tasques
owner-digest-tasks-opened = Obertes
owner-digest-tasks-closed = Fetes
owner-digest-tasks-open = Obertes ara
owner-digest-tasks-overdue = D’aquestes, amb retard

## What came in
owner-digest-came = El que ha arribat
owner-digest-came-told = Novetats de { $name }
owner-digest-came-found = Trobades en consultar { $name }
owner-digest-came-imported = Importades de { $name }
owner-digest-came-refused = Il·legible: { $name }
owner-digest-came-ignored = Deixat de banda: { $name }

## Dead letters
owner-digest-dead = Missatges sense processar
owner-digest-dead-in = A la cua { $name }

## Around
owner-digest-more = Per saber-ne més:
owner-digest-reply = Nightshift ha enviat aquest correu a l’equip de la botiga { $shop }.
