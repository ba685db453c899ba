purchase-cancelled-subject = L’ordine { $number } è annullato
purchase-cancelled-heading = L’ordine { $number } è annullato
purchase-cancelled-lead = { $shop } non ha più bisogno della merce indicata sotto. La preghiamo di non consegnarla. Se è già in viaggio, La preghiamo di rispondere a questa e-mail.
