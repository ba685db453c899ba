# Words that all messages share. A message's own words stand in its folder.

order-number = Zamówienie { $order }
pieces = { $n ->
    [one] { $n } produkt
    [few] { $n } produkty
    [many] { $n } produktów
   *[other] { $n } produktu
}
order-date = Data zamówienia
colon = :{ " " }

## Lines
line-untitled = Produkt
line-sku = Kod produktu
line-quantity = Ilość
line-unit-price = Cena za sztukę
line-discount = Rabat
line-total = Wartość
line-digital = Produkt cyfrowy: bez wysyłki
line-gift-card = Karta podarunkowa: wysyłana e-mailem
line-back-order = Chwilowo niedostępne, wyślemy po uzupełnieniu zapasów
line-back-order-expected = Chwilowo niedostępne, przewidywana dostępność: { $date }
line-pre-order = Przedsprzedaż
line-pre-order-expected = Przedsprzedaż, dostępne od: { $date }

## Totals
items = Produkty
subtotal = Suma częściowa
subtotal-incl-tax = Suma częściowa (brutto)
subtotal-excl-tax = Suma częściowa (netto)
subtotal-after-discounts = Suma częściowa po rabatach
discount = Rabat
discount-named = Rabat ({ $name })
shipping = Dostawa
shipping-named = Dostawa ({ $name })
extra = Opłata dodatkowa
extra-named = { $name }
tax = Podatek
tax-named = { $name }
tax-named-on-base = { $name } od kwoty { $base }
tax-contained = W tym podatek
tax-contained-named = W tym { $name }
tax-contained-named-on-base = W tym { $name } od kwoty { $base }
total = Razem
total-incl-tax = Razem (brutto)
in-shop-currency = W walucie sklepu
paid-gift-card = Zapłacono kartą podarunkową
paid-gift-card-ending = Zapłacono kartą podarunkową o końcówce { $digits }
paid-store-credit = Zapłacono ze środków na koncie w sklepie
still-to-pay = Pozostało do zapłaty
paid-otherwise = Zapłacono w inny sposób

## Payment
payment = Płatność
tender-card = Karta
tender-gift-card = Karta podarunkowa
tender-store-credit = Środki na koncie w sklepie
tender-bank-transfer = Przelew bankowy
tender-on-delivery = Płatność przy odbiorze
tender-other = Inna metoda płatności
tender-ending = { $name } o końcówce { $digits }
transfer-lead = Prosimy o przelanie kwoty na to konto. Zamówienie zrealizujemy po otrzymaniu wpłaty.
transfer-holder = Właściciel konta
transfer-iban = IBAN
transfer-bic = BIC
transfer-amount = Kwota
transfer-reference = Tytuł przelewu
transfer-due = Termin płatności
transfer-code = Można też zeskanować ten kod w aplikacji bankowej.
transfer-code-alt = Kod QR do aplikacji bankowej z podanymi wyżej kontem, kwotą i tytułem przelewu

## Delivery
promise = Przewidywana dostawa
promise-pickup = Gotowe do odbioru
pickup = Odbiór osobisty
pickup-hours = Godziny otwarcia
promised-by = Obiecany termin: { $day }
expected-now = Obecnie przewidywany termin
expected-unknown = Nie możemy jeszcze powiedzieć, kiedy dotrze.
delay-not-sent = Nie przekazano go jeszcze przewoźnikowi.
delay-on-its-way = Jest w drodze, ale potrwa to dłużej, niż planowano.
delay-unclear = Dostawa nie przebiega zgodnie z planem.

## Addresses
shipping-address = Adres dostawy
billing-address = Adres rozliczeniowy

## Around
view-order = Szczegóły zamówienia
view-return = Szczegóły zwrotu
redirected = [przekierowano] { $subject }
reply = W razie pytań wystarczy odpowiedzieć na tę wiadomość.

## What the law wants
legal-seller = Sprzedawca
legal-terms = Regulamin sprzedaży
legal-terms-online = Regulamin sprzedaży na stronie internetowej
legal-withdrawal = Prawo odstąpienia od umowy
legal-withdrawal-form = Wzór formularza odstąpienia od umowy

## Days
date-range = { $from } – { $to }
instant = { $moment } ({ $zone })

## Stock
stock-level = Poziom
stock-level-low = Niski stan
stock-level-critical = Bardzo niski stan
stock-level-out = Brak w magazynie
stock-level-negative = Sprzedano za dużo
stock-item = Artykuł
stock-location = Lokalizacja
stock-everywhere = Wszystkie lokalizacje razem
stock-with = { $what } ({ $more })
stock-available = Dostępne
stock-available-before = { $now } (przedtem: { $before })
stock-on-hand = Na stanie
stock-reserved = Zarezerwowane
stock-buffer = Zatrzymane
stock-damaged = Uszkodzone
stock-in-transit = Między lokalizacjami
stock-incoming = W drodze
stock-undated = data nieznana
stock-threshold = Próg
stock-said-item-here = ustawiony dla tego artykułu w tej lokalizacji
stock-said-item = ustawiony dla tego artykułu
stock-said-storefront = ustawiony w systemie sklepu
stock-said-product = ustawiony dla tego produktu
stock-said-category = ustawiony dla kategorii { $name }
stock-said-supplier = ustawiony dla dostawcy { $name }
stock-said-location = ustawiony dla tej lokalizacji
stock-said-shop = ustawiony dla całego sklepu
stock-said-cover = { $n ->
    [one] sprzedaż z { $n } dnia
    [few] sprzedaż z { $n } dni
    [many] sprzedaż z { $n } dni
   *[other] sprzedaż z { $n } dnia
}
stock-said-bundle = { $n ->
    [one] musi zostać { $n } zestaw { $name }
    [few] muszą zostać { $n } zestawy { $name }
    [many] musi zostać { $n } zestawów { $name }
   *[other] musi zostać { $n } zestawu { $name }
}
stock-per-day = Sprzedaż dziennie
stock-method-weighted = średnia ważona z dni, w których towar był
stock-method-sba = Syntetos–Boylan, dla rzadkiej sprzedaży
stock-method-croston = Croston, dla rzadkiej sprzedaży
stock-method-category = jak w kategorii, bo artykuł jest nowy
stock-season = Sezon w porównaniu ze zwykłym
stock-cover = Wystarczy na (dni)
stock-cover-long = ponad rok
stock-runs-out = Przewidywane wyczerpanie
stock-next = Najbliższa możliwa dostawa
stock-supplier = Dostawca
stock-lead = { $n ->
    [one] dostawa w { $n } dzień
    [few] dostawa w { $n } dni
    [many] dostawa w { $n } dni
   *[other] dostawa w { $n } dnia
}
stock-suggested = Sugerowana wielkość zamówienia
stock-lost = Prawdopodobnie utracona sprzedaż
stock-lost-in = { $pieces } w { $days }
stock-pieces = { $n ->
    [one] { $n } sztuka
    [few] { $n } sztuki
    [many] { $n } sztuk
   *[other] { $n } sztuki
}
stock-days = { $n ->
    [one] { $n } dzień
    [few] { $n } dni
    [many] { $n } dni
   *[other] { $n } dnia
}
stock-kits = Zestaw, który go wymaga
stock-kits-left = { $n ->
    [one] został { $n }
    [few] zostały { $n }
    [many] zostało { $n }
   *[other] zostało { $n }
}
stock-cause = Ostatnia zmiana
stock-cause-sale = sprzedaż
stock-cause-cancellation = anulowanie
stock-cause-fulfilment = wysyłka
stock-cause-return = zwrot
stock-cause-edit = zmiana ręczna
stock-cause-count = inwentaryzacja
stock-cause-import = import danych
stock-cause-receipt = przyjęcie dostawy
stock-cause-purchase = zamówienie u dostawcy
stock-cause-transfer = przesunięcie
stock-cause-correction = korekta
stock-cause-point-of-sale = sprzedaż przy kasie
stock-cause-component = sprzedaż zestawu
stock-cause-reservation = rezerwacja
stock-because = Powód tej wiadomości
stock-because-crossed = Stan spadł do progu lub poniżej.
stock-because-worsened = Od ostatniego alertu sytuacja się pogorszyła.
stock-because-threshold-rose = Stan jest ten sam, ale próg wzrósł.
stock-because-first-count = Stan był niski już przy pierwszym liczeniu.
stock-because-snooze-ended = Czas wstrzymania minął, a stan nadal jest niski.
stock-because-still-low = To, co wstrzymywało alert, minęło, a stan nadal jest niski.
stock-chart-alt = { $n ->
    [one] Wykres z ostatniego { $n } dnia: najwyżej { $highest } dostępnych, teraz { $now }; próg to { $threshold }.
    [few] Wykres z ostatnich { $n } dni: najwyżej { $highest } dostępnych, teraz { $now }; próg to { $threshold }.
    [many] Wykres z ostatnich { $n } dni: najwyżej { $highest } dostępnych, teraz { $now }; próg to { $threshold }.
   *[other] Wykres z ostatnich { $n } dnia: najwyżej { $highest } dostępnych, teraz { $now }; próg to { $threshold }.
}
stock-chart-ends = Przewidywane wyczerpanie: { $date }.
stock-chart-from = { $n ->
    [one] { $n } dzień temu
    [few] { $n } dni temu
    [many] { $n } dni temu
   *[other] { $n } dnia temu
}
stock-chart-to = { $n ->
    [one] za { $n } dzień
    [few] za { $n } dni
    [many] za { $n } dni
   *[other] za { $n } dnia
}
stock-chart-today = dziś
stock-chart-legend = Słupki: dostępne na koniec każdego dnia. Linia przerywana: próg.
stock-chart-legend-ahead = Puste słupki: przewidywanie od jutra.
stock-chart-legend-deliveries = Trójkąty: dostawy.
stock-do-acknowledge = Potwierdź
stock-do-snooze = { $n ->
    [one] Wstrzymaj na { $n } dzień
    [few] Wstrzymaj na { $n } dni
    [many] Wstrzymaj na { $n } dni
   *[other] Wstrzymaj na { $n } dnia
}
stock-do-asks = Każdy link otwiera stronę, która pyta jeszcze raz. Nic się nie dzieje przed naciśnięciem jej przycisku.
stock-more = { $n ->
    [one] { $n } artykuł więcej jest w załączonym pliku.
    [few] { $n } artykuły więcej są w załączonym pliku.
    [many] { $n } artykułów więcej jest w załączonym pliku.
   *[other] { $n } artykułu więcej jest w załączonym pliku.
}
stock-file = Plik { $name } zawiera wszystko, do arkusza kalkulacyjnego.
stock-reply = Tę wiadomość napisał Nightshift do zespołu sklepu { $shop }.

## Purchases
purchase-number = Numer zamówienia
purchase-supplier = Dostawca
purchase-deliver-to = Miejsce dostawy
purchase-expected = Spodziewana dostawa
purchase-order-by = Zamówić do
purchase-total = Łączna kwota
purchase-unpriced = Niektóre ceny nie są znane, więc łączna kwota jest niepełna.
purchase-code = Państwa numer artykułu
purchase-quantity = Ilość
purchase-price = Cena za sztukę
purchase-sum = Kwota
purchase-open = Pozostało do dostarczenia
purchase-why = Powód
purchase-why-position = { $position } na stanie lub w drodze; zamawia się od { $point }, do { $target }
purchase-reckoning = Obliczenie
purchase-losing = Niewybrani
purchase-state = Stan
purchase-state-draft = szkic
purchase-state-waiting = czeka na zatwierdzenie
purchase-state-approved = zatwierdzone
purchase-state-sent = wysłane
purchase-state-confirmed = potwierdzone
purchase-state-partly-received = odebrane częściowo
purchase-state-received = odebrane
purchase-state-closed = zamknięte
purchase-state-declined = odrzucone przez dostawcę
purchase-state-cancelled = anulowane
purchase-do-approve = Zatwierdź
purchase-do-decline = Nie zamawiaj
purchase-do-confirm = Potwierdź zamówienie
purchase-do-refuse = Nie możemy dostarczyć
purchase-reply = W razie pytań wystarczy odpowiedzieć na tę wiadomość.

## Returns
return-number = Numer zwrotu
return-order = Zamówienie
return-requested = Zgłoszono
return-send-by = Odeślij do
return-refund = Zwrot pieniędzy
return-decide-by = Prosimy o odpowiedź do
return-reason = Powód
return-condition = Stan
return-outcome = Oczekiwanie
return-because = Dlaczego pytamy
return-do-look-at-return = Zobacz wszystko i zdecyduj
return-do-approve-return = Zaakceptuj
return-do-refuse-return = Odrzuć
returns-say-approved = Możesz to odesłać.
returns-say-approved-with-fee = Możesz to odesłać. Od zwrotu zostanie potrącona opłata.
returns-say-refunded-at-once = Pieniądze są zwracane od razu.
returns-say-keep-it = Pieniądze są zwracane, a towar możesz zatrzymać.
returns-say-keep-part = Zatrzymujesz towar, a część pieniędzy jest zwracana.
returns-say-donate-it = Pieniądze są zwracane. Prosimy, oddaj towar komuś, komu się przyda.
returns-say-looked-at = Sprawdzamy to i wkrótce odpowiemy.
returns-say-withdrawn = Otrzymaliśmy Twoje odstąpienie od umowy.
returns-say-withdrawal-looked-at = Otrzymaliśmy Twoje odstąpienie od umowy. Sprawdzamy, czy zachodzi wyjątek.
returns-say-too-late = Termin zwrotu minął.
returns-say-not-delivered = Towar nie został jeszcze doręczony.
returns-say-too-many = To więcej, niż można jeszcze zwrócić.
returns-say-not-bought = Tego nie ma w tym zamówieniu.
returns-say-final-sale = Towar sprzedano bez możliwości zwrotu.
returns-say-hygiene = Towar jest zapieczętowany ze względów higienicznych i po otwarciu nie podlega zwrotowi.
returns-say-personalised = Towar wykonano na Twoje zamówienie i nie podlega zwrotowi.
returns-say-perishable = Towar szybko się psuje i nie podlega zwrotowi.
returns-say-digital = Towar jest cyfrowy i nie podlega zwrotowi.
returns-say-gift-card = Karty podarunkowe nie podlegają zwrotowi.
returns-say-discounted = Towar sprzedano z dużym rabatem i nie podlega zwrotowi.
returns-say-condition = Z tego powodu lub w tym stanie nie można go zwrócić.
returns-say-outcome-not-offered = To, o co prosisz, nie jest dostępne dla tego towaru.
returns-say-market = Zwroty z Twojego kraju nie są możliwe.
returns-say-not-allowed = Nasze warunki zwrotów na to nie pozwalają.

# Reasons of the usual list, in which state it is, and what is wanted: for buyers' forms and for the shop's own people
returns-reason-changed-mind = Już niepotrzebne
returns-reason-too-small = Za małe
returns-reason-too-large = Za duże
returns-reason-ordered-by-mistake = Zamówione przez pomyłkę
returns-reason-arrived-late = Dotarło za późno
returns-reason-damaged-in-transit = Uszkodzone w transporcie
returns-reason-defective = Wadliwe
returns-reason-wrong-item = Niewłaściwy produkt
returns-reason-not-as-described = Niezgodne z opisem
returns-reason-missing-parts = Brakuje części
returns-condition-sealed = Nieotwierane
returns-condition-opened = Otwarte, nieużywane
returns-condition-used = Używane
returns-condition-damaged = Uszkodzone
returns-condition-unsaid = Nie podano
returns-outcome-refund = Zwrot pieniędzy
returns-outcome-store-credit = Środki do wykorzystania w sklepie
returns-outcome-exchange = Wymiana w tej samej cenie
returns-outcome-exchange-difference = Wymiana w innej cenie
returns-outcome-replacement = Naprawa lub nowy egzemplarz
returns-outcome-partial-credit = Zatrzymanie towaru i zwrot części kwoty

# Why a person is asked, and what is special about a product: for the shop's own people
return-why-withdrawal-excepted = To ustawowe odstąpienie od umowy, ale prawo zna dla niego wyjątek: { $of }
return-why-withdrawal-late = To ustawowe odstąpienie od umowy, ale termin minął { $day }
return-why-by-rule = Tak mówi Twoja reguła „{ $rule }”
return-why-reviewed-otherwise = Twoje zasady pozostawiają takie zwroty człowiekowi
return-why-restricted = To coś szczególnego: { $of }
return-why-discounted = Sprzedano z dużym rabatem
return-why-fault-not-refused = Zwrot zostałby odrzucony, ale winę ponosi sklep lub przewoźnik
return-why-fact-unknown = Twoja reguła „{ $rule }” wymaga czegoś, czego nie wiadomo: { $fact }
return-why-delivery-unknown = Nikt nie wie, kiedy to doręczono
return-why-suspicious = Są oznaki nadużycia
return-why-beyond-return-limit = To więcej, niż można zaakceptować bez udziału człowieka
return-why-beyond-day-limit = Dzisiejsze zwroty to więcej, niż można zaakceptować bez udziału człowieka
return-why-limit-unknown = Twoje limity są w innej walucie niż zamówienie
return-why-breaker-open = Dziś zaakceptowano znacznie więcej zwrotów niż zwykle
return-why-money-unknown = Nie można obliczyć kwoty do zwrotu
return-why-unknown-reason = Powodu nie ma na Twojej liście
return-why-from-exchange = To produkt z wymiany
returns-trait-final-sale = sprzedane bez prawa zwrotu
returns-trait-hygiene = zapieczętowane ze względów higienicznych
returns-trait-personalised = wykonane na zamówienie
returns-trait-perishable = łatwo się psuje
returns-trait-digital = treść cyfrowa
returns-trait-gift-card = karta podarunkowa
returns-trait-sealed-media = zapieczętowane nagrania lub oprogramowanie
return-why-withdrawal = Ustawowe odstąpienie
return-why-in-time = W terminie
return-why-excepted = Przyznano więcej czasu
return-why-not-worth-returning = Nie opłaca się odsyłać
return-why-too-late = Za późno
return-why-market-closed = Brak zwrotów z tego kraju
return-why-outcome-not-offered = Tego, o co proszono, nie oferujemy
return-why-no-such-line = Nie jest częścią zamówienia
return-why-not-delivered = Jeszcze niedostarczone
return-why-too-many = Więcej sztuk, niż można zwrócić
return-why-part-of-bundle = Część zestawu
return-why-no-quantity = Brak liczby sztuk
