notice-not-found-heading = Não encontramos esta página
notice-not-found-text = O link pode estar incompleto ou ter expirado. Abra-o novamente pelo e-mail em que ele chegou ou responda a esse e-mail, e nós ajudaremos.
notice-unavailable-heading = Esta página não está disponível no momento
notice-unavailable-text = Tente novamente em alguns minutos.
