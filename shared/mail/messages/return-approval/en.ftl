return-approval-subject = { $shop }: decide about return { $number }
return-approval-heading = Approve return { $number }?
return-approval-lead = Someone wants to return something from order { $order }. Please answer by { $until }.
return-approval-again = Nobody has answered yet. Someone wants to return something from order { $order }. Please answer by { $until }.
