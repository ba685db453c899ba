stock-storm-subject = { $n ->
    [one] { $shop }: { $n } aviso de existencias a la vez
    [many] { $shop }: { $n } de avisos de existencias a la vez
   *[other] { $shop }: { $n } avisos de existencias a la vez
}
stock-storm-heading = { $n ->
    [one] { $n } aviso de existencias a la vez
    [many] { $n } de avisos de existencias a la vez
   *[other] { $n } avisos de existencias a la vez
}
stock-storm-lead = Llegaron entre { $from } y { $to }. Por eso recibes un solo correo en lugar de uno por aviso.
stock-storm-likely = Causa probable
stock-storm-share = { $n ->
    [one] { $n } de ellos tiene esto en común:
    [many] { $n } de ellos tienen esto en común:
   *[other] { $n } de ellos tienen esto en común:
}
stock-storm-unlike = No se reconoce ninguna causa común.
stock-storm-levels = Gravedad
stock-storm-count = { $n ->
    [one] { $n } artículo
    [many] { $n } de artículos
   *[other] { $n } artículos
}
stock-storm-stocks = Lo más grave primero
