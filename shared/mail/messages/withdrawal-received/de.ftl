withdrawal-received-subject = { $shop }: Ihr Widerruf zur Bestellung { $order }
withdrawal-received-heading = Ihr Widerruf ist eingegangen
withdrawal-received-lead = Diese E-Mail bestätigt, dass wir Ihren Widerruf zur Bestellung { $order } erhalten haben. Bitte bewahren Sie sie auf: Sie nennt, was Sie widerrufen haben und an welchem Tag und zu welcher Uhrzeit Ihre Erklärung bei uns eingegangen ist.
withdrawal-received-next = Bitte senden Sie die Ware innerhalb von 14 Tagen zurück. Innerhalb von 14 Tagen erstatten wir den Kaufpreis und, wenn Sie die ganze Bestellung widerrufen, die Standardversandkosten; wir dürfen damit warten, bis die Ware zurück ist oder Sie den Versand nachgewiesen haben.
withdrawal-received-looked-at = Wir prüfen, ob der Widerruf rechtzeitig ist und keine Ausnahme gilt, und antworten bald.
