delivery-adherence-subject = { $shop }: { $share } de las fechas de entrega cumplidas
delivery-adherence-subject-few = { $shop }: fechas de entrega de la semana
delivery-adherence-heading = ¿Se cumplieron las fechas de entrega?
delivery-adherence-lead = Lo que vencía del { $from } al { $to }.
delivery-adherence-verdict-too-few = Se conocen muy pocas entregas para juzgar las fechas.
delivery-adherence-verdict-below = Se cumplió menos del 90 % de las fechas. Las promesas son demasiado cortas o el trabajo demasiado lento: vea abajo cuál de las dos cosas.
delivery-adherence-verdict-on-target = Como se prometió: se cumplió entre el 90 y el 95 % de las fechas.
delivery-adherence-verdict-padded = Se cumplió más del 95 % de las fechas: son más largas de lo necesario, y unas más cortas venderían más.

## All of it
delivery-adherence-whole = En conjunto
delivery-adherence-share = Proporción cumplida
delivery-adherence-kept = Cumplidas
delivery-adherence-missed = Incumplidas
delivery-adherence-unknown = Desconocidas, porque ningún escaneo muestra la entrega
delivery-adherence-exact = Llegaron el mismo día prometido
delivery-adherence-within-one = Llegaron con un día de diferencia como máximo
delivery-adherence-padding = Días de margen, en la mitad de los casos
delivery-adherence-handed-over = Entregadas al transportista a tiempo

## Why
delivery-adherence-faults = Qué rompió las promesas
delivery-adherence-fault-transit = Transporte: demasiado tiempo con el transportista
delivery-adherence-fault-processing = Preparación: entregadas tarde al transportista
delivery-adherence-fault-cut-off = Hora límite: aceptadas poco antes y sin preparar
delivery-adherence-fault-unknown = Causa desconocida

## By part
delivery-adherence-weeks = Semana a semana
delivery-adherence-lanes = Por trayecto
delivery-adherence-carriers = Por transportista
delivery-adherence-warehouses = Por almacén
delivery-adherence-week = Semana del { $date }
delivery-adherence-named = { $name }
delivery-adherence-unnamed = No se sabe
delivery-adherence-others = Todo lo demás
delivery-adherence-of = { $share } de { $due }

## Around
delivery-adherence-more = Para ver gráficos y todas las cifras:
delivery-adherence-reply = Nightshift escribió esto al equipo de { $shop }.
