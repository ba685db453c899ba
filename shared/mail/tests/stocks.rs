//! The mails about stock: what they say, to whom, that their table holds no formula, and that nothing foreign turns them.

use domain::stock::{Alert, Because, Cause, Incoming, Level, Method, SaidBy};
use mail_parser::MimeHeaders as _;
use serde_json::json;

use crate::{
    facts::{assert_same_facts, plain},
    hostile::{HOSTILE, assert_sound, tree},
    mime::{parse, recipients},
    samples::{self, Shelf, Told},
};

fn assert_says(shelf: &Shelf, lines: &[&str]) {
    let mail = shelf.mail();
    for line in lines {
        assert!(mail.text.lines().any(|said| plain(said) == *line), "{line:?} isn't in\n{}", mail.text);
    }
}

/// LS-14.
#[test]
fn an_alert_says_everything_that_is_known() {
    let shelf = samples::full();
    let mail = shelf.mail();
    assert_eq!(mail.subject, "Acme & Daughters: Very low stock: Mug “Harbour” (Blue / 0.3 l)");
    assert_says(
        &shelf,
        &[
            "Only 3 pieces are left to sell; the threshold is 12.",
            "SKU: MUG-BLUE",
            "Location: Berlin",
            "Why you hear of it: It has got worse since the last alert.",
            "Last change: import (pos-2026-11-21)",
            "Available: 3 (before: 5)",
            "On hand: 7",
            "Reserved: 3",
            "Kept back: 1",
            "Damaged: 1",
            "On its way: 30 (Tuesday, December 1) and 10 (date unknown)",
            "Between locations: 2",
            "Threshold: 12 (what sells in 17 days)",
            "Sold per day: 1.5 (weighted average of the days with stock)",
            "Season, compared with usual: 250%",
            "Lasts for (days): 0.8",
            "Expected to run out: Sunday, November 22",
            "Next possible delivery: Tuesday, December 1",
            "Supplier: Kiln & Co (delivers in 7 days)",
            "Suggested order quantity: 60",
            "Sales likely to be lost: 33 pieces in 9 days (€427.35)",
            "Bundle that needs it: Breakfast for two (1 left)",
            "Chart of the last 60 days: at most 64 available, now 3; the threshold is 12. Expected to run out: Sunday, November 22.",
            "Acknowledge:",
            "https://acme.example/actions/acknowledge-0-808950810",
            "Snooze for 1 day:",
            "Snooze for 7 days:",
            "https://acme.example/actions/snooze-7-808950810",
        ],
    );
}

#[test]
fn an_alert_says_nothing_that_is_not_known() {
    let mail = samples::bare_stock().mail();
    assert_eq!(mail.subject, "Acme & Daughters: Low stock: Mug “Harbour”");
    assert!(mail.text.contains("\n1 piece is left to sell; the threshold is 2.\n"), "{}", mail.text);
    for unknown in
        ["SKU", "Location", "Kept back", "Sold per day", "Supplier", "Chart", "Acknowledge", "Last change"]
    {
        assert!(!mail.text.contains(unknown), "{unknown}:\n{}", mail.text);
    }
    assert!(!mail.html.contains("<img") && !mail.html.contains("cid:"));
}

/// LS-14: the chart is a picture within the mail, with the same facts in words.
#[test]
fn the_chart_comes_with_the_mail_and_with_its_words() {
    for (shelf, words) in [(samples::full(), "Chart of the last 60 days"), (samples::oversold(), "رسم بياني")]
    {
        let mail = shelf.mail();
        let read = parse(&mail.raw);
        let picture =
            read.parts.iter().find(|part| part.content_id() == Some("stock-chart")).expect("a picture");
        assert!(picture.contents().starts_with(b"\x89PNG") && picture.contents().len() < 4_000);
        assert!(mail.html.contains("src=\"cid:stock-chart\"") && mail.html.contains(words), "{}", mail.html);
        assert!(plain(&mail.text).contains(words));
    }
}

/// LS-15: grouped, with its table, and with what is back (LS-19).
#[test]
fn a_digest_is_grouped_and_says_what_is_back() {
    let shelf = samples::overview();
    let mail = shelf.mail();
    assert_eq!(mail.subject, "Acme & Daughters: 3 items are running low, Saturday, November 21, 2026");
    assert_says(
        &shelf,
        &[
            "3 items have run low since the last overview.",
            "== Kiln & Co ==",
            "Bowl – Out of stock",
            "Mug “Harbour” (Blue / 0.3 l) – Low stock",
            "== Supplier unknown ==",
            "Gift wrap – Low stock",
            "== Enough again ==",
            "Available: 48",
            "The alert is closed; it was: Out of stock",
            "The file stock-2026-11-21.csv has all of it, for a spreadsheet.",
        ],
    );
    let order = ["Bowl", "Mug", "Supplier unknown", "Gift wrap", "Enough again", "Tea"];
    let places: Vec<_> = order.iter().map(|word| mail.text.find(word).expect("it is said")).collect();
    assert!(places.is_sorted(), "{places:?}");
    let mut quiet = shelf.clone();
    let Told::Digest(digest) = &mut quiet.told else { panic!("a digest") };
    digest.groups.clear();
    let mail = quiet.mail();
    assert!(mail.subject.contains("enough stock again") && mail.text.contains("Nothing new is running low."));
}

/// LS-18: one mail for a storm, with the likely cause, and as short as Gmail shows whole.
#[test]
fn a_storm_is_told_once_with_its_likely_cause() {
    let shelf = samples::storm();
    let mail = shelf.mail();
    assert_eq!(mail.subject, "Acme & Daughters: 40 stock alerts at once");
    assert_says(
        &shelf,
        &[
            "Likely cause",
            "38 of them have this in common:",
            "Last change: import (pos-2026-11-21)",
            "Location: Berlin",
            "Out of stock: 10 items",
            "Low stock: 30 items",
            "Tile 0 – Out of stock",
            "15 more are in the attached file.",
        ],
    );
    assert!(!mail.text.contains("Tile 25") && mail.html.len() < 100_000, "{} bytes", mail.html.len());
    let mut unlike = shelf;
    let Told::Storm(storm) = &mut unlike.told else { panic!("a storm") };
    storm.likely = None;
    assert!(unlike.mail().text.contains("no common cause"));
}

/// LS-16: to the route that the alert names, or the default one.
#[test]
fn stocks_are_told_to_their_route() {
    for (shelf, to) in [
        (samples::full(), "stock@acme.example"),
        (samples::bare_stock(), "owner@acme.example"),
        (samples::overview(), "stock@acme.example"),
        (samples::storm(), "stock@acme.example"),
    ] {
        assert_eq!(recipients(&parse(&shelf.mail().raw)), [to], "{}", shelf.name);
    }
}

#[test]
fn only_offers_about_what_is_told_are_shown() {
    let mut shelf = samples::full();
    let link = shelf.offers[0].clone();
    shelf.alert().number = 4;
    assert!(!shelf.mail().html.contains("/actions/"), "about an older alert");
    shelf.alert().number = 3;
    shelf.offers = vec![mail::Offer { word: "buy-everything".into(), ..link }];
    assert!(!shelf.mail().html.contains("/actions/"), "a word that this release doesn't know");
}

#[test]
fn every_language_has_its_own_words_for_it() {
    for language in mail::locales() {
        for shelf in samples::shelves() {
            let mail = shelf.render_in(Some(language)).unwrap_or_else(|e| panic!("{language}: {e}"));
            assert_same_facts(&mail, &format!("{} in {language}", shelf.name));
        }
    }
}

/// Every word that an alert may say has its sentence, in every language and number.
#[test]
fn every_level_reason_cause_and_source_is_said() {
    let all = |words: &[&str]| words.iter().map(|word| json!(word)).collect::<Vec<_>>();
    let levels = all(&["low", "critical", "out", "negative"]);
    let causes = all(&[
        "sale",
        "cancellation",
        "fulfilment",
        "return",
        "edit",
        "count",
        "import",
        "receipt",
        "transfer",
        "correction",
        "point-of-sale",
        "component",
        "reservation",
    ]);
    let reasons = all(&["crossed", "worsened", "threshold-rose", "first-count", "snooze-ended", "still-low"]);
    let methods = all(&["weighted", "sba", "croston", "category"]);
    let sources = [
        json!({"by": "item-here"}),
        json!({"by": "item"}),
        json!({"by": "storefront"}),
        json!({"by": "product"}),
        json!({"by": "category", "name": "Mugs"}),
        json!({"by": "supplier", "name": "Kiln"}),
        json!({"by": "location"}),
        json!({"by": "shop"}),
        json!({"by": "cover", "days": 1}),
        json!({"by": "bundle", "title": "Set", "kits": 2}),
    ];
    for language in mail::locales() {
        for n in 0..causes.len() {
            let mut shelf = samples::full();
            let alert = shelf.alert();
            let of = |list: &[serde_json::Value]| list[n % list.len()].clone();
            alert.level = serde_json::from_value::<Level>(of(&levels)).expect("a level");
            alert.cause = Some(serde_json::from_value::<Cause>(of(&causes)).expect("a cause"));
            alert.because = serde_json::from_value::<Because>(of(&reasons)).expect("a reason");
            alert.threshold.said_by = serde_json::from_value::<SaidBy>(of(&sources)).expect("a source");
            let outlook = alert.outlook.as_mut().expect("one");
            outlook.method = serde_json::from_value::<Method>(of(&methods)).expect("a method");
            alert.available = [0, 1, 2, 3, 7, 11, 100, 1_000_000][n % 8];
            let mail = shelf.render_in(Some(language));
            let mail = mail.unwrap_or_else(|e| panic!("{language}, {n}: {e}"));
            assert_same_facts(&mail, language);
        }
    }
}

type Spoil = fn(&mut Alert, String);

/// Every text of an alert that comes from outside.
const PLACES: &[(&str, Spoil)] = &[
    ("title", |a, t| a.title = t),
    ("variant", |a, t| a.variant = Some(t)),
    ("sku", |a, t| a.sku = Some(t)),
    ("item", |a, t| a.item = t),
    ("location", |a, t| a.location = t),
    ("place", |a, t| a.place = Some(t)),
    ("route", |a, t| a.route = t),
    ("supplier", |a, t| a.supplier.as_mut().expect("one").name = t),
    ("kits", |a, t| a.kits[0].title = t),
    ("run", |a, t| a.run = Some(t)),
    ("category", |a, t| a.threshold.said_by = SaidBy::Category { name: t }),
    ("bundle", |a, t| a.threshold.said_by = SaidBy::Bundle { title: t, kits: 1 }),
];

#[test]
fn no_foreign_word_changes_their_shape_or_keeps_them_from_being_told() {
    let long = "W".repeat(9 * 1024);
    // Offers are found by the item: what isn't told has none.
    let full = || Shelf { offers: Vec::new(), ..samples::full() };
    let benign = tree(&full().mail().html);
    for (place, put) in PLACES {
        for text in HOSTILE.iter().copied().chain([long.as_str()]) {
            let what = format!("{place}: {:?}", text.chars().take(40).collect::<String>());
            let mut shelf = full();
            put(shelf.alert(), text.to_owned());
            let mail = shelf.render().unwrap_or_else(|e| panic!("{what}: {e}"));
            assert_sound(&mail, &what);
            // What says nothing takes its row with it.
            let says = text.chars().any(|c| !c.is_whitespace());
            if says {
                assert_eq!(tree(&mail.html), benign, "{what}");
            }
            for mut several in [samples::overview(), samples::storm()] {
                match &mut several.told {
                    Told::Digest(digest) => put(&mut digest.groups[0].alerts[0], text.to_owned()),
                    Told::Storm(storm) => put(&mut storm.alerts[0], text.to_owned()),
                    Told::Alert(_) => {}
                }
                let mail = several.render().unwrap_or_else(|e| panic!("{what}: {e}"));
                assert!(!mail.html.contains("<script") && !mail.html.contains("onerror=alert(1)>"), "{what}");
            }
        }
    }
}

/// What a spreadsheet may take for a formula, beside what is hostile anyway.
const FORMULAS: &[&str] = &[
    "=1+1",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "-5",
    "+49 30 123",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\u{a0}=1+1",
    "\u{feff}=1+1",
    "\"=1+1",
    "'=1+1",
    "\" =1+1\"",
    "\",=1+1,\"",
    "a\",\"=1+1",
    "a\r\n=1+1",
    "a\n=HYPERLINK(\"https://evil.example\")",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "−1+1",
    "\0=1+1",
    "\u{202e}=1+1",
    "=\u{200b}1+1",
    "%0A=1+1",
    ";=1+1",
];

/// Columns that hold numbers of our own.
const NUMBERS: &[&str] = &[
    "available",
    "available_before",
    "on_hand",
    "reserved",
    "kept_back",
    "damaged",
    "in_transit",
    "incoming",
    "threshold",
    "sold_per_day",
    "days_of_cover",
    "lead_days",
    "suggested",
    "lost_pieces",
    "lost_value",
    "alert",
];

/// S9: no text is a formula, in whatever place it stands; numbers stay numbers, negative ones too.
#[test]
fn no_cell_of_a_table_begins_with_a_formula_sign() {
    let (mut cells, mut numbers) = (0, 0);
    for (place, put) in PLACES {
        for text in FORMULAS.iter().chain(HOSTILE) {
            let mut shelf = samples::overview();
            let Told::Digest(digest) = &mut shelf.told else { panic!("a digest") };
            for alert in digest.groups.iter_mut().flat_map(|group| &mut group.alerts) {
                alert.available = -7;
                if let Some(outlook) = &mut alert.outlook {
                    outlook.cover_tenths = Some(5);
                }
                if alert.supplier.is_some() || *place != "supplier" {
                    put(alert, (*text).to_owned());
                }
            }
            let known = &mut digest.recovered[0];
            (known.title, known.sku) = ((*text).to_owned(), Some((*text).to_owned()));
            let table = shelf.table().expect("a table");
            let table = String::from_utf8(table).expect("UTF-8");
            let table = table.strip_prefix('\u{feff}').expect("Excel's mark");
            assert!(
                table.ends_with("\r\n") && table.matches("\r\n").count() == 5,
                "{place}: {text:?}:\n{table}"
            );
            assert!(!table.replace("\r\n", "").contains(|c: char| c.is_control()), "{place}: {text:?}");
            let mut read = csv::Reader::from_reader(table.as_bytes());
            let columns = read.headers().expect("names").clone();
            for row in read.records() {
                let row = row.expect("as many cells as columns");
                assert_eq!(row.len(), columns.len());
                for (column, cell) in columns.iter().zip(&row) {
                    cells += 1;
                    if NUMBERS.contains(&column) {
                        let number = cell.is_empty() || cell.parse::<f64>().is_ok();
                        assert!(number, "{column} {cell:?} of {place}: {text:?}");
                        numbers += usize::from(cell.starts_with('-'));
                        continue;
                    }
                    let first =
                        cell.trim_start_matches(|c: char| c.is_whitespace() || c == '"').chars().next();
                    let sign = first.is_some_and(|c| "=+-@\t\r\n＝＋－＠−".contains(c));
                    assert!(!sign, "{column} {cell:?} of {place}: {text:?}");
                }
            }
        }
    }
    assert!(cells > 50_000 && numbers > 1_000, "{cells} cells, {numbers} negative numbers");
    println!(
        "figure: S9 {cells} cells of tables with hostile texts in every place: 0 begin with a formula sign; {numbers} negative numbers are numbers still"
    );
}

#[test]
fn a_table_holds_what_the_mail_says_and_goes_with_it_byte_by_byte() {
    let shelf = samples::overview();
    let (mail, table) = (shelf.mail(), shelf.table().expect("a table"));
    let read = parse(&mail.raw);
    let part = read.attachment(0).expect("the table");
    let kind = part.content_type().expect("a type");
    assert_eq!(
        (kind.ctype(), kind.subtype(), kind.attribute("charset")),
        ("text", Some("csv"), Some("utf-8"))
    );
    assert_eq!(part.contents(), table, "not a byte more or less");
    assert!(mail.raw.is_ascii());
    let text = String::from_utf8(table).expect("UTF-8");
    let rows: Vec<&str> = text.lines().collect();
    assert_eq!(rows.len(), 5, "{text}");
    assert!(rows[1].replace('"', "").starts_with("out,BOWL-1,Bowl,,Berlin,905684977,1,0,5,7,3,1,1,2,40,2026-12-01,12,cover,1.5,0.8,2026-11-22,2026-12-01,Kiln & Co,7,60,33,427.35,EUR,3,"), "{}", rows[1]);
    assert!(
        rows[3].starts_with("\"low\",\"'-5\",\"Gift wrap\""),
        "a text that looks like a number: {}",
        rows[3]
    );
    let known = rows[4].replace('"', "");
    assert!(
        known.starts_with("enough,TEA-1,Tea,,,,4,48,"),
        "the only location has no name and no id: {known}"
    );
    assert!(rows.iter().all(|row| row.split("\",\"").count() == 30), "everything is quoted: {text}");
}

#[test]
fn as_much_as_there_may_be_stays_short_enough_to_be_shown_whole() {
    let mut shelf = samples::overview();
    let Told::Digest(digest) = &mut shelf.told else { panic!("a digest") };
    let mut many = digest.groups[0].alerts[1].clone();
    many.title = "Ü".repeat(500);
    many.incoming = (0..30).map(|n| Incoming { on: None, pieces: n }).collect();
    digest.groups[0].alerts = vec![many; 500];
    digest.recovered = vec![digest.recovered[0].clone(); 200];
    let mail = shelf.mail();
    assert!(mail.html.len() < 102_000, "{} bytes", mail.html.len());
    assert!(mail.text.contains("651 more are in the attached file."), "{}", mail.text);
    let read = parse(&mail.raw);
    let table = String::from_utf8(read.attachment(0).expect("the table").contents().to_vec()).expect("UTF-8");
    assert_eq!(table.lines().count(), 1 + 501 + 200);
}
