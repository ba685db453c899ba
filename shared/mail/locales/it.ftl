# Words that all messages share. A message's own words stand in its folder.

order-number = Ordine { $order }
pieces = { $n ->
    [one] { $n } articolo
    [many] { $n } di articoli
   *[other] { $n } articoli
}
order-date = Data dell’ordine
colon = :{ " " }

## Lines
line-untitled = Articolo
line-sku = Codice articolo
line-quantity = Quantità
line-unit-price = Prezzo unitario
line-discount = Sconto
line-total = Importo
line-digital = Prodotto digitale: nessuna spedizione
line-gift-card = Carta regalo: inviata via e-mail
line-back-order = In riassortimento
line-back-order-expected = In riassortimento, previsto per { $date }
line-pre-order = Preordine
line-pre-order-expected = Preordine, disponibile da { $date }

## Totals
items = Articoli
subtotal = Subtotale
subtotal-incl-tax = Subtotale (IVA inclusa)
subtotal-excl-tax = Subtotale (IVA esclusa)
subtotal-after-discounts = Subtotale al netto degli sconti
discount = Sconto
discount-named = Sconto ({ $name })
shipping = Spedizione
shipping-named = Spedizione ({ $name })
extra = Supplemento
extra-named = { $name }
tax = IVA
tax-named = { $name }
tax-named-on-base = { $name } su { $base }
tax-contained = Di cui IVA
tax-contained-named = Di cui { $name }
tax-contained-named-on-base = Di cui { $name } su { $base }
total = Totale
total-incl-tax = Totale (IVA inclusa)
in-shop-currency = Nella valuta del negozio
paid-gift-card = Pagato con carta regalo
paid-gift-card-ending = Pagato con carta regalo che termina con { $digits }
paid-store-credit = Pagato con credito in negozio
still-to-pay = Ancora da pagare
paid-otherwise = Pagato con altri mezzi

## Payment
payment = Pagamento
tender-card = Carta
tender-gift-card = Carta regalo
tender-store-credit = Credito in negozio
tender-bank-transfer = Bonifico bancario
tender-on-delivery = Pagamento alla consegna
tender-other = Altro metodo di pagamento
tender-ending = { $name } che termina con { $digits }
transfer-lead = Ti preghiamo di versare l’importo su questo conto. Il tuo ordine sarà elaborato dopo la ricezione del pagamento.
transfer-holder = Intestatario del conto
transfer-iban = IBAN
transfer-bic = BIC
transfer-amount = Importo
transfer-reference = Causale
transfer-due = Da pagare entro
transfer-code = Oppure scansiona questo codice con l’app della tua banca.
transfer-code-alt = Codice QR per l’app della tua banca, con il conto, l’importo e la causale indicati sopra

## Delivery
promise = Consegna prevista
promise-pickup = Pronto per il ritiro
pickup = Ritiro
pickup-hours = Orari di apertura
promised-by = Promesso entro { $day }
expected-now = Nuova data prevista
expected-unknown = Non possiamo ancora dire quando arriverà.
delay-not-sent = Non è ancora stato consegnato al corriere.
delay-on-its-way = È in viaggio e richiede più tempo del previsto.
delay-unclear = Non sta arrivando come previsto.

## Addresses
shipping-address = Indirizzo di spedizione
billing-address = Indirizzo di fatturazione

## Around
view-order = Visualizza l’ordine
view-return = Visualizza il reso
redirected = [reindirizzata] { $subject }
reply = Hai domande? Rispondi semplicemente a questa e-mail.

## What the law wants
legal-seller = Venditore
legal-terms = Condizioni generali di vendita
legal-terms-online = Leggi le condizioni generali di vendita online
legal-withdrawal = Diritto di recesso
legal-withdrawal-form = Modulo di recesso tipo

## Days
date-range = da { $from } a { $to }
instant = { $moment } ({ $zone })

## Stock
stock-level = Livello
stock-level-low = Scorte basse
stock-level-critical = Scorte molto basse
stock-level-out = Esaurito
stock-level-negative = Venduto in eccesso
stock-item = Articolo
stock-location = Sede
stock-everywhere = Tutte le sedi insieme
stock-with = { $what } ({ $more })
stock-available = Disponibile
stock-available-before = { $now } (prima: { $before })
stock-on-hand = In magazzino
stock-reserved = Riservato
stock-buffer = Trattenuto
stock-damaged = Danneggiato
stock-in-transit = In viaggio tra sedi
stock-incoming = In arrivo
stock-undated = data sconosciuta
stock-threshold = Soglia
stock-said-item-here = fissata per questo articolo in questa sede
stock-said-item = fissata per questo articolo
stock-said-storefront = fissata nel sistema del negozio
stock-said-product = fissata per questo prodotto
stock-said-category = fissata per la categoria { $name }
stock-said-supplier = fissata per il fornitore { $name }
stock-said-location = fissata per questa sede
stock-said-shop = fissata per tutto il negozio
stock-said-cover = { $n ->
    [one] quanto si vende in { $n } giorno
    [many] quanto si vende in { $n } di giorni
   *[other] quanto si vende in { $n } giorni
}
stock-said-bundle = { $n ->
    [one] deve restare { $n } set { $name }
    [many] devono restare { $n } di set { $name }
   *[other] devono restare { $n } set { $name }
}
stock-per-day = Vendite al giorno
stock-method-weighted = media ponderata dei giorni con scorte
stock-method-sba = Syntetos–Boylan, per vendite rare
stock-method-croston = Croston, per vendite rare
stock-method-category = come la sua categoria, perché l’articolo è nuovo
stock-season = Stagione, rispetto al solito
stock-cover = Basta per (giorni)
stock-cover-long = più di un anno
stock-runs-out = Esaurimento previsto
stock-next = Prossima consegna possibile
stock-supplier = Fornitore
stock-lead = { $n ->
    [one] consegna in { $n } giorno
    [many] consegna in { $n } di giorni
   *[other] consegna in { $n } giorni
}
stock-suggested = Quantità d’ordine suggerita
stock-lost = Vendite probabilmente perse
stock-lost-in = { $pieces } in { $days }
stock-pieces = { $n ->
    [one] { $n } pezzo
    [many] { $n } di pezzi
   *[other] { $n } pezzi
}
stock-days = { $n ->
    [one] { $n } giorno
    [many] { $n } di giorni
   *[other] { $n } giorni
}
stock-kits = Set che ne ha bisogno
stock-kits-left = { $n ->
    [one] ne resta { $n }
    [many] ne restano { $n }
   *[other] ne restano { $n }
}
stock-cause = Ultima variazione
stock-cause-sale = vendita
stock-cause-cancellation = annullamento
stock-cause-fulfilment = spedizione
stock-cause-return = reso
stock-cause-edit = modifica manuale
stock-cause-count = inventario
stock-cause-import = importazione
stock-cause-receipt = consegna ricevuta
stock-cause-purchase = ordine al fornitore
stock-cause-transfer = trasferimento
stock-cause-correction = correzione
stock-cause-point-of-sale = vendita in cassa
stock-cause-component = vendita di un set
stock-cause-reservation = prenotazione
stock-because = Perché ricevi l’avviso
stock-because-crossed = La giacenza ha raggiunto la soglia o è scesa sotto.
stock-because-worsened = La situazione è peggiorata dall’ultimo avviso.
stock-because-threshold-rose = La giacenza è la stessa, ma la soglia è salita.
stock-because-first-count = La giacenza era già bassa al primo conteggio.
stock-because-snooze-ended = Il rinvio è terminato e la giacenza è ancora bassa.
stock-because-still-low = Ciò che tratteneva l’avviso è terminato e la giacenza è ancora bassa.
stock-chart-alt = { $n ->
    [one] Grafico dell’ultimo { $n } giorno: al massimo { $highest } disponibili, ora { $now }; la soglia è { $threshold }.
    [many] Grafico degli ultimi { $n } di giorni: al massimo { $highest } disponibili, ora { $now }; la soglia è { $threshold }.
   *[other] Grafico degli ultimi { $n } giorni: al massimo { $highest } disponibili, ora { $now }; la soglia è { $threshold }.
}
stock-chart-ends = Esaurimento previsto: { $date }.
stock-chart-from = { $n ->
    [one] { $n } giorno fa
    [many] { $n } di giorni fa
   *[other] { $n } giorni fa
}
stock-chart-to = { $n ->
    [one] tra { $n } giorno
    [many] tra { $n } di giorni
   *[other] tra { $n } giorni
}
stock-chart-today = oggi
stock-chart-legend = Barre: disponibile alla fine di ogni giorno. Linea tratteggiata: soglia.
stock-chart-legend-ahead = Barre vuote: previsione da domani.
stock-chart-legend-deliveries = Triangoli: consegne.
stock-do-acknowledge = Conferma
stock-do-snooze = { $n ->
    [one] Posticipa di { $n } giorno
    [many] Posticipa di { $n } di giorni
   *[other] Posticipa di { $n } giorni
}
stock-do-asks = Ogni link apre una pagina che chiede ancora una conferma. Non succede nulla finché non si preme il suo pulsante.
stock-more = { $n ->
    [one] { $n } altro articolo è nel file allegato.
    [many] { $n } di altri articoli sono nel file allegato.
   *[other] { $n } altri articoli sono nel file allegato.
}
stock-file = Il file { $name } contiene tutto, per un foglio di calcolo.
stock-reply = Questa e-mail è stata inviata da Nightshift al team di { $shop }.

## Purchases
purchase-number = Numero d’ordine
purchase-supplier = Fornitore
purchase-deliver-to = Luogo di consegna
purchase-expected = Arrivo previsto
purchase-order-by = Da ordinare entro il
purchase-total = Importo totale
purchase-unpriced = Alcuni prezzi non sono noti, quindi il totale è incompleto.
purchase-code = Suo codice
purchase-quantity = Quantità
purchase-price = Prezzo unitario
purchase-sum = Importo
purchase-open = Ancora da ricevere
purchase-why = Motivo
purchase-why-position = { $position } in magazzino o in arrivo; si ordina a partire da { $point }, fino a { $target }
purchase-reckoning = Calcolo
purchase-losing = Non scelti
purchase-state = Stato
purchase-state-draft = bozza
purchase-state-waiting = in attesa di approvazione
purchase-state-approved = approvato
purchase-state-sent = inviato
purchase-state-confirmed = confermato
purchase-state-partly-received = ricevuto in parte
purchase-state-received = ricevuto
purchase-state-closed = chiuso
purchase-state-declined = rifiutato dal fornitore
purchase-state-cancelled = annullato
purchase-do-approve = Approva
purchase-do-decline = Non ordinare
purchase-do-confirm = Conferma l’ordine
purchase-do-refuse = Non possiamo consegnare
purchase-reply = Ha domande? Risponda semplicemente a questa e-mail.

## Returns
return-number = Numero di reso
return-order = Ordine
return-requested = Richiesto il
return-send-by = Da spedire entro
return-refund = Rimborso
return-decide-by = Rispondere entro
return-reason = Motivo
return-condition = Condizione
return-outcome = Preferenza
return-because = Perché te lo chiediamo
return-do-look-at-return = Vedi tutto e decidi
return-do-approve-return = Approva
return-do-refuse-return = Rifiuta
returns-say-approved = Puoi restituirlo.
returns-say-approved-with-fee = Puoi restituirlo. Dal rimborso viene detratta una spesa.
returns-say-refunded-at-once = L’importo viene rimborsato subito.
returns-say-keep-it = L’importo viene rimborsato e puoi tenere l’articolo.
returns-say-keep-part = Tieni l’articolo e una parte dell’importo viene rimborsata.
returns-say-donate-it = L’importo viene rimborsato. Regalalo a qualcuno a cui può servire.
returns-say-looked-at = Lo stiamo esaminando e risponderemo presto.
returns-say-withdrawn = Abbiamo ricevuto il tuo recesso.
returns-say-withdrawal-looked-at = Abbiamo ricevuto il tuo recesso. Verifichiamo se si applica un’eccezione.
returns-say-too-late = Il termine per il reso è scaduto.
returns-say-not-delivered = Non è ancora stato consegnato.
returns-say-too-many = È più di quanto si possa ancora restituire.
returns-say-not-bought = Non fa parte di questo ordine.
returns-say-final-sale = È stato venduto senza possibilità di reso.
returns-say-hygiene = È sigillato per motivi igienici e non si può restituire una volta aperto.
returns-say-personalised = È stato realizzato su misura e non si può restituire.
returns-say-perishable = È deperibile e non si può restituire.
returns-say-digital = È digitale e non si può restituire.
returns-say-gift-card = Le carte regalo non si possono restituire.
returns-say-discounted = È stato venduto con un forte sconto e non si può restituire.
returns-say-condition = Non si può restituire per questo motivo o in questa condizione.
returns-say-outcome-not-offered = Ciò che chiedi non è previsto per questo articolo.
returns-say-market = Non è possibile restituire dal tuo Paese.
returns-say-not-allowed = Le nostre condizioni di reso non lo consentono.

# Reasons of the usual list, in which state it is, and what is wanted: for buyers' forms and for the shop's own people
returns-reason-changed-mind = Non più desiderato
returns-reason-too-small = Troppo piccolo
returns-reason-too-large = Troppo grande
returns-reason-ordered-by-mistake = Ordinato per errore
returns-reason-arrived-late = Arrivato troppo tardi
returns-reason-damaged-in-transit = Danneggiato durante il trasporto
returns-reason-defective = Difettoso
returns-reason-wrong-item = Articolo sbagliato
returns-reason-not-as-described = Diverso dalla descrizione
returns-reason-missing-parts = Mancano dei pezzi
returns-condition-sealed = Mai aperto
returns-condition-opened = Aperto, non usato
returns-condition-used = Usato
returns-condition-damaged = Danneggiato
returns-condition-unsaid = Non indicato
returns-outcome-refund = Rimborso
returns-outcome-store-credit = Credito nel negozio
returns-outcome-exchange = Cambio allo stesso prezzo
returns-outcome-exchange-difference = Cambio a un altro prezzo
returns-outcome-replacement = Riparazione o sostituzione
returns-outcome-partial-credit = Tenerlo, con rimborso parziale

# Why a person is asked, and what is special about a product: for the shop's own people
return-why-withdrawal-excepted = È un recesso di legge, ma la legge prevede un’eccezione: { $of }
return-why-withdrawal-late = È un recesso di legge, ma il termine è scaduto il { $day }
return-why-by-rule = Lo dice la tua regola «{ $rule }»
return-why-reviewed-otherwise = La tua politica lascia questi resi a una persona
return-why-restricted = È qualcosa di speciale: { $of }
return-why-discounted = È stato venduto con un forte sconto
return-why-fault-not-refused = Sarebbe rifiutato, ma la colpa è del negozio o del corriere
return-why-fact-unknown = La tua regola «{ $rule }» ha bisogno di qualcosa che non si sa: { $fact }
return-why-delivery-unknown = Nessuno sa quando è stato consegnato
return-why-suspicious = Ci sono segni di abuso
return-why-beyond-return-limit = Supera quanto si può approvare senza una persona
return-why-beyond-day-limit = I resi di oggi superano quanto si può approvare senza una persona
return-why-limit-unknown = I tuoi limiti sono in un’altra valuta rispetto all’ordine
return-why-breaker-open = Oggi sono stati approvati molti più resi del solito
return-why-money-unknown = Non si può calcolare quanto va rimborsato
return-why-unknown-reason = Il motivo non è nel tuo elenco
return-why-from-exchange = È arrivato con un cambio
returns-trait-final-sale = venduto senza possibilità di reso
returns-trait-hygiene = sigillato per motivi igienici
returns-trait-personalised = realizzato su misura
returns-trait-perishable = deperibile
returns-trait-digital = contenuto digitale
returns-trait-gift-card = carta regalo
returns-trait-sealed-media = registrazioni o software sigillati
return-why-withdrawal = Recesso di legge
return-why-in-time = In tempo
return-why-excepted = È stato concesso più tempo
return-why-not-worth-returning = Non conviene rispedirlo
return-why-too-late = Troppo tardi
return-why-market-closed = Nessun reso da questo paese
return-why-outcome-not-offered = Ciò che si chiede non è offerto
return-why-no-such-line = Non fa parte dell’ordine
return-why-not-delivered = Non ancora consegnato
return-why-too-many = Più pezzi di quanti se ne possano restituire
return-why-part-of-bundle = Parte di un set
return-why-no-quantity = Nessun numero di pezzi
