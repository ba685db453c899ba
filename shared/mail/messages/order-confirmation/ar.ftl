order-confirmation-subject = { $shop }: استلمنا طلبك { $order }
order-confirmation-preheader = { $n ->
    [zero] بدون منتجات، الإجمالي { $total }.
    [one] منتج واحد، الإجمالي { $total }.
    [two] منتجان، الإجمالي { $total }.
    [few] { $n } منتجات، الإجمالي { $total }.
    [many] { $n } منتجًا، الإجمالي { $total }.
   *[other] { $n } منتج، الإجمالي { $total }.
}
order-confirmation-heading = شكرًا على طلبك
order-confirmation-lead = لقد استلمنا طلبك رقم { $order }. إليك تفاصيل مشترياتك.
