withdrawal-received-subject = { $shop } : votre rétractation pour la commande { $order }
withdrawal-received-heading = Nous avons reçu votre rétractation
withdrawal-received-lead = Cet e-mail confirme que nous avons reçu votre rétractation de l’achat de la commande { $order }. Conservez-le : il indique sur quoi porte votre rétractation, et le jour et l’heure où votre déclaration nous est parvenue.
withdrawal-received-next = Merci de renvoyer les articles dans les 14 jours. Nous remboursons dans les 14 jours le prix d’achat et, si vous vous rétractez de toute la commande, les frais de livraison standard ; nous pouvons attendre le retour des articles ou la preuve de leur envoi.
withdrawal-received-looked-at = Nous vérifions si la rétractation intervient à temps et si aucune exception ne s’applique, et nous vous répondrons bientôt.
