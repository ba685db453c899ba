delivery-adherence-subject = { $shop }: { $share } de les dates de lliurament complertes
delivery-adherence-subject-few = { $shop }: dates de lliurament de la setmana
delivery-adherence-heading = S’han complert les dates de lliurament?
delivery-adherence-lead = El que vencia del { $from } al { $to }.
delivery-adherence-verdict-too-few = Es coneixen massa pocs lliuraments per jutjar les dates.
delivery-adherence-verdict-below = S’ha complert menys del 90 % de les dates. Les promeses són massa curtes o la feina massa lenta: vegeu a sota quina de les dues coses.
delivery-adherence-verdict-on-target = Com s’havia promès: s’ha complert entre el 90 i el 95 % de les dates.
delivery-adherence-verdict-padded = S’ha complert més del 95 % de les dates: són més llargues del que cal, i unes de més curtes vendrien més.

## All of it
delivery-adherence-whole = En conjunt
delivery-adherence-share = Proporció complerta
delivery-adherence-kept = Complertes
delivery-adherence-missed = Incomplertes
delivery-adherence-unknown = Desconegudes, perquè cap escaneig no mostra el lliurament
delivery-adherence-exact = Van arribar el mateix dia promès
delivery-adherence-within-one = Van arribar amb un dia de diferència com a màxim
delivery-adherence-padding = Dies de marge, en la meitat dels casos
delivery-adherence-handed-over = Lliurades al transportista a temps

## Why
delivery-adherence-faults = Què ha trencat les promeses
delivery-adherence-fault-transit = Transport: massa temps amb el transportista
delivery-adherence-fault-processing = Preparació: lliurades tard al transportista
delivery-adherence-fault-cut-off = Hora límit: acceptades poc abans i sense preparar
delivery-adherence-fault-unknown = Causa desconeguda

## By part
delivery-adherence-weeks = Setmana a setmana
delivery-adherence-lanes = Per trajecte
delivery-adherence-carriers = Per transportista
delivery-adherence-warehouses = Per magatzem
delivery-adherence-week = Setmana del { $date }
delivery-adherence-named = { $name }
delivery-adherence-unnamed = No se sap
delivery-adherence-others = Tota la resta
delivery-adherence-of = { $share } de { $due }

## Around
delivery-adherence-more = Per veure gràfics i totes les xifres:
delivery-adherence-reply = Nightshift ha escrit això a l’equip de { $shop }.
