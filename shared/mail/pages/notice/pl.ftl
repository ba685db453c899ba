notice-not-found-heading = Nie możemy znaleźć tej strony
notice-not-found-text = Link może być niepełny lub nieaktualny. Otwórz go ponownie z wiadomości, w której się znajdował, albo odpowiedz na tę wiadomość: chętnie pomożemy.
notice-unavailable-heading = Ta strona jest chwilowo niedostępna
notice-unavailable-text = Spróbuj ponownie za kilka minut.
