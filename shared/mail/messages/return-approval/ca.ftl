return-approval-subject = { $shop }: decidiu sobre la devolució { $number }
return-approval-heading = Voleu aprovar la devolució { $number }?
return-approval-lead = Algú vol tornar alguna cosa de la comanda { $order }. Responeu abans del { $until }.
return-approval-again = Encara no ha respost ningú. Algú vol tornar alguna cosa de la comanda { $order }. Responeu abans del { $until }.
