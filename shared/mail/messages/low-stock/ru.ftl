low-stock-subject = { $shop }: { $level }: { $item }
low-stock-heading = { $level }: { $item }
low-stock-lead-low = { $n ->
    [one] Осталась { $n } штука; порог { $threshold }.
    [few] Осталось { $n } штуки; порог { $threshold }.
    [many] Осталось { $n } штук; порог { $threshold }.
   *[other] Осталось { $n } штуки; порог { $threshold }.
}
low-stock-lead-critical = { $n ->
    [one] Осталась всего { $n } штука; порог { $threshold }.
    [few] Осталось всего { $n } штуки; порог { $threshold }.
    [many] Осталось всего { $n } штук; порог { $threshold }.
   *[other] Осталось всего { $n } штуки; порог { $threshold }.
}
low-stock-lead-out = Продавать больше нечего.
low-stock-lead-negative = { $n ->
    [one] Продано на { $n } штуку больше, чем есть.
    [few] Продано на { $n } штуки больше, чем есть.
    [many] Продано на { $n } штук больше, чем есть.
   *[other] Продано на { $n } штуки больше, чем есть.
}
