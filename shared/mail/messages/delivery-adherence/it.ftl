delivery-adherence-subject = { $shop }: { $share } delle date di consegna rispettate
delivery-adherence-subject-few = { $shop }: date di consegna della settimana
delivery-adherence-heading = Le date di consegna sono state rispettate?
delivery-adherence-lead = Quanto era previsto dal { $from } al { $to }.
delivery-adherence-verdict-too-few = Si conoscono troppo poche consegne per giudicare le date.
delivery-adherence-verdict-below = È stato rispettato meno del 90 % delle date. Le promesse sono troppo corte o il lavoro è troppo lento: qui sotto si vede quale dei due.
delivery-adherence-verdict-on-target = Come promesso: è stato rispettato tra il 90 e il 95 % delle date.
delivery-adherence-verdict-padded = È stato rispettato più del 95 % delle date: sono più lunghe del necessario, e date più brevi venderebbero di più.

## All of it
delivery-adherence-whole = Nel complesso
delivery-adherence-share = Quota rispettata
delivery-adherence-kept = Rispettate
delivery-adherence-missed = Mancate
delivery-adherence-unknown = Non note, perché nessuna scansione mostra la consegna
delivery-adherence-exact = Arrivate proprio il giorno promesso
delivery-adherence-within-one = Arrivate con uno scarto di un giorno al massimo
delivery-adherence-padding = Giorni di margine, per metà di esse
delivery-adherence-handed-over = Affidate in tempo al corriere

## Why
delivery-adherence-faults = Che cosa ha fatto mancare le promesse
delivery-adherence-fault-transit = Trasporto: troppo a lungo presso il corriere
delivery-adherence-fault-processing = Preparazione: affidate tardi al corriere
delivery-adherence-fault-cut-off = Orario limite: accettate poco prima e non preparate
delivery-adherence-fault-unknown = Causa non nota

## By part
delivery-adherence-weeks = Settimana per settimana
delivery-adherence-lanes = Per tratta
delivery-adherence-carriers = Per corriere
delivery-adherence-warehouses = Per magazzino
delivery-adherence-week = Settimana del { $date }
delivery-adherence-named = { $name }
delivery-adherence-unnamed = Non noto
delivery-adherence-others = Tutto il resto
delivery-adherence-of = { $share } di { $due }

## Around
delivery-adherence-more = Per i grafici e tutti i numeri:
delivery-adherence-reply = Nightshift ha scritto questo al personale di { $shop }.
