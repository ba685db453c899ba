purchase-approval-subject = { $shop }: طلب شراء من { $supplier } بمبلغ { $total }
purchase-approval-heading = هل تريد طلب هذا من { $supplier }؟
purchase-approval-lead = { $n ->
    [zero] { $n } صنف بمبلغ { $total }. لن يُطلب شيء قبل موافقتك.
    [one] صنف واحد بمبلغ { $total }. لن يُطلب شيء قبل موافقتك.
    [two] صنفان بمبلغ { $total }. لن يُطلب شيء قبل موافقتك.
    [few] { $n } أصناف بمبلغ { $total }. لن يُطلب شيء قبل موافقتك.
    [many] { $n } صنفًا بمبلغ { $total }. لن يُطلب شيء قبل موافقتك.
   *[other] { $n } صنف بمبلغ { $total }. لن يُطلب شيء قبل موافقتك.
}
