purchase-cancelled-subject = O pedido { $number } foi cancelado
purchase-cancelled-heading = O pedido { $number } foi cancelado
purchase-cancelled-lead = { $shop } não precisa mais dos itens abaixo. Por favor, não os entregue. Se já estiverem a caminho, responda a este e-mail.
