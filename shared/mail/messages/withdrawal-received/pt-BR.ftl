withdrawal-received-subject = { $shop }: seu arrependimento do pedido { $order }
withdrawal-received-heading = Recebemos o seu arrependimento da compra
withdrawal-received-lead = Este e-mail confirma que recebemos o seu arrependimento da compra do pedido { $order }. Guarde-o: ele diz do que você desistiu e em que dia e a que horas recebemos sua declaração.
withdrawal-received-next = Devolva os itens em até 14 dias. Em até 14 dias reembolsamos o preço e, se você desistir do pedido inteiro, o frete padrão; podemos esperar a chegada dos itens ou o comprovante de envio.
withdrawal-received-looked-at = Estamos verificando se o arrependimento está no prazo e se não há uma exceção; responderemos em breve.
