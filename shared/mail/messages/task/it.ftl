task-subject = { $shop }: { $title } ({ $about })
task-lead = Questa attività richiede l’intervento di una persona entro { $due }.
task-about = Riguarda
task-due = Scadenza

## What must be done, by the reason's word
task-title-erase-customer = Dati cliente da cancellare
task-text-erase-customer = La piattaforma comunica che i dati di questa persona vanno cancellati. Cancella tutte le copie esistenti: nelle tabelle di Nightshift e in qualsiasi altro posto, per esempio nelle caselle di posta e in altri servizi. Tieni solo ciò che la legge impone di conservare, come le fatture.
task-title-export-customer = Dati cliente da consegnare
task-text-export-customer = Questa persona ha chiesto i dati che conservi su di lei. Raccoglili, qui e in qualsiasi altro posto, e consegnali direttamente alla persona.
task-title-erase-shop = Dati del negozio da cancellare
task-text-erase-shop = La piattaforma comunica che tutti i dati provenienti da questo negozio vanno cancellati, perché l’app è stata rimossa. Cancella tutte le copie esistenti. Tieni solo ciò che la legge impone di conservare, come le fatture.
task-title-app-uninstalled = L’app è stata rimossa dal negozio
task-text-app-uninstalled = La piattaforma non invia più webhook, quindi ciò che accade nel negozio non viene più rilevato. Se è stato un errore, reinstalla l’app e registra i suoi webhook; altrimenti disattiva le automazioni di questo negozio.
task-title-webhooks-silent = Non arrivano webhook
task-text-webhooks-silent = Da questa fonte non arriva nulla da più tempo del solito. Verifica sulla piattaforma che i suoi webhook esistano ancora, siano attivi e vengano inviati all’indirizzo giusto.
task-title-webhooks-missed = Alcuni webhook non sono arrivati
task-text-webhooks-missed = Un controllo sulla piattaforma ha fatto emergere modifiche i cui webhook non sono mai arrivati. Ora sono state registrate e non richiedono altro; resta da trovare la causa. Verifica sulla piattaforma che i webhook esistano ancora, siano attivi e ricevano risposta.
task-title-platform-refuses-us = La piattaforma nega l’accesso a Nightshift
task-text-platform-refuses-us = La piattaforma ha risposto che la nostra chiave non è valida o non può leggere gli ordini, oppure che il negozio ha cambiato indirizzo. Restituisci all’app o alla chiave i suoi permessi, oppure inserisci nuove credenziali in SSM con gli stessi nomi. Fino ad allora, gli ordini non segnalati da alcun webhook non vengono trovati.
task-title-order-held = Un ordine è in sospeso
task-text-order-held = I dati di questo ordine non tornano, perciò nessuna e-mail che lo riguarda parte in automatico. Confrontalo con la piattaforma, correggilo lì e, se serve, scrivi tu a chi ha effettuato l’acquisto.
task-title-buyer-without-address = Un ordine non ha un indirizzo e-mail
task-text-buyer-without-address = Questo ordine non può essere confermato perché non ha un indirizzo e-mail valido. Chiedilo a chi ha effettuato l’acquisto e aggiungilo all’ordine sulla piattaforma. Se nel frattempo l’ordine non è diventato troppo vecchio, la conferma parte da sola.
task-title-mail-bounced = Un indirizzo e-mail non funziona
task-text-mail-bounced = Un’e-mail su questo ordine è tornata indietro in modo definitivo: l’indirizzo non esiste o non accetta posta. Non vi viene inviato più nulla. Chiedi un altro indirizzo, correggilo nell’ordine sulla piattaforma e poi invia di nuovo l’e-mail con il comando resend.
task-title-mail-undelivered = Un’e-mail non è arrivata
task-text-mail-undelivered = La casella di posta ha rimandato indietro un’e-mail su questo ordine, per esempio perché è piena o perché al momento nessuno la legge. L’indirizzo può essere giusto e resta in uso. Invia di nuovo l’e-mail più tardi con il comando resend, oppure contatta la persona in un altro modo.
task-title-mail-complained = Un’e-mail è stata segnalata come spam
task-text-mail-complained = Chi ha ricevuto un’e-mail su questo ordine l’ha segnalata come indesiderata, perciò a questo indirizzo non viene inviato più nulla. Verifica se si è trattato di un errore e se l’ordine è stato davvero fatto da questa persona. Se le e-mail sono gradite, riattivale con il comando suppression lift.
task-title-mail-rejected = Un’e-mail è stata respinta dopo l’invio
task-text-mail-rejected = Il servizio di posta ha accettato un’e-mail su questo ordine e poi si è rifiutato di consegnarla per via del contenuto, quindi non è arrivata. Controlla i testi e i file del negozio che ne fanno parte e, se serve, scrivi tu a chi ha effettuato l’acquisto.
task-title-mail-unsent = Un’e-mail non può essere inviata
task-text-mail-unsent = Al momento un’e-mail su questo ordine non può essere inviata; il motivo è nei dettagli qui sotto. Elimina la causa e poi invia l’e-mail con il comando resend, oppure scrivi tu a chi ha effettuato l’acquisto.
task-title-mail-in-doubt = Non si sa se un’e-mail è partita
task-text-mail-in-doubt = La risposta del servizio di posta a un’e-mail su questo ordine è andata persa e non è arrivato alcun rapporto. Perché nessuno la riceva due volte, non viene inviata di nuovo in automatico. Se è indispensabile, inviala con il comando resend; potrebbe allora arrivare due volte.
task-title-mails-missing = Mancano delle e-mail
task-text-mails-missing = Da più di mezz’ora alcune e-mail richieste non sono partite, oppure su alcuni ordini non è stata presa alcuna decisione. Sono state richieste di nuovo, invano. Controlla i messaggi non elaborati e gli allarmi; il comando «cargo nightshift missing» mostra che cosa manca e perché.
task-title-stock-ledger-wrong = La giacenza di un articolo era errata
task-text-stock-ledger-wrong = Stanotte la giacenza registrata di questo articolo non corrispondeva alla somma dei suoi movimenti. È stata corretta in base al giornale e valutata di nuovo; resta da capire il motivo. Verifica se qualcuno ha modificato la tabella a mano o se è stata ripristinata una versione precedente e, nel dubbio, conta l’articolo.
task-title-unknown = C’è qualcosa da fare: { $reason }
task-text-unknown = Non ci sono istruzioni per la parola «{ $reason }». Maggiori informazioni si trovano nei dettagli qui sotto e nel registro dell’elemento in questione.

## What it is about
task-about-order = Ordine { $id }
task-about-customer = Cliente { $id }
task-about-product = Prodotto { $id }
task-about-item = Articolo di magazzino { $id }
task-about-sku = Giacenza { $id }
task-about-return = Reso { $id }
task-about-shop = Negozio { $id }
task-about-source = Fonte { $id }
task-about-watch = E-mail in uscita
task-about-unknown = { $kind } { $id }

## Around
task-close = Quando hai finito, chiudi l’attività con questo comando, scrivendo il tuo nome al posto di NAME:
task-reply = Questa e-mail è stata inviata da Nightshift al team di { $shop }.
