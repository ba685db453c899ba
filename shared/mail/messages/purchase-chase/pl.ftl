purchase-chase-subject = Gdzie jest nasze zamówienie { $number }?
purchase-chase-heading = Zamówienie { $number } jest opóźnione
purchase-chase-lead = Poniższych towarów spodziewaliśmy się już wcześniej. Prosimy o informację, kiedy dotrą.
