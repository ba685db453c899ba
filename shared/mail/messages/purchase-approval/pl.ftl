purchase-approval-subject = { $shop }: zamówienie u dostawcy { $supplier }, { $total }
purchase-approval-heading = Zamówić to u dostawcy { $supplier }?
purchase-approval-lead = { $n ->
    [one] { $n } artykuł za { $total }. Nic nie zostanie zamówione bez Państwa zgody.
    [few] { $n } artykuły za { $total }. Nic nie zostanie zamówione bez Państwa zgody.
    [many] { $n } artykułów za { $total }. Nic nie zostanie zamówione bez Państwa zgody.
   *[other] { $n } artykułu za { $total }. Nic nie zostanie zamówione bez Państwa zgody.
}
