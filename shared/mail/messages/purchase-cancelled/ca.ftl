purchase-cancelled-subject = La comanda { $number } queda anul·lada
purchase-cancelled-heading = La comanda { $number } queda anul·lada
purchase-cancelled-lead = { $shop } ja no necessita els articles següents. No els lliureu, si us plau. Si ja són de camí, responeu a aquest correu.
