stock-digest-subject = { $n ->
    [one] { $shop }: закінчується { $n } товар, { $date }
    [few] { $shop }: закінчуються { $n } товари, { $date }
    [many] { $shop }: закінчуються { $n } товарів, { $date }
   *[other] { $shop }: закінчуються { $n } товару, { $date }
}
stock-digest-subject-well = { $shop }: запасів знову достатньо, { $date }
stock-digest-heading = Огляд запасів
stock-digest-lead = { $n ->
    [one] Від останнього огляду почав закінчуватися { $n } товар.
    [few] Від останнього огляду почали закінчуватися { $n } товари.
    [many] Від останнього огляду почали закінчуватися { $n } товарів.
   *[other] Від останнього огляду почали закінчуватися { $n } товару.
}
stock-digest-lead-well = Більше нічого не закінчується.
stock-digest-no-supplier = Постачальник невідомий
stock-digest-no-location = Місце невідоме
stock-digest-recovered = Знову достатньо
stock-digest-worst = Попередження закрито; було: { $level }
