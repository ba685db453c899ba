withdrawal-received-subject = { $shop }: el vostre desistiment de la comanda { $order }
withdrawal-received-heading = Hem rebut el vostre desistiment
withdrawal-received-lead = Aquest correu confirma que heu desistit de la compra de la comanda { $order }. Deseu-lo: indica de què heu desistit i el dia i l’hora en què vam rebre la vostra declaració.
withdrawal-received-next = Torneu els articles en un termini de 14 dies. Reemborsem el preu i l’enviament estàndard en 14 dies; podem esperar fins que rebem els articles o que demostreu que els heu enviat.
