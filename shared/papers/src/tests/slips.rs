//! The paper for a return's parcel: a label, a barcode, what is in it, in every language.

use domain::{
    document::{Form, Party, ReturnLine, ReturnPaper, ReturnParcel, Wanted},
    order::Address,
};

use super::{
    files::keep,
    hostile::WORDS,
    read::read,
    samples::{LOCALES, shop},
};
use crate::{Printed, return_slip};

fn line(name: &str, at: usize) -> ReturnLine {
    let reasons = ["defective", "too-small", "changed-mind", "scratched-lid", "wrong-item"];
    ReturnLine {
        name: Some(name.to_owned()),
        variant: at.is_multiple_of(2).then(|| "Blue / M".to_owned()),
        sku: Some(format!("MUG-{at:03}")),
        quantity: i64::try_from(at).expect("small"),
        reason: Some(reasons[at % reasons.len()].to_owned()),
    }
}

fn paper(locale: &str, name: &str, lines: usize) -> ReturnPaper {
    let to = Party {
        name: "Acme Küche & Haus, Lager Nord".into(),
        address: Some(Address {
            lines: vec![
                "Retouren, Tor 4".into(),
                "Hafenstraße 88".into(),
                "20457 Hamburg".into(),
                "Germany".into(),
            ],
            ..Address::default()
        }),
        ..Party::default()
    };
    ReturnPaper {
        number: "RMA-1001-1".into(),
        order: "#1001".into(),
        issued: "2026-11-26".parse().expect("a day"),
        send_by: Some("2026-12-10".parse().expect("a day")),
        locale: locale.into(),
        carrier: Some("DHL".into()),
        instructions: Some("Bitte keine Nägel in das Paket: Our people open it by hand.".into()),
        parcels: vec![ReturnParcel { to, lines: (1..=lines).map(|at| line(name, at)).collect() }],
    }
}

fn printed(paper: &ReturnPaper) -> Printed {
    return_slip(&Wanted::return_slip(1), paper, &shop()).expect("a paper")
}

#[test]
fn a_slip_in_every_language_has_all_its_letters_and_its_reasons_in_words() {
    for (locale, _, name) in LOCALES {
        let printed = printed(&paper(locale, name, 3));
        keep(&format!("slip-{locale}.pdf"), &printed.files[0]);
        assert_eq!((printed.made.unshown, printed.made.pages, printed.files.len()), (0, 1, 1), "{locale}");
        let file = printed.made.file(Form::Pdf).expect("a PDF");
        assert_eq!((file.name.as_str(), printed.made.kind.as_str()), ("RMA-1001-1.pdf", "return-slip"));
        let said = read(&printed.files[0]);
        assert_eq!((said.missing, said.unbalanced), (0, 0), "{locale}: glyphs that aren't there");
        let all = &said.glyphs;
        assert!(all.matches("RMA-1001-1").count() >= 4, "{locale}: title, facts, and twice as bars: {all}");
        for words in ["Hafenstraße 88", "MUG-003", "DHL"] {
            assert!(all.contains(words), "{locale}: {words} isn't in {all}");
        }
        // The shop's own reason has no words of ours: its code is read as words.
        assert!(all.contains("scratched lid") && !all.contains("too-small"), "{locale}: {all}");
    }
    let said = read(&printed(&paper("de-DE", "Krug", 3)).files[0]).glyphs;
    for words in [
        "Rücksendeschein RMA-1001-1",
        "Krug (Blue / M)",
        "Grund: Zu klein",
        "Geben Sie das Paket bei DHL auf",
        "Absender",
    ] {
        assert!(said.contains(words), "{words} isn't in {said}");
    }
}

#[test]
fn every_place_has_its_sheet_and_what_is_not_known_is_not_said() {
    let mut two = paper("en-GB", "Mug", 2);
    let mut other = two.parcels[0].clone();
    other.to.name = "Workshop".into();
    other.lines.truncate(1);
    other.lines[0] = ReturnLine { name: None, variant: None, sku: None, quantity: 1, reason: None };
    two.parcels.push(other);
    (two.carrier, two.instructions, two.send_by) = (None, None, None);
    let printed = printed(&two);
    keep("slip-two.pdf", &printed.files[0]);
    let said = read(&printed.files[0]).glyphs;
    assert_eq!(printed.made.pages, 2);
    for words in ["Parcel 1 of 2", "Parcel 2 of 2", "Workshop", "carrier of your choice"] {
        assert!(said.contains(words), "{words} isn't in {said}");
    }
    assert!(!said.contains("From the shop") && !said.contains("Send by"), "{said}");
}

#[test]
fn long_slips_and_numbers_that_are_no_barcode_are_papers_as_well() {
    let mut long = paper("en-GB", "Stoneware mug", 60);
    long.number = "返品-1".into();
    let printed = printed(&long);
    assert!((2..=6).contains(&printed.made.pages), "{}", printed.made.pages);
    assert!(read(&printed.files[0]).glyphs.contains("返品-1"));
    long.number = "R".repeat(90);
    assert!(return_slip(&Wanted::return_slip(1), &long, &shop()).is_ok());
}

#[test]
fn no_words_break_a_slip() {
    for locale in ["en-GB", "ar-EG", "ja-JP"] {
        for words in WORDS {
            let mut all = paper(locale, words, 3);
            (all.number, all.order) = (words.to_owned(), words.to_owned());
            (all.carrier, all.instructions) = (Some(words.to_owned()), Some(words.to_owned()));
            all.parcels[0].to.name = words.to_owned();
            for line in &mut all.parcels[0].lines {
                (line.sku, line.variant) = (Some(words.to_owned()), Some(words.to_owned()));
                line.reason = Some(words.to_owned());
            }
            let made = return_slip(&Wanted::return_slip(1), &all, &shop());
            let said = read(&made.unwrap_or_else(|e| panic!("{locale}, {words}: {e}")).files[0]);
            assert_eq!((said.missing, said.unbalanced), (0, 0), "{locale}, {words}");
        }
    }
}
