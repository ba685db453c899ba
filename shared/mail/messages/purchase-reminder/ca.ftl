purchase-reminder-subject = Confirmeu, si us plau, la nostra comanda { $number }
purchase-reminder-heading = Confirmeu, si us plau, la comanda { $number }
purchase-reminder-lead = Encara no sabem si accepteu la comanda següent. Confirmeu-la, si us plau, o digueu-nos si no la podeu lliurar.
