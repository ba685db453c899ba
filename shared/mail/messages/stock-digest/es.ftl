stock-digest-subject = { $n ->
    [one] { $shop }: { $n } artículo se está agotando, { $date }
    [many] { $shop }: { $n } de artículos se están agotando, { $date }
   *[other] { $shop }: { $n } artículos se están agotando, { $date }
}
stock-digest-subject-well = { $shop }: de nuevo hay existencias suficientes, { $date }
stock-digest-heading = Resumen de existencias
stock-digest-lead = { $n ->
    [one] Desde el último resumen se está agotando { $n } artículo.
    [many] Desde el último resumen se están agotando { $n } de artículos.
   *[other] Desde el último resumen se están agotando { $n } artículos.
}
stock-digest-lead-well = Ningún otro artículo se está agotando.
stock-digest-no-supplier = Proveedor desconocido
stock-digest-no-location = Ubicación desconocida
stock-digest-recovered = De nuevo suficiente
stock-digest-worst = El aviso queda cerrado; era: { $level }
