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
action-told = Alerte envoyée
action-by = Fait le { $when } par le lien de l’e-mail adressé à « { $role } ».
action-before = C’était déjà fait. Rien n’a été modifié à l’instant.
action-about = Objet
action-about-sku = Stock { $id }
action-about-other = { $kind } { $id }
action-foot = Cette page est destinée à l’équipe de la boutique { $shop }.
