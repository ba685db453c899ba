low-stock-subject = { $shop }: { $level }: { $item }
low-stock-heading = { $level }: { $item }
low-stock-lead-low = { $n ->
    [one] Залишилася { $n } штука; поріг { $threshold }.
    [few] Залишилося { $n } штуки; поріг { $threshold }.
    [many] Залишилося { $n } штук; поріг { $threshold }.
   *[other] Залишилося { $n } штуки; поріг { $threshold }.
}
low-stock-lead-critical = { $n ->
    [one] Залишилася лише { $n } штука; поріг { $threshold }.
    [few] Залишилося лише { $n } штуки; поріг { $threshold }.
    [many] Залишилося лише { $n } штук; поріг { $threshold }.
   *[other] Залишилося лише { $n } штуки; поріг { $threshold }.
}
low-stock-lead-out = Продавати більше нічого.
low-stock-lead-negative = { $n ->
    [one] Продано на { $n } штуку більше, ніж є.
    [few] Продано на { $n } штуки більше, ніж є.
    [many] Продано на { $n } штук більше, ніж є.
   *[other] Продано на { $n } штуки більше, ніж є.
}
