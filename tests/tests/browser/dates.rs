//! The mail about a delay, and the page of an order that is late, as their reader sees them.

use bundle_tests::samples;
use domain::{
    edd::{Dates, Delay, DelayedBy, Duty, Memory, Moved, MovedBy, Span},
    order::{Order, Shipment, ShipmentStatus},
    settings::Shop,
};
use jiff::civil::date;
use mail::page::{self as pages, PageRequest};

use crate::{
    axe,
    page::{Page, page},
};

/// Rules of axe for pages that a mail needn't keep.
const OF_CLIENTS: &[&str] = &["landmark-one-main", "region"];

fn march(from: i8, to: i8) -> Span {
    Span { earliest: date(2026, 3, from), latest: date(2026, 3, to) }
}

/// An order of the sample day with a parcel on its way.
fn order() -> (Shop, Order) {
    let (shop, _, mut order) = samples::orders().swap_remove(0);
    order.shipments = vec![Shipment {
        id: "1".into(),
        status: ShipmentStatus::InTransit,
        carrier: Some("DHL".into()),
        tracking: Some("00340434161094042557".into()),
        url: Some("https://www.dhl.de/verfolgen?piececode=00340434161094042557".into()),
        shipped_at: None,
        lines: vec![],
    }];
    (samples::shop(&shop), order)
}

/// Looks at it on several screens, by day and by night, and takes pictures.
fn look(page: &Page, name: &str, without: &[&str]) {
    for (width, dark) in [(700, false), (700, true), (390, false), (320, true)] {
        page.set_width(width);
        page.set_dark(dark);
        assert!(page.contents_width() <= u64::from(width), "{name} at {width} px");
        // Its rules look at what is shown, and that is the same at each width but for the largest and the smallest.
        if axe::is_there() && [700, 320].contains(&width) && dark == (width == 320) {
            assert_eq!(page.axe(without), Vec::<String>::new(), "{name}, dark: {dark}");
        }
        page.screenshot(&format!("{name}-{width}-{}", if dark { "dark" } else { "light" }));
    }
    page.set_dark(false);
    assert_eq!(page.noise(), Vec::<String>::new(), "{name}");
}

#[test]
fn a_delay_reads_well_in_every_language() {
    let Some(page) = page() else { return };
    let (shop, order) = order();
    let late = |expected, by, duty| {
        let ships = Some(date(2026, 3, 4));
        Delay { promised: march(2, 4), expected, by, ships, duty }
    };
    let delays = [
        late(Some(march(6, 9)), DelayedBy::OnItsWay, None),
        late(Some(march(6, 6)), DelayedBy::NotSent, Some(Duty::OfferChoice)),
        late(None, DelayedBy::Unclear, Some(Duty::NeedConsent { by: date(2026, 3, 4) })),
    ];
    for (l, language) in mail::locales().iter().enumerate() {
        let mail = samples::delay(&order, &delays[l % delays.len()], &shop, Some(language));
        let mail = mail.unwrap_or_else(|e| panic!("{language}: {e}"));
        page.show(&mail.html);
        look(&page, &format!("delay-{language}"), OF_CLIENTS);
    }
    println!(
        "figure: ED-20 mails about delays in {} languages in Chromium, 320 to 700 px",
        mail::locales().len()
    );
}

#[test]
fn a_page_of_a_late_order_reads_well_in_every_language() {
    let Some(page) = page() else { return };
    let (shop, mut order) = order();
    let memory = |expected: Option<Span>, delivered: Option<jiff::civil::Date>| Memory {
        promised: Some(march(2, 4)),
        expected,
        unknown: expected.is_none() && delivered.is_none(),
        delivered,
        ..Memory::default()
    };
    let all = [
        (memory(Some(march(6, 9)), None), MovedBy::NotHandedOver),
        (memory(None, None), MovedBy::Returning),
        (memory(None, Some(date(2026, 3, 3))), MovedBy::Delivered),
    ];
    for (l, language) in mail::locales().iter().enumerate() {
        order.locale = Some((*language).to_owned());
        let (memory, by) = all[l % all.len()].clone();
        let moved = Some(Moved { from: None, to: None, promised: None, by, ships: None });
        let dates = Dates { memory, stored: None, moved };
        let now = "2026-03-03T18:00:00Z".parse().expect("an instant");
        let made = pages::render(&PageRequest {
            order: &order,
            dates: Some(&dates),
            shop: &shop,
            returns: None,
            now,
        });
        page.show(&made.unwrap_or_else(|e| panic!("{language}: {e}")).html);
        look(&page, &format!("late-{language}"), &[]);
    }
}
