notice-not-found-heading = Nie możemy znaleźć tej strony
notice-not-found-text = Link może być niepełny lub nieaktualny. Prosimy otworzyć go ponownie z wiadomości, w której się znajdował, albo odpowiedzieć na tę wiadomość: chętnie pomożemy.
notice-unavailable-heading = Ta strona jest chwilowo niedostępna
notice-unavailable-text = Prosimy spróbować ponownie za kilka minut.
