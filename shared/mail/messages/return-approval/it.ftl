return-approval-subject = { $shop }: decidere sul reso { $number }
return-approval-heading = Approvare il reso { $number }?
return-approval-lead = Qualcuno vuole restituire qualcosa dell’ordine { $order }. Rispondi entro { $until }.
return-approval-again = Nessuno ha ancora risposto. Qualcuno vuole restituire qualcosa dell’ordine { $order }. Rispondi entro { $until }.
