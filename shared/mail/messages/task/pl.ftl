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
task-title-buyer-without-address = Zamówienie bez adresu e-mail
task-text-buyer-without-address = Tego zamówienia nie można potwierdzić, ponieważ nie ma w nim prawidłowego adresu e-mail. Należy poprosić o adres osobę, która je złożyła, i dodać go do zamówienia na platformie. Jeśli zamówienie nie będzie wtedy zbyt stare, potwierdzenie zostanie wysłane automatycznie.
task-title-mail-bounced = Adres e-mail nie działa
task-text-mail-bounced = Wiadomość o tym zamówieniu została ostatecznie zwrócona: adres nie istnieje lub nie przyjmuje poczty. Nic więcej nie jest na niego wysyłane. Należy poprosić o inny adres, poprawić go w zamówieniu na platformie, a potem wysłać wiadomość ponownie poleceniem resend.
task-title-mail-undelivered = Wiadomość nie dotarła
task-text-mail-undelivered = Skrzynka pocztowa odesłała wiadomość o tym zamówieniu, na przykład dlatego, że jest pełna albo nikt jej teraz nie czyta. Adres może być prawidłowy i nadal jest używany. Należy później wysłać wiadomość ponownie poleceniem resend albo skontaktować się w inny sposób.
task-title-mail-complained = Wiadomość oznaczono jako spam
task-text-mail-complained = Wiadomość o tym zamówieniu została oznaczona jako niechciana, dlatego na ten adres nic więcej nie jest wysyłane. Należy ustalić, czy to pomyłka i czy zamówienie rzeczywiście złożyła ta osoba. Jeśli wiadomości są jednak mile widziane, należy ponownie na nie zezwolić poleceniem suppression lift.
task-title-mail-rejected = Wiadomość odrzucono po wysłaniu
task-text-mail-rejected = Usługa pocztowa przyjęła wiadomość o tym zamówieniu, a następnie odmówiła jej doręczenia z powodu treści, więc wiadomość nie dotarła. Należy sprawdzić własne teksty i pliki sklepu, które do niej należą, i w razie potrzeby samodzielnie napisać do osoby, która złożyła zamówienie.
task-title-mail-unsent = Wiadomości nie można wysłać
task-text-mail-unsent = Wiadomości o tym zamówieniu nie można obecnie wysłać; przyczynę podano w szczegółach poniżej. Należy ją usunąć, a potem wysłać wiadomość poleceniem resend albo samodzielnie napisać do osoby, która złożyła zamówienie.
task-title-mail-in-doubt = Nie wiadomo, czy wiadomość została wysłana
task-text-mail-in-doubt = Odpowiedź usługi pocztowej na wiadomość o tym zamówieniu zaginęła i nie nadszedł żaden raport. Aby nikt nie otrzymał jej dwa razy, nie jest wysyłana ponownie automatycznie. Jeśli jest niezbędna, należy ją wysłać poleceniem resend; może wtedy dotrzeć dwukrotnie.
task-title-mails-missing = Brakuje wiadomości
task-text-mails-missing = Od ponad pół godziny zlecone wiadomości nie zostały wysłane albo o niektórych zamówieniach nie zdecydowano. Zlecono je ponownie, bez skutku. Należy sprawdzić nieprzetworzone komunikaty i alarmy; polecenie „cargo nightshift missing” pokazuje, czego brakuje i dlaczego.
task-title-stock-ledger-wrong = Stan magazynowy był błędny
task-text-stock-ledger-wrong = W nocy zapisany stan tego artykułu nie zgadzał się z sumą jego ruchów. Został poprawiony na podstawie dziennika i oceniony na nowo; trzeba jeszcze ustalić przyczynę. Należy sprawdzić, czy ktoś nie zmienił tabeli ręcznie albo nie przywrócono starszej wersji, a w razie wątpliwości przeliczyć artykuł.
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
task-about-watch = Wiadomości wychodzące
task-about-unknown = { $kind } { $id }

## Around
task-close = Wykonane zadanie należy zamknąć tym poleceniem, wpisując swoje imię w miejsce NAME:
task-reply = Tę wiadomość napisał Nightshift do zespołu sklepu { $shop }.
