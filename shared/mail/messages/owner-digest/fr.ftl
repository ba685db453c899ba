owner-digest-subject = { $shop } : bilan du jour, { $date }
owner-digest-subject-silent = { $shop } : aucune commande, { $date }
owner-digest-heading = Bilan du jour
owner-digest-lead = Du { $since } au { $until }.
owner-digest-silent = Aucune commande n’est arrivée, alors qu’il y en a d’habitude environ { $usual } par jour. Vérifiez que la boutique accepte les commandes et que ses webhooks arrivent encore.

## Orders
owner-digest-orders = Commandes
owner-digest-orders-new = Nouvelles commandes
owner-digest-orders-total = Leur montant total

## Mails
owner-digest-mails = E-mails envoyés
owner-digest-mail-order-confirmation = Confirmations de commande
owner-digest-mail-order-updated = Modifications de commande
owner-digest-mail-task = E-mails relatifs à des tâches
owner-digest-mail-other = E-mails de type { $name }
owner-digest-mails-unsent = Pas encore envoyés
owner-digest-mails-again = Demandés à nouveau
owner-digest-returned-bounce = Non remis
owner-digest-returned-complaint = Signalés comme indésirables
owner-digest-returned-reject = Refusés par SES
owner-digest-returned-other = Signalé par SES : { $name }

## Not sent, and why
owner-digest-kept-back = Non envoyés, et pourquoi
owner-digest-because-cancelled = Commande annulée
owner-digest-because-refunded = Commande remboursée
owner-digest-because-draft = Créée à partir d’un brouillon
owner-digest-because-test-mode = Commande de test
owner-digest-because-marketplace-owned = La place de marché écrit elle-même
owner-digest-because-imported = Reprise d’ailleurs
owner-digest-because-too-old = Trop ancienne
owner-digest-because-no-recipient = Aucune adresse e-mail
owner-digest-because-held = En attente : données incohérentes
owner-digest-because-other = Autre motif : { $name }
owner-digest-withheld-off = Automatisation désactivée
owner-digest-withheld-shadow = Automatisation en mode fantôme
owner-digest-withheld-before-live = D’avant la mise en service de la boutique
owner-digest-withheld-other = Retenu : { $name }

## Tasks
owner-digest-tasks = Tâches
owner-digest-tasks-opened = Ouvertes
owner-digest-tasks-closed = Terminées
owner-digest-tasks-open = En cours actuellement
owner-digest-tasks-overdue = Dont en retard

## What came in
owner-digest-came = Ce qui est arrivé
owner-digest-came-told = Informations reçues de { $name }
owner-digest-came-found = Trouvées en interrogeant { $name }
owner-digest-came-imported = Importées de { $name }
owner-digest-came-refused = Illisible : { $name }
owner-digest-came-ignored = Mis de côté : { $name }

## Dead letters
owner-digest-dead = Messages non traités
owner-digest-dead-in = Dans la file { $name }

## Around
owner-digest-more = Pour en savoir plus :
owner-digest-reply = Cet e-mail a été envoyé par Nightshift à l’équipe de la boutique { $shop }.
