withdrawal-received-subject = { $shop }: el teu desistiment de la comanda { $order }
withdrawal-received-heading = Hem rebut el teu desistiment
withdrawal-received-lead = Aquest correu confirma que has desistit de la compra de la comanda { $order }. Desa’l: indica de què has desistit i el dia i l’hora en què vam rebre la teva declaració.
withdrawal-received-next = Torna els articles en un termini de 14 dies. Reemborsem el preu i l’enviament estàndard en 14 dies; podem esperar fins que rebem els articles o que demostris que els has enviat.
