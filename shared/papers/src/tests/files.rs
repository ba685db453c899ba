//! What the files say.

use std::{fs, path::PathBuf};

use domain::document::{Form, MadeFile};

use super::{
    read::read,
    samples::{LOCALES, paper, printed},
};

/// `NIGHTSHIFT_PAPERS=folder` keeps them to be looked at.
pub(super) fn keep(name: &str, bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("NIGHTSHIFT_PAPERS") {
        fs::write(PathBuf::from(folder).join(name), bytes).expect("written");
    }
}

#[test]
fn a_paper_in_every_language_has_all_its_letters() {
    for (locale, currency, name) in LOCALES {
        let printed = printed(&paper(locale, currency, name, 9));
        let [pdf, csv, ubl] = printed.files.as_slice() else { panic!("three files") };
        keep(&format!("{locale}.pdf"), pdf);
        keep(&format!("{locale}.csv"), csv);
        keep(&format!("{locale}.xml"), ubl);
        assert_eq!((printed.made.locale.as_str(), printed.made.unshown), (locale, 0));
        let said = read(pdf);
        assert_eq!((said.missing, said.unbalanced), (0, 0), "{locale}: glyphs that aren't there");
        let all = &said.glyphs;
        for c in name.chars().chain("PO-2026-00017".chars()).filter(|c| c.is_alphanumeric()) {
            assert!(all.contains(c), "{locale}: {c:?} isn't on the paper");
        }
        let words: &[&str] = match locale {
            "ar-EG" => &["أمر ", "شراء", "المورّد", "القاهرة", "كوب قهوة خزفي أزرق"],
            "ja-JP" => &["注文書 PO-2026-00017", "弊社品番", "益子窯業株式会社", "2/2ページ"],
            _ => &["PO-2026-00017", "Kiln & Co"],
        };
        for words in words {
            assert!(all.contains(words), "{locale}: {words} isn't in {all}");
        }
    }
}

#[test]
fn a_long_order_takes_several_pages_and_its_head_stands_on_each() {
    let printed = printed(&paper("en-GB", "GBP", "Stoneware coffee mug", 180));
    keep("long.pdf", &printed.files[0]);
    let said = read(&printed.files[0]);
    assert!((4..=9).contains(&printed.made.pages), "{}", printed.made.pages);
    let heads = said.glyphs.matches("Description").count();
    assert_eq!(heads as u32, printed.made.pages, "{}", said.glyphs);
    for page in 1..=printed.made.pages {
        let foot = format!("Page {page} of {}", printed.made.pages);
        assert!(said.glyphs.contains(&foot), "{foot}");
    }
    assert!(said.glyphs.contains("MUG-180") && said.glyphs.contains("180\n"));
}

#[test]
fn the_same_paper_is_the_same_bytes() {
    let made = |locale: &str| printed(&paper(locale, "EUR", "Krug", 3));
    let (first, again) = (made("de-DE"), made("de-DE"));
    assert_eq!(first, again);
    assert_ne!(first.made.files[0].sha256, made("fr-FR").made.files[0].sha256);
    let names: Vec<_> = first.made.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["PO-2026-00017.pdf", "PO-2026-00017.csv", "PO-2026-00017.xml"]);
    for (MadeFile { form, sha256, length, .. }, bytes) in first.made.files.iter().zip(&first.files) {
        assert_eq!((sha256, *length), (&domain::event::hash_of(bytes), bytes.len() as u64), "{form:?}");
    }
    assert_eq!(first.made.file(Form::Csv).map(|file| file.media_type.as_str()), Some("text/csv"));
}

#[test]
fn the_pdf_says_which_standards_it_follows_and_what_its_parts_are() {
    let printed = printed(&paper("ar-EG", "EGP", "كوب", 2));
    let text = String::from_utf8_lossy(&printed.files[0]).into_owned();
    for said in [
        "%PDF-1.7",
        "/Marked true",
        "/DisplayDocTitle true",
        "/Direction /R2L",
        "/StructTreeRoot",
        "/Tabs /S",
        "/S /H1",
        "/S /Table",
        "/S /THead",
        "/Scope /Column",
        "/Scope /Row",
        "/S /GTS_PDFA1",
        "<pdfuaid:part>1</pdfuaid:part>",
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>",
    ] {
        assert!(text.contains(said), "{said}");
    }
    assert!(!text.contains("/JavaScript") && !text.contains("/URI"), "nothing in it acts");
}

#[test]
fn what_is_not_known_takes_no_column() {
    let mut plain = paper("en-GB", "GBP", "Mug", 2);
    for line in &mut plain.lines {
        (line.price, line.total, line.supplier_sku) = (None, None, None);
    }
    plain.total = None;
    let said = read(&printed(&plain).files[0]).glyphs;
    assert!(
        !said.contains("Unit price") && !said.contains("Amount") && !said.contains("Your article"),
        "{said}"
    );
    assert!(said.contains("Quantity") && !said.contains("Total"));
}

#[test]
fn the_table_is_one_that_spreadsheets_open_and_none_that_acts() {
    let mut hostile = paper("en-GB", "KWD", "=HYPERLINK(\"https://evil.example\")", 2);
    hostile.supplier.name = "@SUM(A1)".into();
    let csv = String::from_utf8(printed(&hostile).files[1].clone()).expect("UTF-8");
    let rows: Vec<&str> = csv.trim_start_matches('\u{feff}').split("\r\n").collect();
    assert!(csv.starts_with('\u{feff}') && rows.len() == 4, "{csv}");
    assert_eq!(
        rows[1],
        "\"PO-2026-00017\",\"2026-11-25\",\"2026-12-09\",\"'@SUM(A1)\",\"K-10442\",1,\"KC/4001-B\",\"MUG-001\",\"\",\
         \"'=HYPERLINK(\"\"https://evil.example\"\")\",8,1.627,1,13.016,\"KWD\""
    );
}
