stock-digest-subject = { $n ->
    [one] { $shop }: { $n } item está acabando, { $date }
    [many] { $shop }: { $n } de itens estão acabando, { $date }
   *[other] { $shop }: { $n } itens estão acabando, { $date }
}
stock-digest-subject-well = { $shop }: estoque suficiente de novo, { $date }
stock-digest-heading = Resumo do estoque
stock-digest-lead = { $n ->
    [one] Desde o último resumo, { $n } item começou a acabar.
    [many] Desde o último resumo, { $n } de itens começaram a acabar.
   *[other] Desde o último resumo, { $n } itens começaram a acabar.
}
stock-digest-lead-well = Nenhum outro item está acabando.
stock-digest-no-supplier = Fornecedor desconhecido
stock-digest-no-location = Local desconhecido
stock-digest-recovered = De novo suficiente
stock-digest-worst = O alerta foi encerrado; era: { $level }
