//! The whole way: from a folder to a table and a page.

use std::{io::Write as _, path::Path};

use jiff::{Span, civil::date};

use super::*;

fn args(orders: &Path, from: Date, to: Date) -> Args {
    Args {
        orders: Some(orders.to_owned()),
        sample: false,
        from,
        to,
        closed: vec![],
        ours_only: false,
        report: None,
        json: false,
    }
}

/// Six files with two lanes: near in two days, far in six.
fn made_up(folder: &Path) {
    let file = |name: &str, lines: &[String]| {
        let mut zip = flate2::write::GzEncoder::new(
            std::fs::File::create(folder.join(format!("{name}.csv.gz"))).expect("a file"),
            flate2::Compression::fast(),
        );
        lines.iter().for_each(|line| writeln!(zip, "{line}").expect("written"));
        zip.finish().expect("written");
    };
    let mut orders = vec!["order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,order_delivered_carrier_date,order_delivered_customer_date,order_estimated_delivery_date".to_owned()];
    let mut items = vec![
        "order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value".to_owned(),
    ];
    for nth in 0..600_i64 {
        let day = date(2018, 1, 1) + Span::new().days(nth / 5);
        let (customer, days) = if nth % 2 == 0 { ("c1", 2 + nth % 3) } else { ("c2", 6 + nth % 5) };
        let (there, promised) = (day + Span::new().days(days), day + Span::new().days(12));
        orders.push(format!(
            "o{nth},{customer},delivered,{day} 10:00:00,,{day} 18:00:00,{there} 12:00:00,{promised} 00:00:00"
        ));
        items.push(format!("o{nth},1,p,s,{day} 23:00:00,10.00,2.50"));
    }
    orders.push("x1,c1,canceled,2018-03-01 10:00:00,,,,2018-03-20 00:00:00".into());
    orders.push("x2,c9,delivered,2018-03-01 10:00:00,,,2018-03-04 10:00:00,2018-03-20 00:00:00".into());
    orders.push("x3,c1,delivered,yesterday,,,,2018-03-20 00:00:00".into());
    file("olist_orders_dataset", &orders);
    file("olist_order_items_dataset", &items);
    let two = |a: &str, b: &str| [a.to_owned(), b.to_owned()];
    file(
        "olist_customers_dataset",
        &[
            "customer_id,customer_unique_id,customer_zip_code_prefix,customer_city,customer_state".into(),
            "c1,u1,01001,sao paulo,SP".into(),
            "c2,u2,40010,salvador,BA".into(),
        ],
    );
    file(
        "olist_sellers_dataset",
        &two("seller_id,seller_zip_code_prefix,seller_city,seller_state", "s,01002,sao paulo,SP"),
    );
    file(
        "olist_products_dataset",
        &two(
            "product_id,product_category_name,product_weight_g,product_length_cm,product_height_cm,product_width_cm",
            "p,toys,300,10,10,",
        ),
    );
    file(
        "zip_prefix_centroids",
        &[
            "zip,lat,lng".into(),
            "01001,-23.5,-46.6".into(),
            "01002,-23.6,-46.6".into(),
            "40010,-12.9,-38.5".into(),
        ],
    );
}

#[test]
fn a_made_up_folder_becomes_a_table_and_a_page() {
    let folder = tempfile::tempdir().expect("a folder");
    made_up(folder.path());
    let (orders, unread) = orders::read(folder.path()).expect("usable");
    // One line's date is none; where to isn't known of an unknown customer, and the protocol leaves that out.
    assert_eq!((orders.len(), unread), (601, 1));
    assert!(orders.iter().all(|order| order.shipment.id != "x2"));
    let way = &orders[1].shipment.way;
    assert_eq!(
        (way.kilometres.map(|km| (1400..1500).contains(&km)), way.price, way.volume),
        (Some(true), Some(1000), None)
    );
    let mut args = args(folder.path(), date(2018, 4, 1), date(2018, 4, 20));
    let walked = walk(&args, &orders);
    let results = results(&args, unread, &walked);
    assert_eq!((results.orders, results.predictors.len()), (100, 4));
    let ours = results.predictors.iter().find(|predictor| predictor.name == OURS).expect("there");
    let one = results.predictors.first().expect("there");
    assert!(ours.figures.mae < 1.6 && ours.figures.mae < one.figures.mae, "{ours:?}");
    assert!(ours.figures.kept.is_sorted() && ours.figures.kept[2] > 0.8, "{ours:?}");
    assert_eq!(ours.by_level.values().sum::<usize>(), 100);
    args.report = Some(folder.path().join("report.html"));
    assert_eq!(run(&args).expect("done"), ExitCode::from(1), "a line is unreadable");
    let page = std::fs::read_to_string(args.report.expect("given")).expect("written");
    for said in ["100</b> orders", OURS, "Calibration", "2018-04-02", "SP&gt;BA", "class=\"line c0\""] {
        assert!(page.contains(said), "{said}");
    }
    crate::pages::proof::sound(&page);
}

#[test]
fn a_folder_without_the_files_is_refused_by_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let trouble = orders::read(folder.path()).expect_err("nothing there").to_string();
    assert!(trouble.contains("olist_orders_dataset.csv"), "{trouble}");
}

/// The marketplace's own orders, where they lie beside the project: the protocol's figures, and ours over two weeks.
#[test]
fn a_real_marketplace() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/olist");
    let folder = Path::new(folder);
    if !folder.join("olist_orders_dataset.csv.gz").is_file() {
        return testkit::skip("olist", "shared/data isn't beside the project");
    }
    let (orders, unread) = orders::read(folder).expect("readable");
    assert_eq!((orders.len(), unread), (27_815, 0));
    let whole = args(folder, date(2018, 2, 1), date(2018, 4, 30));
    let tables: Vec<_> =
        PLAIN.iter().map(|plain| walk::plain(plain, &orders, whole.from, whole.to)).collect();
    let (kept, promised) = figures::marketplace(&tables[0].told);
    assert_eq!(tables[0].told.len(), 7_163);
    assert!((kept - 0.8784).abs() < 1e-4 && (promised - 24.02).abs() < 0.005, "{kept} {promised}");
    let pairs = figures::figures(&tables[1].told);
    assert!(
        (pairs.at_own.expect("reached").0 - 23.8).abs() < 0.3 && (pairs.mae - 6.4).abs() < 0.1,
        "{pairs:?}"
    );
    let two_weeks = args(folder, date(2018, 4, 2), date(2018, 4, 15));
    let ours = figures::figures(&walk::ours(&orders, two_weeks.from, two_weeks.to, &[], |_| ()).told);
    let pairs = figures::figures(&walk::plain(&PLAIN[1], &orders, two_weeks.from, two_weeks.to).told);
    assert!(ours.mae < pairs.mae * 0.95 && ours.pinball_90 < pairs.pinball_90, "{ours:?} {pairs:?}");
}
