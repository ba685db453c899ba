stock-storm-subject = { $n ->
    [one] { $shop }: { $n } Bestandshinweis auf einmal
   *[other] { $shop }: { $n } Bestandshinweise auf einmal
}
stock-storm-heading = { $n ->
    [one] { $n } Bestandshinweis auf einmal
   *[other] { $n } Bestandshinweise auf einmal
}
stock-storm-lead = Sie kamen zwischen { $from } und { $to }. Darum erhalten Sie eine E-Mail statt vieler einzelner.
stock-storm-likely = Wahrscheinliche Ursache
stock-storm-share = { $n ->
    [one] { $n } davon hat dies gemeinsam:
   *[other] { $n } davon haben dies gemeinsam:
}
stock-storm-unlike = Eine gemeinsame Ursache ist nicht zu erkennen.
stock-storm-levels = Wie schlimm es ist
stock-storm-count = { $n ->
    [one] { $n } Artikel
   *[other] { $n } Artikel
}
stock-storm-stocks = Das Dringendste zuerst
