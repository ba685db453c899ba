withdrawal-received-subject = { $shop } : votre rétractation pour la commande { $order }
withdrawal-received-heading = Nous avons reçu votre rétractation
withdrawal-received-lead = Cet e-mail confirme que vous vous êtes rétracté de votre achat de la commande { $order }. Conservez-le : il indique sur quoi porte votre rétractation, et le jour et l’heure où votre déclaration nous est parvenue.
withdrawal-received-next = Merci de renvoyer les articles dans les 14 jours. Nous remboursons le prix d’achat et les frais de livraison standard dans les 14 jours ; nous pouvons attendre le retour des articles ou la preuve de leur envoi.
