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
action-told = Avís enviat
action-by = Fet el { $when } amb l’enllaç del correu adreçat a «{ $role }».
action-before = Ja estava fet. Ara no s’ha canviat res.
action-about = Sobre
action-about-sku = Estoc { $id }
action-about-other = { $kind } { $id }
action-foot = Aquesta pàgina és per a l’equip de la botiga { $shop }.
