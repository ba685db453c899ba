order-updated-subject = { $shop }: تم تعديل طلبك { $order }
order-updated-preheader = { $n ->
    [zero] الآن بدون منتجات، الإجمالي { $total }.
    [one] الآن منتج واحد، الإجمالي { $total }.
    [two] الآن منتجان، الإجمالي { $total }.
    [few] الآن { $n } منتجات، الإجمالي { $total }.
    [many] الآن { $n } منتجًا، الإجمالي { $total }.
   *[other] الآن { $n } منتج، الإجمالي { $total }.
}
order-updated-heading = تم تعديل طلبك
order-updated-lead = تم تعديل طلبك رقم { $order }. هذه هي حالته الآن، وهي تحل محل ما أرسلناه سابقًا.
