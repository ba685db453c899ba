//! The shop's own words in place of ours.

use domain::settings::{Shop, Wording};
use mail::wording_mistakes;

use crate::samples::{self, Sample};

fn wording(language: &str, table: &str, key: &str, text: &str) -> Wording {
    let own = [(key.to_owned(), text.to_owned())].into();
    [(language.to_owned(), [(table.to_owned(), own)].into())].into()
}

fn reworded(language: &str, table: &str, key: &str, text: &str) -> Sample {
    let mut sample = samples::euro();
    sample.shop.wording = wording(language, table, key, text);
    sample
}

#[test]
fn own_words_stand_in_place_of_ours() {
    let plural = "{ $n ->\n    [one] Just { $n } thing\n   *[other] All { $n } things\n}";
    for (language, table, key, text, said) in [
        ("en", "order-confirmation", "order-confirmation-heading", "Hooray!", "\nHooray!\n"),
        (
            "en",
            "order-confirmation",
            "order-confirmation-lead",
            "{ $order } <b>is</b> ours",
            "#1001 <b>is</b> ours",
        ),
        ("en", "all", "line-quantity", "Pieces", "Pieces: 2"),
        ("en", "order-confirmation", "line-quantity", "Pieces", "Pieces: 2"),
        ("en", "all", "pieces", plural, "All 3 things"),
        ("en", "all", "reply", "Write back,\nany time.", "Write back,\nany time."),
        ("en", "all", "reply", "Write back,\r\nany time.", "Write back,\nany time."),
        ("en", "all", "reply", "Open { \"{\" }day and night", "Open {day and night"),
    ] {
        let sample = reworded(language, table, key, text);
        assert_eq!(wording_mistakes(&sample.shop), Vec::<String>::new(), "{text:?}");
        let mail = sample.confirmation();
        assert!(mail.text.contains(said), "{text:?}:\n{}", mail.text);
        assert!(!mail.html.contains("<b>"), "escaped like any text");
    }
    let update = reworded("en", "order-confirmation", "line-quantity", "Pieces").render("order-updated");
    assert!(update.expect("a mail").text.contains("Quantity: 2"), "one message's words are its own");
    let arabic = reworded("ar", "all", "line-quantity", "Pieces").confirmation();
    assert!(arabic.text.contains("Quantity: 2"), "one language's words are its own");
    let mut both = reworded("en", "all", "line-quantity", "Pieces");
    both.shop.wording.extend(wording("en", "order-confirmation", "line-quantity", "Units"));
    let tables = both.shop.wording.get_mut("en").expect("a language");
    tables.extend(wording("en", "all", "line-quantity", "Pieces").remove("en").expect("a language"));
    assert!(both.confirmation().text.contains("Units: 2"), "the nearer word wins");
}

#[test]
fn what_is_wrong_with_words_is_named_and_passed_over() {
    let (all, own) = ("all", "order-confirmation");
    let heading = "order-confirmation-heading";
    let lead = "order-confirmation-lead";
    let deep = "{".repeat(100);
    let long = "x".repeat(4097);
    let ours = samples::euro().confirmation();
    for (language, table, key, text, mistake) in [
        (
            "nl",
            all,
            "reply",
            "Vragen?",
            "wording.nl: mails don't speak this language yet; they speak ar, ca, de, ",
        ),
        ("pt", all, "reply", "Dúvidas?", "wording.pt: mails don't speak this language yet"),
        ("en-GB", all, "reply", "Hello", "wording.en-GB: mails don't speak this language yet"),
        (
            "en",
            "order-confirmed",
            heading,
            "x",
            "wording.en.order-confirmed: no such message; write all, or one of",
        ),
        (
            "en",
            own,
            "heading",
            "x",
            "wording.en.order-confirmation.heading: no such text; there are order-conf",
        ),
        (
            "en",
            all,
            heading,
            "x",
            "wording.en.all.order-confirmation-heading: no such text; there are order-number",
        ),
        (
            "en",
            own,
            heading,
            "",
            "wording.en.order-confirmation.order-confirmation-heading: not a Fluent text",
        ),
        ("en", own, heading, "{ \"\" }", "it says nothing"),
        ("en", own, heading, "50 % { off", "not a Fluent text"),
        ("en", own, heading, "off }", "not a Fluent text"),
        ("en", own, heading, "{ $name }!", "there is no $name here; this text has no placeholders"),
        ("en", own, lead, "{ $orders } is ours", "there is no $orders here; write $order"),
        ("en", own, lead, "We have it.", "it must say $order as well"),
        ("en", own, heading, "{ reply }", "no other messages, terms"),
        ("en", own, heading, "{ -brand }", "no other messages, terms"),
        ("en", own, lead, "{ NUMBER($order) }", "no other messages, terms"),
        ("en", own, lead, "{ $order } { \"\\u202e\" }", "no other messages, terms"),
        ("en", own, heading, "Hello\n.title = x", "without attributes"),
        ("en", own, heading, &deep, "write at most"),
        ("en", own, heading, &long, "write at most"),
        ("en", own, heading, "a\u{202e}b", "write at most"),
        ("en", own, heading, "a\0b", "write at most"),
    ] {
        let sample = reworded(language, table, key, text);
        let mistakes = wording_mistakes(&sample.shop);
        assert_eq!(mistakes.len(), 1, "{key} = {text:?}: {mistakes:?}");
        assert!(mistakes[0].contains(mistake), "{key} = {text:?}: {}", mistakes[0]);
        if text.trim() != "{ \"\" }" {
            assert!(sample.confirmation().raw == ours.raw, "{key} = {text:?} got into the mail");
        }
    }
}

#[test]
fn no_line_of_a_text_becomes_another_text() {
    let sneaky = "Hello\nreply = Bye\n\nline-quantity = Pounds\n# note\n## more";
    let mail = reworded("en", "order-confirmation", "order-confirmation-heading", sneaky).confirmation();
    assert!(
        mail.text.contains("Questions? Just reply") && mail.text.contains("Quantity: 2"),
        "{}",
        mail.text
    );
}

#[test]
fn several_mistakes_are_all_named() {
    let mut shop: Shop = samples::shop();
    shop.wording = wording("en", "all", "x", "y");
    shop.wording.extend(wording("xx", "all", "reply", "y"));
    shop.wording.extend(wording("ar", "task", "task-close", "{ $x }"));
    assert_eq!(wording_mistakes(&shop).len(), 3);
}
