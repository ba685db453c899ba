purchase-order-subject = Comanda { $number } de { $shop }
purchase-order-heading = Comanda { $number }
purchase-order-lead = { $shop } us demana els articles següents. Confirmeu la comanda, si us plau, o digueu-nos si no els podeu lliurar.
