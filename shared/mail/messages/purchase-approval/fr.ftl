purchase-approval-subject = { $shop } : commande à { $supplier }, { $total }
purchase-approval-heading = Commander ceci à { $supplier } ?
purchase-approval-lead = { $n ->
    [one] { $n } article pour { $total }. Rien n’est commandé avant votre approbation.
    [many] { $n } d’articles pour { $total }. Rien n’est commandé avant votre approbation.
   *[other] { $n } articles pour { $total }. Rien n’est commandé avant votre approbation.
}
