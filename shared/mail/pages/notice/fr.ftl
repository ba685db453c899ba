notice-not-found-heading = Cette page est introuvable
notice-not-found-text = Le lien est peut-être incomplet ou a expiré. Ouvrez-le de nouveau depuis l’e-mail dans lequel vous l’avez reçu, ou répondez à cet e-mail : nous vous aiderons.
notice-unavailable-heading = Cette page n’est pas disponible pour le moment
notice-unavailable-text = Veuillez réessayer dans quelques minutes.
