action-acknowledge-heading = Confirmer la lecture de cette alerte ?
action-acknowledge-text = Vous indiquez que vous l’avez vue. Vous ne recevrez plus rien à ce sujet, sauf si la situation s’aggrave.
action-acknowledge-button = Confirmer la lecture
action-acknowledge-done = Lecture confirmée
action-snooze-heading = { $n ->
    [one] Mettre cette alerte en pause pendant { $n } jour ?
    [many] Mettre cette alerte en pause pendant { $n } de jours ?
   *[other] Mettre cette alerte en pause pendant { $n } jours ?
}
action-snooze-text = Rien ne sera envoyé à ce sujet jusqu’au { $until }, sauf en cas de rupture de stock.
action-snooze-button = Mettre en pause
action-snooze-done = En pause jusqu’au { $until }
action-approve-heading = Commander ceci ?
action-approve-text = La commande reçoit son numéro et part chez le fournisseur telle qu’elle figure ici.
action-approve-button = Approuver
action-approve-done = Approuvée
action-decline-heading = Ne pas commander ceci ?
action-decline-text = Rien n’est commandé. Le besoin ne sera proposé de nouveau que lorsqu’il aura changé.
action-decline-button = Ne pas commander
action-decline-done = Non commandée
action-confirm-heading = Confirmer cette commande ?
action-confirm-text = Vous indiquez à la boutique que vous acceptez la commande et que vous livrerez.
action-confirm-button = Confirmer
action-confirm-done = Commande confirmée
action-refuse-heading = Refuser cette commande ?
action-refuse-text = Vous indiquez à la boutique que vous ne pouvez pas livrer. Elle commandera ailleurs.
action-refuse-button = Refuser
action-refuse-done = Commande refusée
action-approve-return-heading = Accepter ce retour ?
action-approve-return-text = L’acheteur est informé que les articles peuvent revenir, et le remboursement suit son cours.
action-approve-return-button = Accepter
action-approve-return-done = Accepté
action-refuse-return-heading = Refuser ce retour ?
action-refuse-return-text = L’acheteur est informé que les articles ne peuvent être repris. Rien n’est remboursé.
action-refuse-return-button = Refuser
action-refuse-return-done = Refusé
action-over = Ce n’est plus possible
action-amended = Cette commande a changé depuis l’envoi de l’e-mail. Vous la voyez telle qu’elle est maintenant.
action-told = Alerte envoyée
action-by = Fait le { $when } par le lien de l’e-mail adressé à « { $role } ».
action-by-supplier = Fait le { $when } par le lien de l’e-mail de commande.
action-before = C’était déjà fait. Rien n’a été modifié à l’instant.
action-about = Objet
action-about-sku = Stock { $id }
action-about-other = { $kind } { $id }
action-foot = Cette page est destinée à l’équipe de la boutique { $shop }.
action-foot-supplier = Cette page est destinée à { $supplier }, fournisseur de la boutique { $shop }.
