return-approval-subject = { $shop }: decideix sobre la devolució { $number }
return-approval-heading = Vols aprovar la devolució { $number }?
return-approval-lead = Algú vol tornar alguna cosa de la comanda { $order }. Respon abans del { $until }.
return-approval-again = Encara no ha respost ningú. Algú vol tornar alguna cosa de la comanda { $order }. Respon abans del { $until }.
