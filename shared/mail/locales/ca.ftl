# Words that all messages share. A message's own words stand in its folder.

order-number = Comanda { $order }
pieces = { $n ->
    [one] { $n } article
    [many] { $n } d’articles
   *[other] { $n } articles
}
order-date = Data de la comanda
colon = :{ " " }

## Lines
line-untitled = Article
line-sku = Referència
line-quantity = Quantitat
line-unit-price = Preu unitari
line-discount = Descompte
line-total = Import
line-digital = Producte digital: no s’envia res
line-gift-card = Targeta regal: s’envia per correu electrònic
line-back-order = Pendent de reposició
line-back-order-expected = Pendent de reposició, previst per al { $date }
line-pre-order = Reserva
line-pre-order-expected = Reserva, disponible a partir del { $date }

## Totals
items = Articles
subtotal = Subtotal
subtotal-incl-tax = Subtotal (impostos inclosos)
subtotal-excl-tax = Subtotal (sense impostos)
subtotal-after-discounts = Subtotal amb els descomptes aplicats
discount = Descompte
discount-named = Descompte ({ $name })
shipping = Enviament
shipping-named = Enviament ({ $name })
extra = Recàrrec
extra-named = { $name }
tax = Impostos
tax-named = { $name }
tax-named-on-base = { $name } sobre { $base }
tax-contained = Impostos inclosos
tax-contained-named = Inclou { $name }
tax-contained-named-on-base = Inclou { $name } sobre { $base }
total = Total
total-incl-tax = Total (impostos inclosos)
in-shop-currency = En la moneda de la botiga
paid-gift-card = Pagat amb targeta regal
paid-gift-card-ending = Pagat amb targeta regal acabada en { $digits }
paid-store-credit = Pagat amb saldo a la botiga
still-to-pay = Pendent de pagament
paid-otherwise = Pagat per altres mitjans

## Payment
payment = Pagament
tender-card = Targeta
tender-gift-card = Targeta regal
tender-store-credit = Saldo a la botiga
tender-bank-transfer = Transferència bancària
tender-on-delivery = Pagament contra reemborsament
tender-other = Un altre mitjà de pagament
tender-ending = { $name } acabada en { $digits }
transfer-lead = Transfereix l’import a aquest compte. Tramitarem la teva comanda quan hàgim rebut el pagament.
transfer-holder = Titular del compte
transfer-iban = IBAN
transfer-bic = BIC
transfer-amount = Import
transfer-reference = Concepte
transfer-due = Data límit de pagament
transfer-code = O escaneja aquest codi amb l’aplicació del teu banc.
transfer-code-alt = Codi QR per a l’aplicació del teu banc, amb el compte, l’import i el concepte indicats més amunt

## Delivery
promise = Lliurament previst
promise-pickup = A punt per recollir
pickup = Recollida
pickup-hours = Horari d’obertura
promised-by = Promès com a molt tard per al { $day }
expected-now = Nova data prevista
expected-unknown = Encara no podem dir quan arribarà.
delay-not-sent = Encara no s’ha lliurat al transportista.
delay-on-its-way = És de camí i triga més del previst.
delay-unclear = No està arribant com estava previst.

## Addresses
shipping-address = Adreça d’enviament
billing-address = Adreça de facturació

## Around
view-order = Mostra la comanda
view-return = Mostra la devolució
redirected = [redirigit] { $subject }
reply = Tens cap pregunta? Només has de respondre aquest correu.

## What the law wants
legal-seller = Venedor
legal-terms = Condicions generals de venda
legal-terms-online = Llegeix les condicions generals de venda en línia
legal-withdrawal = Dret de desistiment
legal-withdrawal-form = Model de formulari de desistiment

## Days
date-range = del { $from } al { $to }
instant = { $moment } ({ $zone })

## Stock
stock-level = Nivell
stock-level-low = Poc estoc
stock-level-critical = Molt poc estoc
stock-level-out = Esgotat
stock-level-negative = Venut de més
stock-item = Article
stock-location = Ubicació
stock-everywhere = Totes les ubicacions juntes
stock-with = { $what } ({ $more })
stock-available = Disponible
stock-available-before = { $now } (abans: { $before })
stock-on-hand = Al magatzem
stock-reserved = Reservat
stock-buffer = Retingut
stock-damaged = Malmès
stock-in-transit = Entre ubicacions
stock-incoming = En camí
stock-undated = data desconeguda
stock-threshold = Llindar
stock-said-item-here = fixat per a aquest article en aquesta ubicació
stock-said-item = fixat per a aquest article
stock-said-storefront = fixat al sistema de la botiga
stock-said-product = fixat per a aquest producte
stock-said-category = fixat per a la categoria { $name }
stock-said-supplier = fixat per al proveïdor { $name }
stock-said-location = fixat per a aquesta ubicació
stock-said-shop = fixat per a tota la botiga
stock-said-cover = { $n ->
    [one] el que es ven en { $n } dia
    [many] el que es ven en { $n } de dies
   *[other] el que es ven en { $n } dies
}
stock-said-bundle = { $n ->
    [one] ha de quedar { $n } lot { $name }
    [many] han de quedar { $n } de lots { $name }
   *[other] han de quedar { $n } lots { $name }
}
stock-per-day = Vendes per dia
stock-method-weighted = mitjana ponderada dels dies amb estoc
stock-method-sba = Syntetos–Boylan, per a vendes poc freqüents
stock-method-croston = Croston, per a vendes poc freqüents
stock-method-category = com la seva categoria, ja que l’article és nou
stock-season = Temporada, respecte del que és habitual
stock-cover = Arriba per a (dies)
stock-cover-long = més d’un any
stock-runs-out = S’esgotarà previsiblement
stock-next = Pròxim lliurament possible
stock-supplier = Proveïdor
stock-lead = { $n ->
    [one] lliura en { $n } dia
    [many] lliura en { $n } de dies
   *[other] lliura en { $n } dies
}
stock-suggested = Quantitat de comanda suggerida
stock-lost = Vendes que probablement es perdran
stock-lost-in = { $pieces } en { $days }
stock-pieces = { $n ->
    [one] { $n } unitat
    [many] { $n } d’unitats
   *[other] { $n } unitats
}
stock-days = { $n ->
    [one] { $n } dia
    [many] { $n } de dies
   *[other] { $n } dies
}
stock-kits = Lot que el necessita
stock-kits-left = { $n ->
    [one] en queda { $n }
    [many] en queden { $n }
   *[other] en queden { $n }
}
stock-cause = Últim canvi
stock-cause-sale = venda
stock-cause-cancellation = cancel·lació
stock-cause-fulfilment = enviament
stock-cause-return = devolució
stock-cause-edit = canvi manual
stock-cause-count = recompte
stock-cause-import = importació
stock-cause-receipt = lliurament rebut
stock-cause-purchase = comanda al proveïdor
stock-cause-transfer = trasllat
stock-cause-correction = correcció
stock-cause-point-of-sale = venda a caixa
stock-cause-component = venda d’un lot
stock-cause-reservation = reserva
stock-because = Motiu de l’avís
stock-because-crossed = L’estoc ha arribat al llindar o n’ha baixat.
stock-because-worsened = La situació ha empitjorat des de l’últim avís.
stock-because-threshold-rose = L’estoc és el mateix, però el llindar ha pujat.
stock-because-first-count = Ja hi havia poc estoc en el primer recompte.
stock-because-snooze-ended = El termini pel qual es va ajornar s’ha acabat i encara hi ha poc estoc.
stock-because-still-low = El que retenia l’avís s’ha acabat i encara hi ha poc estoc.
stock-chart-alt = { $n ->
    [one] Gràfic de l’últim { $n } dia: com a màxim { $highest } disponibles, ara { $now }; el llindar és { $threshold }.
    [many] Gràfic dels últims { $n } de dies: com a màxim { $highest } disponibles, ara { $now }; el llindar és { $threshold }.
   *[other] Gràfic dels últims { $n } dies: com a màxim { $highest } disponibles, ara { $now }; el llindar és { $threshold }.
}
stock-chart-ends = S’esgotarà previsiblement: { $date }.
stock-chart-from = { $n ->
    [one] fa { $n } dia
    [many] fa { $n } de dies
   *[other] fa { $n } dies
}
stock-chart-to = { $n ->
    [one] d’aquí a { $n } dia
    [many] d’aquí a { $n } de dies
   *[other] d’aquí a { $n } dies
}
stock-chart-today = avui
stock-chart-legend = Barres: disponible al final de cada dia. Línia discontínua: llindar.
stock-chart-legend-ahead = Barres buides: previsió a partir de demà.
stock-chart-legend-deliveries = Triangles: lliuraments.
stock-do-acknowledge = Confirma
stock-do-snooze = { $n ->
    [one] Ajorna { $n } dia
    [many] Ajorna { $n } de dies
   *[other] Ajorna { $n } dies
}
stock-do-asks = Cada enllaç obre una pàgina que torna a preguntar. No passa res fins que se’n prem el botó.
stock-more = { $n ->
    [one] Hi ha { $n } article més al fitxer adjunt.
    [many] Hi ha { $n } d’articles més al fitxer adjunt.
   *[other] Hi ha { $n } articles més al fitxer adjunt.
}
stock-file = El fitxer { $name } ho conté tot, per a un full de càlcul.
stock-reply = Nightshift ha enviat aquest correu a l’equip de la botiga { $shop }.

## Purchases
purchase-number = Número de comanda
purchase-supplier = Proveïdor
purchase-deliver-to = Lloc de lliurament
purchase-expected = Arribada prevista
purchase-order-by = Cal demanar-ho abans del
purchase-total = Import total
purchase-unpriced = Alguns preus no es coneixen i, per tant, el total és incomplet.
purchase-code = La vostra referència
purchase-quantity = Quantitat
purchase-price = Preu per unitat
purchase-sum = Import
purchase-open = Pendent
purchase-why = Motiu
purchase-why-position = { $position } en estoc o en camí; es demana a partir de { $point }, fins a { $target }
purchase-reckoning = Càlcul
purchase-losing = No triats
purchase-state = Estat
purchase-state-draft = esborrany
purchase-state-waiting = pendent d’aprovació
purchase-state-approved = aprovada
purchase-state-sent = enviada
purchase-state-confirmed = confirmada
purchase-state-partly-received = rebuda en part
purchase-state-received = rebuda
purchase-state-closed = tancada
purchase-state-declined = rebutjada pel proveïdor
purchase-state-cancelled = cancel·lada
purchase-do-approve = Aprova
purchase-do-decline = No ho demanis
purchase-do-confirm = Confirma la comanda
purchase-do-refuse = No ho podem lliurar
purchase-reply = Teniu cap pregunta? Només heu de respondre aquest correu.

## Returns
return-number = Número de devolució
return-order = Comanda
return-requested = Sol·licitada el
return-send-by = Cal enviar-ho abans del
return-refund = Reemborsament
return-decide-by = Respon abans del
return-reason = Motiu
return-condition = Estat
return-outcome = Preferència
return-because = Per què se’t pregunta
return-do-look-at-return = Veure-ho tot i decidir
return-do-approve-return = Aprova
return-do-refuse-return = Rebutja
returns-say-approved = Ho pots tornar.
returns-say-approved-with-fee = Ho pots tornar. Es descompta una tarifa del reemborsament.
returns-say-refunded-at-once = L’import es reemborsa ara.
returns-say-keep-it = L’import es reemborsa i et pots quedar l’article.
returns-say-keep-part = Et quedes l’article i es reemborsa una part de l’import.
returns-say-donate-it = L’import es reemborsa. Si us plau, dona’l a algú que el pugui fer servir.
returns-say-looked-at = Ho estem revisant i respondrem aviat.
returns-say-withdrawn = Hem rebut el teu desistiment.
returns-say-withdrawal-looked-at = Hem rebut el teu desistiment. Comprovem si s’hi aplica una excepció.
returns-say-too-late = El termini de devolució s’ha acabat.
returns-say-not-delivered = Encara no s’ha lliurat.
returns-say-too-many = És més del que encara es pot tornar.
returns-say-not-bought = No forma part d’aquesta comanda.
returns-say-final-sale = Es va vendre sense dret a devolució.
returns-say-hygiene = Està precintat per higiene i no es pot tornar un cop obert.
returns-say-personalised = Es va fer a mida i no es pot tornar.
returns-say-perishable = És perible i no es pot tornar.
returns-say-digital = És digital i no es pot tornar.
returns-say-gift-card = Les targetes regal no es poden tornar.
returns-say-discounted = Es va vendre amb un gran descompte i no es pot tornar.
returns-say-condition = No es pot tornar per aquest motiu o en aquest estat.
returns-say-outcome-not-offered = El que demanes no està disponible per a aquest article.
returns-say-market = No es pot tornar res des del teu país.
returns-say-not-allowed = Les nostres condicions de devolució no ho permeten.

# Reasons of the usual list, in which state it is, and what is wanted: for buyers' forms and for the shop's own people
returns-reason-changed-mind = Ja no es vol
returns-reason-too-small = Massa petit
returns-reason-too-large = Massa gran
returns-reason-ordered-by-mistake = Demanat per error
returns-reason-arrived-late = Va arribar massa tard
returns-reason-damaged-in-transit = Danyat durant el transport
returns-reason-defective = Defectuós
returns-reason-wrong-item = Article equivocat
returns-reason-not-as-described = No és com es descriu
returns-reason-missing-parts = Falten peces
returns-condition-sealed = Sense obrir
returns-condition-opened = Obert, sense fer servir
returns-condition-used = Usat
returns-condition-damaged = Danyat
returns-condition-unsaid = No s’ha indicat
returns-outcome-refund = Devolució dels diners
returns-outcome-store-credit = Saldo a la botiga
returns-outcome-exchange = Canvi pel mateix preu
returns-outcome-exchange-difference = Canvi per un altre preu
returns-outcome-replacement = Reparació o substitució
returns-outcome-partial-credit = Quedar-se’l, amb reemborsament parcial

# Why a person is asked, and what is special about a product: for the shop's own people
return-why-withdrawal-excepted = És un desistiment legal, però la llei preveu una excepció: { $of }
return-why-withdrawal-late = És un desistiment legal, però el termini es va acabar el { $day }
return-why-by-rule = Ho diu la teva regla «{ $rule }»
return-why-reviewed-otherwise = La teva política deixa aquestes devolucions a una persona
return-why-restricted = És una cosa especial: { $of }
return-why-discounted = Es va vendre amb un gran descompte
return-why-fault-not-refused = Es rebutjaria, però la culpa és de la botiga o del transportista
return-why-fact-unknown = La teva regla «{ $rule }» necessita una cosa que no se sap: { $fact }
return-why-delivery-unknown = Ningú no sap quan es va lliurar
return-why-suspicious = Hi ha indicis d’abús
return-why-beyond-return-limit = Supera el que es pot aprovar sense una persona
return-why-beyond-day-limit = Les devolucions d’avui superen el que es pot aprovar sense una persona
return-why-limit-unknown = Els teus límits són en una altra moneda que la comanda
return-why-breaker-open = Avui s’han aprovat moltes més devolucions que de costum
return-why-money-unknown = No es pot calcular què s’ha de reemborsar
return-why-unknown-reason = El motiu no és a la teva llista
return-why-from-exchange = Va arribar per un canvi
returns-trait-final-sale = venut sense dret a devolució
returns-trait-hygiene = precintat per higiene
returns-trait-personalised = fet a mida
returns-trait-perishable = perible
returns-trait-digital = contingut digital
returns-trait-gift-card = targeta regal
returns-trait-sealed-media = enregistraments o programari precintats
return-why-withdrawal = Desistiment legal
return-why-in-time = Dins de termini
return-why-excepted = S’ha concedit més temps
return-why-not-worth-returning = No val la pena enviar-ho
return-why-too-late = Massa tard
return-why-market-closed = Sense devolucions des d’aquest país
return-why-outcome-not-offered = El que es demana no s’ofereix
return-why-no-such-line = No és part de la comanda
return-why-not-delivered = Encara no lliurat
return-why-too-many = Més unitats de les que es poden tornar
return-why-part-of-bundle = Part d’un lot
return-why-no-quantity = Sense nombre d’unitats
