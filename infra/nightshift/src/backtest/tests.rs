//! The whole way: from a file to tables and a page; and nobody sees the future.

use std::{io::Write as _, path::Path};

use jiff::{Span, civil::date};

use super::{Stock, closed, curve, plain, rules::Nights, run, sample};

fn args(transactions: &Path, from: jiff::civil::Date, to: jiff::civil::Date) -> Stock {
    let (transactions, lead_days) = (transactions.to_owned(), vec![7]);
    Stock {
        transactions,
        from,
        to,
        lead_days,
        any_code: false,
        ours_only: false,
        own_rules: false,
        report: None,
        item: Vec::new(),
        json: false,
    }
}

#[test]
fn a_made_up_file_becomes_tables_and_a_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("lines.csv");
    let mut file = std::fs::File::create(&path).expect("a file");
    writeln!(file, "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country")
        .expect("written");
    for (item, days) in
        [vec![3; 240], sample::lumpy(240), (0..240).map(|day| day % 4).collect()].iter().enumerate()
    {
        for (day, pieces) in days.iter().enumerate().filter(|(_, pieces)| **pieces > 0) {
            let on = date(2011, 1, 1) + Span::new().days(i64::try_from(day).expect("small"));
            writeln!(
                file,
                "{day}{item},1000{item},\"CUP <{item}>, BLUE\",{pieces},{on} 10:00:00,{item}.50,1,X"
            )
            .expect("written");
        }
    }
    writeln!(file, "9,10000,CUP,many,2011-05-01 10:00:00,1,1,X").expect("written");
    writeln!(file, "9,POST,POSTAGE,1,2011-05-01 10:00:00,1,1,X").expect("written");
    drop(file);
    let mut args = args(&path, date(2011, 6, 1), date(2011, 8, 28));
    args.own_rules = true;
    args.report = Some(folder.path().join("report.html"));
    assert_eq!(run::stock(&args).expect("done"), std::process::ExitCode::from(1), "a line is unreadable");
    let page = std::fs::read_to_string(args.report.expect("given")).expect("written");
    for said in [
        "3</b> items",
        "Quantity is &quot;many&quot;",
        "10001 CUP &lt;1&gt;, BLUE",
        run::OURS,
        run::OWN_RULES,
        "80 % band",
        "1</b> lines left out: no sale, or a code that isn’t five digits",
        "class=\"line c0\"",
    ] {
        assert!(page.contains(said), "{said}");
    }
    crate::pages::proof::sound(&page);
    args.item = vec!["10001".into(), "NOPE".into()];
    args.report = None;
    let told = run::stock(&args).expect_err("an item is misspelt").to_string();
    assert!(told.contains("no item NOPE"), "{told}");
}

#[test]
fn a_file_whose_codes_are_all_others_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("lines.csv");
    let mut text =
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n".to_owned();
    for day in 0..240 {
        let on = date(2011, 1, 1) + Span::new().days(i64::from(day));
        text +=
            &format!("{day},MUG-BLUE,MUG,2,{on} 10:00:00,1.50,1,X\n{day},TEE-L,TEE,1,{on} 10:00:00,9,1,X\n");
    }
    std::fs::write(&path, text).expect("written");
    let mut args = args(&path, date(2011, 6, 1), date(2011, 8, 28));
    let told = run::read(&args).expect_err("nothing counts").to_string();
    assert!(told.contains("480 lines left out") && told.contains("--any-code"), "{told}");
    args.any_code = true;
    let (demand, _, left_out) = run::read(&args).expect("items");
    assert_eq!((demand.items.len(), left_out), (2, 0));
}

#[test]
fn nobody_sees_the_future() {
    let (mut a, mut b) = (sample::lumpy(220), vec![2; 220]);
    let before = sample::demand(&[&a, &b], 120);
    a[180..].fill(700);
    b[180..].fill(0);
    let after = sample::demand(&[&a, &b], 120);
    for lead in [7, 14] {
        let points = |demand| Nights::of(demand, || ()).points(demand, lead);
        let warnings = |demand| Nights::of(demand, || ()).warnings(lead);
        for nth in 0..2 {
            // Until the night before it changes nothing differs; afterwards something does.
            let known = nth * 100..nth * 100 + 60;
            assert_eq!(points(&before)[known.clone()], points(&after)[known.clone()]);
            assert_eq!(warnings(&before)[known.clone()], warnings(&after)[known]);
            let rest = nth * 100 + 70..nth * 100 + 100;
            assert_ne!(points(&before)[rest.clone()], points(&after)[rest]);
        }
    }
}

/// A shop's real lines, where they lie beside the project: the protocol's own figures, and ours on every eighth item.
#[test]
fn a_real_shop() {
    let path =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/online-retail/online_retail.csv.gz");
    let path = Path::new(path);
    if !path.is_file() {
        return testkit::skip("online-retail", "shared/data isn't beside the project");
    }
    let args = args(path, date(2011, 5, 1), date(2011, 9, 30));
    let (mut demand, unread, _) = run::read(&args).expect("readable");
    assert_eq!((unread.count, demand.items.len(), demand.asked()), (0, 1_956, 1_687_481));
    let mut nth = 0;
    demand.items.retain(|_| {
        nth += 1;
        nth % 8 == 0
    });
    let (nights, start) = (Nights::of(&demand, || ()), closed::start(&demand));
    let stock = |tonight: closed::Tonight, pieces: &dyn Fn(usize, f64) -> i64| {
        let points = curve::draw(&[0.9], |place| {
            let knob = plain::knob(place);
            let played = closed::run(&demand, &nights, &start, 7, tonight, |cell| pieces(cell, knob));
            curve::At { knob, reached: played.fill(), cost: [played.pieces, played.value] }
        });
        curve::read(&points, 0.9).expect("reached").cost
    };
    let points = nights.points(&demand, 7);
    let ours = stock(domain::forecast::eased, &|cell, z| points[cell].pieces(z));
    let moving = plain::Plain::Moving(91).points(&demand, 7);
    let theirs = stock(closed::as_is, &|cell, z| moving.pieces(cell, z));
    assert!(ours[0] < theirs[0] * 0.97 && ours[1] < theirs[1] * 0.95, "{ours:?} {theirs:?}");
}
