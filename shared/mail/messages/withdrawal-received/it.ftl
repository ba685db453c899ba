withdrawal-received-subject = { $shop }: il tuo recesso dall’ordine { $order }
withdrawal-received-heading = Abbiamo ricevuto il tuo recesso
withdrawal-received-lead = Questa e-mail conferma che hai esercitato il recesso dall’acquisto dell’ordine { $order }. Conservala: indica da che cosa hai receduto e in quale giorno e a che ora abbiamo ricevuto la tua dichiarazione.
withdrawal-received-next = Rispedisci gli articoli entro 14 giorni. Rimborsiamo il prezzo e la spedizione standard entro 14 giorni; possiamo attendere la restituzione o la prova di spedizione.
