low-stock-subject = { $shop } : { $level } : { $item }
low-stock-heading = { $level } : { $item }
low-stock-lead-low = { $n ->
    [one] Il reste { $n } pièce à vendre ; le seuil est de { $threshold }.
    [many] Il reste { $n } de pièces à vendre ; le seuil est de { $threshold }.
   *[other] Il reste { $n } pièces à vendre ; le seuil est de { $threshold }.
}
low-stock-lead-critical = { $n ->
    [one] Il ne reste que { $n } pièce à vendre ; le seuil est de { $threshold }.
    [many] Il ne reste que { $n } de pièces à vendre ; le seuil est de { $threshold }.
   *[other] Il ne reste que { $n } pièces à vendre ; le seuil est de { $threshold }.
}
low-stock-lead-out = Il ne reste plus rien à vendre.
low-stock-lead-negative = { $n ->
    [one] { $n } pièce de trop a été vendue.
    [many] { $n } de pièces de trop ont été vendues.
   *[other] { $n } pièces de trop ont été vendues.
}
