action-acknowledge-heading = Vols confirmar que has vist aquest avís?
action-acknowledge-text = No se n’enviarà res més, tret que la situació empitjori.
action-acknowledge-button = Confirma
action-acknowledge-done = Confirmat
action-snooze-heading = { $n ->
    [one] Vols ajornar aquest avís { $n } dia?
    [many] Vols ajornar aquest avís { $n } de dies?
   *[other] Vols ajornar aquest avís { $n } dies?
}
action-snooze-text = No se n’enviarà res fins al { $until }, tret que s’esgoti l’estoc.
action-snooze-button = Ajorna
action-snooze-done = Ajornat fins al { $until }
action-approve-heading = Vols demanar això?
action-approve-text = La comanda rep el seu número i s’envia al proveïdor tal com consta aquí.
action-approve-button = Aprova
action-approve-done = Aprovada
action-decline-heading = No vols demanar això?
action-decline-text = No es demana res. La necessitat només es tornarà a proposar quan hagi canviat.
action-decline-button = No ho demanis
action-decline-done = No demanada
action-confirm-heading = Voleu confirmar aquesta comanda?
action-confirm-text = Comuniqueu a la botiga que accepteu la comanda i que la lliurareu.
action-confirm-button = Confirma
action-confirm-done = Comanda confirmada
action-refuse-heading = Voleu rebutjar aquesta comanda?
action-refuse-text = Comuniqueu a la botiga que no la podeu lliurar. Ho demanarà en un altre lloc.
action-refuse-button = Rebutja
action-refuse-done = Comanda rebutjada
action-approve-return-heading = Vols aprovar aquesta devolució?
action-approve-return-text = S’informa el comprador que pot tornar els articles i el reemborsament segueix el seu curs.
action-approve-return-button = Aprova
action-approve-return-done = Aprovada
action-refuse-return-heading = Vols rebutjar aquesta devolució?
action-refuse-return-text = S’informa el comprador que els articles no es poden tornar. No es reemborsa res.
action-refuse-return-button = Rebutja
action-refuse-return-done = Rebutjada
action-over = Això ja no és possible
action-amended = Aquesta comanda ha canviat des que es va enviar el correu. La veus tal com és ara.
action-told = Avís enviat
action-by = Fet el { $when } amb l’enllaç del correu adreçat a «{ $role }».
action-by-supplier = Fet el { $when } amb l’enllaç del correu de la comanda.
action-before = Ja estava fet. Ara no s’ha canviat res.
action-about = Sobre
action-about-sku = Estoc { $id }
action-about-other = { $kind } { $id }
action-foot = Aquesta pàgina és per a l’equip de la botiga { $shop }.
action-foot-supplier = Aquesta pàgina és per a { $supplier }, proveïdor de la botiga { $shop }.
