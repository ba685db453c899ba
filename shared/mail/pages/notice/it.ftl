notice-not-found-heading = Non troviamo questa pagina
notice-not-found-text = Il link potrebbe essere incompleto o scaduto. Aprilo di nuovo dall’e-mail in cui l’hai ricevuto oppure rispondi a quell’e-mail: ti aiuteremo.
notice-unavailable-heading = Questa pagina al momento non è disponibile
notice-unavailable-text = Riprova tra qualche minuto.
