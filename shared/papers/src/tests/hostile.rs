//! Words that mean harm, or only look like it.

use domain::{
    Failure,
    document::{PurchaseOrderPaper, Wanted},
};

use super::{
    read::read,
    samples::{paper, printed, shop},
};
use crate::purchase_order;

pub(super) const WORDS: [&str; 12] = [
    "🎄👩‍👩‍👧🏽 Mug",
    "\u{202e}gnp.exe\u{202c} \u{2066}\u{2066}\u{2066}",
    "a\u{0}b\u{1b}[31m\u{7f}\u{85}\u{feff}\u{ffff}",
    "</cbc:Name><!-- & ]]> <script>alert(1)</script>",
    "(((( \\) Tj ET BT /F9 99 Tf ) endstream endobj",
    "ع\u{64b}\u{64b}\u{64b}\u{64b}\u{64b}\u{64b} e\u{301}\u{301}\u{301}\u{301}\u{301}",
    "简体中文 한국어 ไทย हिन्दी עברית",
    "\u{200b}\u{200d}\u{2060}x",
    "שלום abc 123 كوب 456",
    "line\nbreak\r\n\ttab\u{2028}sep",
    "{ $name } { -term } %s {{ x }}",
    "𝕌𝕟𝕚𝕔𝕠𝕕𝕖 ﷽ Z͑ͫ̓a̴l̵g̶o̷",
];

#[test]
fn no_words_break_a_paper() {
    let long = ["W".repeat(10_000), "ع ".repeat(5_000), "品".repeat(10_000), "\u{301}".repeat(10_000)];
    for locale in ["en-GB", "ar-EG", "ja-JP"] {
        let words = WORDS.iter().map(|words| (*words).to_owned());
        // Once is enough of what takes long.
        let long = long.iter().filter(|_| locale == "ar-EG").cloned();
        for words in words.chain(long) {
            let mut all: PurchaseOrderPaper = paper(locale, "EUR", &words, 3);
            let said = |slot: &mut Option<String>| *slot = Some(words.clone());
            all.number.clone_from(&words);
            all.customer_number = Some(words.clone());
            for line in &mut all.lines {
                (line.sku, line.supplier_sku) = (words.clone(), Some(words.clone()));
            }
            for party in [&mut all.buyer, &mut all.supplier] {
                party.name.clone_from(&words);
                said(&mut party.vat);
                said(&mut party.phone);
                let address = party.address.get_or_insert_default();
                address.lines = vec![words.clone(); 30];
                said(&mut address.city);
                said(&mut address.country);
            }
            all.notes = vec![words.clone(); 5];
            let short: String = words.chars().take(20).collect();
            let mut store = shop();
            store.name = if words.contains("Mug") { words.clone() } else { "Acme".into() };
            let printed = match purchase_order(&Wanted::purchase_order(1), &all, &store) {
                Ok(printed) => printed,
                Err(e) => panic!("{locale}, {short}: {e}"),
            };
            let said = read(&printed.files[0]);
            assert_eq!((said.missing, said.unbalanced), (0, 0), "{locale}, {short}");
            assert!(printed.made.pages < 40, "{locale}, {short}: {} pages", printed.made.pages);
            assert!(printed.files[0].len() < 400_000, "{locale}, {short}: {} bytes", printed.files[0].len());
            let xml = std::str::from_utf8(&printed.files[2]).expect("UTF-8");
            assert!(!xml.contains(|c: char| c.is_control() && c != '\n'), "{locale}, {short}");
            assert!(!xml.contains("<script>") && !xml.contains('\u{202e}'), "{locale}, {short}");
        }
    }
}

/// What isn't shown is counted, so that somebody can be told.
#[test]
fn letters_that_are_not_there_are_counted() {
    assert_eq!(printed(&paper("en-GB", "EUR", "Mug", 1)).made.unshown, 0);
    let chinese = printed(&paper("en-GB", "EUR", "马克杯", 1)).made;
    assert!(chinese.unshown > 0, "{chinese:?}");
}

#[test]
fn what_can_not_be_made_says_why_for_good() {
    let mut broken = paper("en-GB", "EUR", "Mug", 2);
    broken.lines[1].quantity = 0;
    let failure = purchase_order(&Wanted::purchase_order(1), &broken, &shop()).expect_err("broken");
    let told = "no paper can be made: line 2: its quantity and price must be positive";
    assert_eq!(failure, Failure::permanent(told));
}
