stock-digest-subject = { $n ->
    [one] { $shop }: заканчивается { $n } товар, { $date }
    [few] { $shop }: заканчиваются { $n } товара, { $date }
    [many] { $shop }: заканчиваются { $n } товаров, { $date }
   *[other] { $shop }: заканчиваются { $n } товара, { $date }
}
stock-digest-subject-well = { $shop }: запасов снова достаточно, { $date }
stock-digest-heading = Обзор запасов
stock-digest-lead = { $n ->
    [one] С последнего обзора начал заканчиваться { $n } товар.
    [few] С последнего обзора начали заканчиваться { $n } товара.
    [many] С последнего обзора начали заканчиваться { $n } товаров.
   *[other] С последнего обзора начали заканчиваться { $n } товара.
}
stock-digest-lead-well = Больше ничего не заканчивается.
stock-digest-no-supplier = Поставщик неизвестен
stock-digest-no-location = Место неизвестно
stock-digest-recovered = Снова достаточно
stock-digest-worst = Предупреждение закрыто; было: { $level }
