notice-not-found-heading = No trobem aquesta pàgina
notice-not-found-text = Potser l’enllaç és incomplet o ha caducat. Torna a obrir-lo des del correu en què el vas rebre o respon aquell correu i t’ajudarem.
notice-unavailable-heading = Aquesta pàgina no està disponible ara mateix
notice-unavailable-text = Torna-ho a provar d’aquí a uns minuts.
