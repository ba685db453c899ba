purchase-chase-subject = Onde está o nosso pedido { $number }?
purchase-chase-heading = O pedido { $number } está atrasado
purchase-chase-lead = Já esperávamos os itens abaixo. Avise, por favor, quando eles vão chegar.
