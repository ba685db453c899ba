return-approval-subject = { $shop } : décider du retour { $number }
return-approval-heading = Accepter le retour { $number } ?
return-approval-lead = Quelqu’un souhaite renvoyer quelque chose de la commande { $order }. Merci de répondre avant le { $until }.
return-approval-again = Personne n’a encore répondu. Quelqu’un souhaite renvoyer quelque chose de la commande { $order }. Merci de répondre avant le { $until }.
