delivery-adherence-subject = { $shop }: { $share } das datas de entrega cumpridas
delivery-adherence-subject-few = { $shop }: datas de entrega da semana
delivery-adherence-heading = As datas de entrega foram cumpridas?
delivery-adherence-lead = O que vencia de { $from } a { $to }.
delivery-adherence-verdict-too-few = São conhecidas entregas de menos para avaliar as datas.
delivery-adherence-verdict-below = Menos de 90 % das datas foram cumpridas. As promessas estão curtas demais ou o trabalho está lento demais: veja abaixo qual dos dois.
delivery-adherence-verdict-on-target = Como prometido: entre 90 e 95 % das datas foram cumpridas.
delivery-adherence-verdict-padded = Mais de 95 % das datas foram cumpridas: elas são mais longas do que o necessário, e datas mais curtas venderiam mais.

## All of it
delivery-adherence-whole = No conjunto
delivery-adherence-share = Parcela cumprida
delivery-adherence-kept = Cumpridas
delivery-adherence-missed = Não cumpridas
delivery-adherence-unknown = Desconhecidas, pois nenhuma leitura mostra a entrega
delivery-adherence-exact = Chegaram no próprio dia prometido
delivery-adherence-within-one = Chegaram com até um dia de diferença
delivery-adherence-padding = Dias de folga, para a metade
delivery-adherence-handed-over = Entregues à transportadora no prazo

## Why
delivery-adherence-faults = O que quebrou as promessas
delivery-adherence-fault-transit = Transporte: tempo demais com a transportadora
delivery-adherence-fault-processing = Preparação: entregues com atraso à transportadora
delivery-adherence-fault-cut-off = Horário limite: aceitas pouco antes e não preparadas
delivery-adherence-fault-unknown = Causa desconhecida

## By part
delivery-adherence-weeks = Semana a semana
delivery-adherence-lanes = Por trecho
delivery-adherence-carriers = Por transportadora
delivery-adherence-warehouses = Por depósito
delivery-adherence-week = Semana de { $date }
delivery-adherence-named = { $name }
delivery-adherence-unnamed = Não se sabe
delivery-adherence-others = Todo o restante
delivery-adherence-of = { $share } de { $due }

## Around
delivery-adherence-more = Para gráficos e todos os números:
delivery-adherence-reply = O Nightshift escreveu isto à equipe de { $shop }.
