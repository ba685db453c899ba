withdrawal-received-subject = { $shop }: el teu desistiment de la comanda { $order }
withdrawal-received-heading = Hem rebut el teu desistiment
withdrawal-received-lead = Aquest correu confirma que hem rebut el teu desistiment de la compra de la comanda { $order }. Desa’l: indica de què has desistit i el dia i l’hora en què vam rebre la teva declaració.
withdrawal-received-next = Torna els articles en un termini de 14 dies. En 14 dies reemborsem el preu i, si desisteixes de tota la comanda, l’enviament estàndard; podem esperar fins que rebem els articles o que demostris que els has enviat.
withdrawal-received-looked-at = Comprovem si el desistiment arriba a temps i no s’hi aplica cap excepció; et respondrem aviat.
