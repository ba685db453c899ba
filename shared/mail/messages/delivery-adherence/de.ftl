delivery-adherence-subject = { $shop }: { $share } der Liefertermine gehalten
delivery-adherence-subject-few = { $shop }: Liefertermine der Woche
delivery-adherence-heading = Wurden die Liefertermine gehalten?
delivery-adherence-lead = Was vom { $from } bis zum { $to } fällig war.
delivery-adherence-verdict-too-few = Von zu wenigen Lieferungen ist bekannt, wann sie ankamen; die Termine lassen sich nicht beurteilen.
delivery-adherence-verdict-below = Weniger als 90 % der Termine wurden gehalten. Die Zusagen sind zu knapp, oder die Arbeit dauert zu lange: was davon, steht unten.
delivery-adherence-verdict-on-target = Wie zugesagt: Zwischen 90 und 95 % der Termine wurden gehalten.
delivery-adherence-verdict-padded = Mehr als 95 % der Termine wurden gehalten: Sie sind länger als nötig, und kürzere würden mehr verkaufen.

## All of it
delivery-adherence-whole = Insgesamt
delivery-adherence-share = Anteil gehalten
delivery-adherence-kept = Gehalten
delivery-adherence-missed = Verpasst
delivery-adherence-unknown = Unbekannt, weil kein Scan die Zustellung zeigt
delivery-adherence-exact = Am zugesagten Tag selbst da
delivery-adherence-within-one = Höchstens einen Tag daneben
delivery-adherence-padding = Tage Luft, bei der Hälfte
delivery-adherence-handed-over = Rechtzeitig übergeben

## Why
delivery-adherence-faults = Woran Zusagen scheiterten
delivery-adherence-fault-transit = Transport: zu lange beim Versanddienst
delivery-adherence-fault-processing = Bearbeitung: zu spät übergeben
delivery-adherence-fault-cut-off = Bestellschluss: kurz davor angenommen und nicht fertig geworden
delivery-adherence-fault-unknown = Ursache unbekannt

## By part
delivery-adherence-weeks = Woche für Woche
delivery-adherence-lanes = Nach Strecke
delivery-adherence-carriers = Nach Versanddienst
delivery-adherence-warehouses = Nach Lager
delivery-adherence-week = Woche ab { $date }
delivery-adherence-named = { $name }
delivery-adherence-unnamed = Nicht bekannt
delivery-adherence-others = Alle übrigen
delivery-adherence-of = { $share } von { $due }

## Around
delivery-adherence-more = Diagramme und alle Zahlen:
delivery-adherence-reply = Nightshift hat dies an die Leute von { $shop } geschrieben.
