task-subject = { $shop }: { $title } ({ $about })
task-lead = To zadanie musi wykonać człowiek. Termin: { $due }.
task-about = Dotyczy
task-due = Termin

## What must be done, by the reason's word
task-title-erase-customer = Usunięcie danych klienta
task-text-erase-customer = Platforma przekazała, że dane tej osoby muszą zostać usunięte. Należy usunąć wszystko, co jest o niej przechowywane: w tabelach Nightshift i wszędzie indziej, na przykład w skrzynkach pocztowych i innych usługach. Zachować należy tylko to, czego przechowywania wymaga prawo, na przykład faktury.
task-title-export-customer = Przekazanie klientowi jego danych
task-text-export-customer = Ta osoba prosi o dane, które są o niej przechowywane. Należy je zebrać, tutaj i wszędzie indziej, gdzie się znajdują, i samodzielnie jej przekazać.
task-title-erase-shop = Usunięcie danych sklepu
task-text-erase-shop = Platforma przekazała, że wszystkie dane pobrane z tego sklepu muszą zostać usunięte, ponieważ aplikacja została z niego odinstalowana. Należy usunąć wszystko, co jest przechowywane. Zachować należy tylko to, czego przechowywania wymaga prawo, na przykład faktury.
task-title-app-uninstalled = Aplikacja została usunięta ze sklepu
task-text-app-uninstalled = Platforma nie wysyła już webhooków, więc wydarzenia w sklepie pozostają niezauważone. Jeśli to pomyłka, należy ponownie zainstalować aplikację i zarejestrować jej webhooki; jeśli nie, należy wyłączyć automatyzacje tego sklepu.
task-title-webhooks-silent = Nie przychodzą żadne webhooki
task-text-webhooks-silent = Z tego źródła nic nie przychodzi dłużej niż zwykle. Należy sprawdzić na platformie, czy webhooki nadal istnieją, są włączone i wysyłane pod właściwy adres.
task-title-webhooks-missed = Część webhooków nie dotarła
task-text-webhooks-missed = Zapytanie do platformy ujawniło zmiany, o których nie powiadomił żaden webhook. Zmiany zostały już uwzględnione i niczego więcej nie wymagają; do wyjaśnienia pozostaje przyczyna. Należy sprawdzić na platformie, czy webhooki nadal istnieją, są włączone i otrzymują odpowiedź.
task-title-platform-refuses-us = Platforma nie wpuszcza Nightshift
task-text-platform-refuses-us = Platforma odpowiedziała, że nasz klucz jest nieprawidłowy, że nie może odczytywać zamówień lub że sklep jest już pod innym adresem. Należy przywrócić uprawnienia aplikacji lub kluczowi albo zapisać w SSM nowe dane dostępowe pod tymi samymi nazwami. Do tego czasu zamówienia, o których nie powiadamia żaden webhook, nie zostaną wykryte.
task-title-order-held = Zamówienie wstrzymane
task-text-order-held = Coś w tym zamówieniu się nie zgadza, dlatego żadna wiadomość o nim nie jest wysyłana automatycznie. Należy porównać je z platformą, poprawić je tam i w razie potrzeby samodzielnie napisać do osoby, która je złożyła.
task-title-unknown = Coś wymaga działania: { $reason }
task-text-unknown = Nie ma instrukcji dla słowa „{ $reason }”. Więcej informacji zawierają szczegóły poniżej oraz dziennik tego, czego dotyczy zadanie.

## What it is about
task-about-order = Zamówienie { $id }
task-about-customer = Klient { $id }
task-about-product = Produkt { $id }
task-about-item = Pozycja magazynowa { $id }
task-about-sku = Stan magazynowy { $id }
task-about-return = Zwrot { $id }
task-about-shop = Sklep { $id }
task-about-source = Źródło { $id }
task-about-unknown = { $kind } { $id }

## Around
task-close = Wykonane zadanie należy zamknąć tym poleceniem, wpisując swoje imię w miejsce NAME:
task-reply = Tę wiadomość napisał Nightshift do zespołu sklepu { $shop }.
