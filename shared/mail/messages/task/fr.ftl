task-subject = { $shop } : { $title } ({ $about })
task-lead = Cette tâche demande l’intervention d’une personne, avant le { $due }.
task-about = Objet
task-due = Échéance

## What must be done, by the reason's word
task-title-erase-customer = Données client à effacer
task-text-erase-customer = La plateforme signale que les données de cette personne doivent être effacées. Effacez tout ce qui en est conservé : dans les tables de Nightshift et partout ailleurs, par exemple dans les boîtes mail et d’autres services. Ne gardez que ce que la loi vous oblige à conserver, comme les factures.
task-title-export-customer = Données client à transmettre
task-text-export-customer = Cette personne a demandé les données que vous détenez à son sujet. Rassemblez-les, ici et partout ailleurs, puis transmettez-les-lui vous-même.
task-title-erase-shop = Données de la boutique à effacer
task-text-erase-shop = La plateforme signale que toutes les données provenant de cette boutique doivent être effacées, car l’application en a été retirée. Effacez tout ce qui en est conservé. Ne gardez que ce que la loi vous oblige à conserver, comme les factures.
task-title-app-uninstalled = L’application a été retirée de la boutique
task-text-app-uninstalled = La plateforme n’envoie plus de webhooks : ce qui se passe dans la boutique n’est donc plus détecté. S’il s’agit d’une erreur, réinstallez l’application et enregistrez ses webhooks ; sinon, désactivez les automatisations de cette boutique.
task-title-webhooks-silent = Aucun webhook n’arrive
task-text-webhooks-silent = Cette source n’a rien envoyé depuis plus longtemps que d’habitude. Vérifiez sur la plateforme que ses webhooks existent toujours, qu’ils sont activés et qu’ils sont envoyés à la bonne adresse.
task-title-webhooks-missed = Des webhooks ne sont pas arrivés
task-text-webhooks-missed = Une vérification auprès de la plateforme a révélé des modifications dont les webhooks ne sont jamais arrivés. Elles ont été prises en compte et ne demandent rien de plus ; reste à comprendre pourquoi elles n’ont pas été annoncées. Vérifiez sur la plateforme que les webhooks existent toujours, qu’ils sont activés et qu’ils reçoivent une réponse.
task-title-platform-refuses-us = La plateforme refuse l’accès à Nightshift
task-text-platform-refuses-us = La plateforme a répondu que notre clé n’est pas valide, qu’elle ne permet pas de lire les commandes ou que la boutique a changé d’adresse. Rendez ses droits à l’application ou à la clé, ou enregistrez de nouveaux identifiants dans SSM sous les mêmes noms. D’ici là, les commandes qu’aucun webhook n’annonce ne seront pas trouvées.
task-title-order-held = Une commande est en attente
task-text-order-held = Les données de cette commande ne concordent pas : aucun e-mail à son sujet ne part donc automatiquement. Comparez-la avec la plateforme, corrigez-la là-bas et, si nécessaire, écrivez vous-même à la personne qui l’a passée.
task-title-buyer-without-address = Une commande n’a pas d’adresse e-mail
task-text-buyer-without-address = Cette commande ne peut pas être confirmée, car elle n’a pas d’adresse e-mail valide. Demandez-en une à la personne qui l’a passée et ajoutez-la à la commande sur la plateforme. Si la commande n’est pas trop ancienne à ce moment-là, la confirmation part automatiquement.
task-title-mail-bounced = Une adresse e-mail ne fonctionne pas
task-text-mail-bounced = Un e-mail au sujet de cette commande a été définitivement rejeté : l’adresse n’existe pas ou n’accepte aucun message. Plus rien n’y est envoyé. Demandez une autre adresse, corrigez-la dans la commande sur la plateforme, puis renvoyez l’e-mail avec la commande resend.
task-title-mail-undelivered = Un e-mail n’est pas arrivé
task-text-mail-undelivered = La messagerie a renvoyé un e-mail au sujet de cette commande, par exemple parce qu’elle est pleine ou que personne ne la consulte en ce moment. L’adresse est peut-être correcte et reste utilisée. Renvoyez l’e-mail plus tard avec la commande resend, ou contactez la personne par un autre moyen.
task-title-mail-complained = Un e-mail a été signalé comme indésirable
task-text-mail-complained = La personne qui a reçu un e-mail au sujet de cette commande l’a signalé comme indésirable, si bien que plus rien n’est envoyé à cette adresse. Cherchez à savoir s’il s’agit d’une erreur et si cette personne a bien passé la commande. Si les e-mails sont finalement les bienvenus, autorisez-les de nouveau avec la commande suppression lift.
task-title-mail-rejected = Un e-mail a été refusé après son envoi
task-text-mail-rejected = Le service d’envoi a accepté un e-mail au sujet de cette commande, puis a refusé de le remettre à cause de son contenu. Il n’est donc pas arrivé. Vérifiez les textes et fichiers de la boutique qui en font partie et, si nécessaire, écrivez vous-même à la personne.
task-title-mail-unsent = Un e-mail ne peut pas être envoyé
task-text-mail-unsent = Un e-mail au sujet de cette commande ne peut pas être envoyé dans l’état actuel ; les détails ci-dessous en donnent la raison. Corrigez la cause, puis envoyez l’e-mail avec la commande resend, ou écrivez vous-même à la personne.
task-title-mail-in-doubt = On ne sait pas si un e-mail est parti
task-text-mail-in-doubt = La réponse du service d’envoi à un e-mail au sujet de cette commande s’est perdue, et aucun rapport n’est arrivé. Pour que personne ne le reçoive deux fois, il n’est pas renvoyé automatiquement. S’il est indispensable, envoyez-le avec la commande resend ; il peut alors arriver deux fois.
task-title-mails-missing = Des e-mails manquent
task-text-mails-missing = Depuis plus d’une demi-heure, des e-mails demandés ne sont pas partis, ou des commandes sont restées sans décision. Ils ont été demandés à nouveau, en vain. Regardez les messages non traités et les alarmes ; la commande « cargo nightshift missing » montre ce qui manque, et pourquoi.
task-title-stock-ledger-wrong = Un stock était mal tenu
task-text-stock-ledger-wrong = Cette nuit, le stock tenu pour cet article ne correspondait pas à la somme de ses mouvements. Il a été rétabli d’après le journal et réévalué ; reste à trouver la cause. Vérifiez si quelqu’un a modifié la table à la main ou si une version antérieure a été remise en place et, en cas de doute, comptez l’article.
task-title-unknown = Une action est nécessaire : { $reason }
task-text-unknown = Il n’y a pas d’instructions pour le mot « { $reason } ». Les détails ci-dessous et le journal de l’élément concerné en disent plus.

## What it is about
task-about-order = Commande { $id }
task-about-customer = Fiche client { $id }
task-about-product = Produit { $id }
task-about-item = Article en stock { $id }
task-about-sku = Stock { $id }
task-about-return = Retour { $id }
task-about-shop = Boutique { $id }
task-about-source = Source { $id }
task-about-watch = E-mails sortants
task-about-unknown = { $kind } { $id }

## Around
task-close = Une fois la tâche terminée, clôturez-la avec cette ligne de commande, en remplaçant NAME par votre nom :
task-reply = Cet e-mail a été envoyé par Nightshift à l’équipe de la boutique { $shop }.
