task-subject = { $shop }: { $title } ({ $about })
task-lead = هذه مهمة تنتظر شخصًا ينجزها. آخر موعد لها { $due }.
task-about = بخصوص
task-due = آخر موعد

## What must be done, by the reason's word
task-title-erase-customer = حذف بيانات عميل
task-text-erase-customer = أبلغت المنصة بوجوب حذف بيانات هذا العميل. احذف ما هو محفوظ منها: في جداول Nightshift وفي أي مكان آخر لديك، مثل صناديق البريد والخدمات الأخرى. لا تحتفظ إلا بما يلزمك القانون بحفظه، مثل الفواتير.
task-title-export-customer = تسليم بيانات عميل
task-text-export-customer = طلب هذا العميل البيانات التي تحتفظ بها عنه. اجمعها من هنا ومن أي مكان آخر لديك، وسلّمها إلى العميل بنفسك.
task-title-erase-shop = حذف بيانات متجر
task-text-erase-shop = أبلغت المنصة بوجوب حذف جميع البيانات المأخوذة من هذا المتجر، لأن التطبيق أزيل منه. احذف ما هو محفوظ منها. لا تحتفظ إلا بما يلزمك القانون بحفظه، مثل الفواتير.
task-title-app-uninstalled = أزيل التطبيق من المتجر
task-text-app-uninstalled = لم تعد المنصة ترسل إشعارات، فلا يُلاحَظ أي شيء يحدث في المتجر. إن كان ذلك خطأً فثبّت التطبيق من جديد وسجّل إشعاراته، وإلا فأوقف الأتمتة لهذا المتجر.
task-title-webhooks-silent = لا تصل أي إشعارات
task-text-webhooks-silent = لم يصل شيء من هذا المصدر منذ مدة أطول من المعتاد. تحقّق في المنصة من أن الإشعارات ما زالت موجودة ومفعّلة وتُرسل إلى العنوان الصحيح.
task-title-webhooks-missed = لم تصل بعض الإشعارات
task-text-webhooks-missed = كشف سؤال المنصة عن تغييرات لم تصل إشعاراتها. لقد سُجّلت ولا تحتاج إلى شيء آخر؛ ما يحتاج إليك هو معرفة السبب. تحقّق في المنصة من أن الإشعارات ما زالت موجودة ومفعّلة ويُرَد عليها.
task-title-platform-refuses-us = المنصة لا تسمح لـ Nightshift بالدخول
task-text-platform-refuses-us = أجابت المنصة بأن مفتاحنا غير صالح، أو لا يحق له قراءة الطلبات، أو أن المتجر انتقل. أعد إلى التطبيق أو المفتاح صلاحياته، أو ضع بيانات اعتماد جديدة في SSM تحت الأسماء نفسها. وإلى ذلك الحين لا يُعثر على الطلبات التي لم يُبلغ عنها أي webhook.
task-title-order-held = طلب قيد الانتظار
task-text-order-held = في بيانات هذا الطلب ما لا يتوافق، ولذلك لا تُرسل أي رسالة عنه تلقائيًا. قارنه بما في المنصة وصحّحه هناك، واكتب إلى المشتري بنفسك عند الحاجة.
task-title-unknown = هناك ما يجب عمله: { $reason }
task-text-unknown = لا توجد تعليمات للكلمة «{ $reason }». في التفاصيل أدناه وفي سجل ما تخصه المهمة مزيد من المعلومات.

## What it is about
task-about-order = الطلب { $id }
task-about-customer = العميل { $id }
task-about-product = المنتج { $id }
task-about-item = صنف المخزون { $id }
task-about-sku = المخزون { $id }
task-about-return = المرتجع { $id }
task-about-shop = المتجر { $id }
task-about-source = المصدر { $id }
task-about-unknown = { $kind } { $id }

## Around
task-close = بعد الانتهاء منها أغلقها بهذا الأمر، مع كتابة اسمك مكان NAME:
task-reply = كتب Nightshift هذه الرسالة إلى العاملين في { $shop }.
