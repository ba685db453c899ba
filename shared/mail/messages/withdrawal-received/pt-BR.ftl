withdrawal-received-subject = { $shop }: seu arrependimento do pedido { $order }
withdrawal-received-heading = Recebemos o seu arrependimento da compra
withdrawal-received-lead = Este e-mail confirma que você desistiu da compra do pedido { $order }. Guarde-o: ele diz do que você desistiu e em que dia e a que horas recebemos sua declaração.
withdrawal-received-next = Devolva os itens em até 14 dias. Reembolsamos o preço e o frete padrão em até 14 dias; podemos esperar a chegada dos itens ou o comprovante de envio.
