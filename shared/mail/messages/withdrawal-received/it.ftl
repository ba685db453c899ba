withdrawal-received-subject = { $shop }: il tuo recesso dall’ordine { $order }
withdrawal-received-heading = Abbiamo ricevuto il tuo recesso
withdrawal-received-lead = Questa e-mail conferma che abbiamo ricevuto il tuo recesso dall’acquisto dell’ordine { $order }. Conservala: indica da che cosa hai receduto e in quale giorno e a che ora abbiamo ricevuto la tua dichiarazione.
withdrawal-received-next = Rispedisci gli articoli entro 14 giorni. Entro 14 giorni rimborsiamo il prezzo e, se recedi dall’intero ordine, la spedizione standard; possiamo attendere la restituzione o la prova di spedizione.
withdrawal-received-looked-at = Verifichiamo se il recesso è arrivato in tempo e se non si applica un’eccezione; ti risponderemo presto.
