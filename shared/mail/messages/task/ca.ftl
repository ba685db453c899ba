task-subject = { $shop }: { $title } ({ $about })
task-lead = Aquesta tasca requereix que algú hi intervingui. La data límit és el { $due }.
task-about = Es refereix a
task-due = Data límit

## What must be done, by the reason's word
task-title-erase-customer = Cal eliminar dades de client
task-text-erase-customer = La plataforma comunica que cal eliminar les dades d’aquesta persona. Elimina tot el que se’n conservi: a les taules de Nightshift i a qualsevol altre lloc, com ara bústies de correu i altres serveis. Conserva només el que la llei t’obligui a guardar, com ara les factures.
task-title-export-customer = Cal lliurar dades de client
task-text-export-customer = Aquesta persona ha demanat les dades que en tens. Recull-les, aquí i a qualsevol altre lloc, i lliura-les-hi directament.
task-title-erase-shop = Cal eliminar les dades de la botiga
task-text-erase-shop = La plataforma comunica que cal eliminar totes les dades obtingudes d’aquesta botiga, perquè se n’ha desinstal·lat l’aplicació. Elimina tot el que se’n conservi. Conserva només el que la llei t’obligui a guardar, com ara les factures.
task-title-app-uninstalled = S’ha desinstal·lat l’aplicació de la botiga
task-text-app-uninstalled = La plataforma ja no envia webhooks, de manera que ja no es detecta res del que passa a la botiga. Si ha estat un error, torna a instal·lar l’aplicació i registra’n els webhooks; si no, desactiva les automatitzacions d’aquesta botiga.
task-title-webhooks-silent = No arriben webhooks
task-text-webhooks-silent = Fa més temps de l’habitual que aquesta font no envia res. Comprova a la plataforma que els seus webhooks encara existeixen, estan activats i s’envien a l’adreça correcta.
task-title-webhooks-missed = Alguns webhooks no han arribat
task-text-webhooks-missed = En consultar la plataforma han aparegut canvis els webhooks dels quals no van arribar. Ja s’han registrat i no cal fer-hi res més; el que falta és esbrinar-ne la causa. Comprova a la plataforma que els webhooks encara existeixen, estan activats i reben resposta.
task-title-platform-refuses-us = La plataforma denega l’accés a Nightshift
task-text-platform-refuses-us = La plataforma ha respost que la nostra clau no és vàlida o no pot llegir comandes, o que la botiga ha canviat d’adreça. Torna els permisos a l’aplicació o a la clau, o desa credencials noves a SSM amb els mateixos noms. Fins aleshores, les comandes que no anunciï cap webhook no es trobaran.
task-title-order-held = Hi ha una comanda retinguda
task-text-order-held = Les dades d’aquesta comanda no quadren, de manera que no se n’envia cap correu automàticament. Compara-la amb la plataforma, corregeix-la allà i, si cal, escriu tu a la persona que l’ha feta.
task-title-buyer-without-address = Una comanda no té adreça de correu
task-text-buyer-without-address = Aquesta comanda no es pot confirmar perquè no té cap adreça de correu vàlida. Demana-la a la persona que l’ha feta i afegeix-la a la comanda a la plataforma. Si aleshores la comanda no és massa antiga, la confirmació s’envia sola.
task-title-mail-bounced = Una adreça de correu no funciona
task-text-mail-bounced = Un correu sobre aquesta comanda ha estat retornat definitivament: l’adreça no existeix o no accepta correu. Ja no s’hi envia res. Demana una altra adreça, corregeix-la a la comanda a la plataforma i després torna a enviar el correu amb l’ordre resend.
task-title-mail-undelivered = Un correu no ha arribat
task-text-mail-undelivered = La bústia ha retornat un correu sobre aquesta comanda, per exemple perquè és plena o perquè ara mateix ningú no la llegeix. L’adreça pot ser correcta i es continua fent servir. Torna a enviar el correu més tard amb l’ordre resend o contacta amb la persona d’una altra manera.
task-title-mail-complained = Un correu s’ha marcat com a brossa
task-text-mail-complained = La persona que va rebre un correu sobre aquesta comanda el va marcar com a no desitjat, de manera que ja no s’envia res a aquesta adreça. Esbrina si va ser un error i si la comanda la va fer realment aquesta persona. Si els correus són benvinguts, torna’ls a permetre amb l’ordre suppression lift.
task-title-mail-rejected = Un correu s’ha rebutjat després d’enviar-lo
task-text-mail-rejected = El servei de correu va acceptar un correu sobre aquesta comanda i després es va negar a lliurar-lo pel seu contingut, de manera que no ha arribat. Revisa els textos i fitxers de la botiga que l’acompanyen i, si cal, escriu tu a la persona que ha fet la comanda.
task-title-mail-unsent = Un correu no es pot enviar
task-text-mail-unsent = Un correu sobre aquesta comanda no es pot enviar tal com estan les coses; els detalls de sota en diuen el motiu. Corregeix la causa i després envia el correu amb l’ordre resend, o escriu tu a la persona que ha fet la comanda.
task-title-mail-in-doubt = No se sap si un correu ha sortit
task-text-mail-in-doubt = La resposta del servei de correu a un correu sobre aquesta comanda s’ha perdut i no ha arribat cap informe. Perquè ningú no el rebi dues vegades, no es torna a enviar automàticament. Si és imprescindible, envia’l amb l’ordre resend; pot ser que aleshores arribi dues vegades.
task-title-mails-missing = Falten correus
task-text-mails-missing = Fa més de mitja hora que hi ha correus demanats que no han sortit, o comandes sobre les quals no s’ha decidit. S’han tornat a demanar, sense èxit. Mira els missatges sense processar i les alarmes; l’ordre «cargo nightshift missing» mostra què falta i per què.
task-title-stock-ledger-wrong = L’estoc d’un article estava mal anotat
task-text-stock-ledger-wrong = Aquesta nit, l’estoc anotat d’aquest article no coincidia amb la suma dels seus moviments. S’ha corregit a partir del diari i s’ha tornat a avaluar; falta saber-ne la causa. Comprova si algú ha canviat la taula a mà o si s’ha tornat a una versió anterior i, en cas de dubte, compta l’article.
task-title-unknown = Hi ha alguna cosa per fer: { $reason }
task-text-unknown = No hi ha instruccions per a la paraula «{ $reason }». Als detalls de sota i al registre de l’element en qüestió hi ha més informació.

## What it is about
task-about-order = Comanda { $id }
task-about-customer = Client { $id }
task-about-product = Producte { $id }
task-about-item = Article d’inventari { $id }
task-about-sku = Estoc { $id }
task-about-return = Devolució { $id }
task-about-shop = Botiga { $id }
task-about-source = Font { $id }
task-about-watch = Correus sortints
task-about-unknown = { $kind } { $id }

## Around
task-close = Quan hagis acabat, tanca la tasca amb aquesta ordre, amb el teu nom en lloc de NAME:
task-reply = Nightshift ha enviat aquest correu a l’equip de la botiga { $shop }.
