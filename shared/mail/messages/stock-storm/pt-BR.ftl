stock-storm-subject = { $n ->
    [one] { $shop }: { $n } alerta de estoque de uma vez
    [many] { $shop }: { $n } de alertas de estoque de uma vez
   *[other] { $shop }: { $n } alertas de estoque de uma vez
}
stock-storm-heading = { $n ->
    [one] { $n } alerta de estoque de uma vez
    [many] { $n } de alertas de estoque de uma vez
   *[other] { $n } alertas de estoque de uma vez
}
stock-storm-lead = Eles chegaram entre { $from } e { $to }. Por isso você recebe um só e-mail em vez de um por alerta.
stock-storm-likely = Causa provável
stock-storm-share = { $n ->
    [one] { $n } deles tem isto em comum:
    [many] { $n } deles têm isto em comum:
   *[other] { $n } deles têm isto em comum:
}
stock-storm-unlike = Nenhuma causa comum foi reconhecida.
stock-storm-levels = Gravidade
stock-storm-count = { $n ->
    [one] { $n } item
    [many] { $n } de itens
   *[other] { $n } itens
}
stock-storm-stocks = Os mais graves primeiro
