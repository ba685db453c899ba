withdrawal-received-subject = { $shop }: Ihr Widerruf zur Bestellung { $order }
withdrawal-received-heading = Ihr Widerruf ist eingegangen
withdrawal-received-lead = Diese E-Mail bestätigt, dass Sie Ihren Kauf aus der Bestellung { $order } widerrufen haben. Bitte bewahren Sie sie auf: Sie nennt, was Sie widerrufen haben und an welchem Tag und zu welcher Uhrzeit Ihre Erklärung bei uns eingegangen ist.
withdrawal-received-next = Bitte senden Sie die Ware innerhalb von 14 Tagen zurück. Kaufpreis und Standardversandkosten erstatten wir innerhalb von 14 Tagen; wir dürfen damit warten, bis die Ware zurück ist oder Sie den Versand nachgewiesen haben.
