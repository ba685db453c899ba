return-approval-subject = { $shop }: Retoure { $number } entscheiden
return-approval-heading = Retoure { $number } genehmigen?
return-approval-lead = Jemand möchte etwas aus der Bestellung { $order } zurückgeben. Bitte antworten Sie bis { $until }.
return-approval-again = Noch hat niemand geantwortet. Jemand möchte etwas aus der Bestellung { $order } zurückgeben. Bitte antworten Sie bis { $until }.
