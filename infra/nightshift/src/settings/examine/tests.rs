//! Broken files, and what is said of which line.

use super::*;
use crate::settings::schema::{Described, tests::schema};

/// Eleven lines that are right.
const GOOD: &str = r#"id = "acme"
name = "Acme"
url = "https://acme.example"
locale = "en-GB"
zone = "Europe/Berlin"
[sender]
address = "shop@acme.example"
[routes]
default = "owner@acme.example"
[secrets.webhooks]
shopify = ["/nightshift/acme/webhook/shopify"]
"#;

fn examined(text: &str) -> Examined {
    let beside = Beside::Published(&Default::default());
    examine(text, &schema(), "2026-11-21T12:00:00Z".parse().expect("an instant"), &beside)
}

/// `line: key: what`, without columns.
fn told(notes: &[Note]) -> Vec<String> {
    notes.iter().map(|note| format!("{}: {}", note.place.line, note.text)).collect()
}

fn assert_told(case: &str, notes: &[Note], expected: &[&str]) {
    let told = told(notes);
    let fits = told.len() == expected.len() && told.iter().zip(expected).all(|(t, e)| t.contains(e));
    assert!(fits, "{case}\n told: {told:#?}\n expected: {expected:#?}");
}

#[test]
fn a_good_file_has_neither_mistakes_nor_warnings() {
    let switched = "[automations.order-confirmation]\nmode = \"live\"\nlive_since = 2026-11-21T00:00:00Z\n\
                    max_age_hours = 24\n[automations.task-desk]\n";
    for text in [GOOD.to_owned(), format!("{GOOD}{switched}")] {
        let examined = examined(&text);
        assert_told(&text, &examined.mistakes, &[]);
        assert_told(&text, &examined.warnings, &[]);
        assert_eq!(examined.shop.map(|shop| shop.id.to_string()).as_deref(), Some("acme"));
    }
}

#[test]
fn each_mistake_is_told_at_its_line() {
    for (from, to, expected) in [
        ("id = \"acme\"", "id = acme", "1: this is no TOML"),
        ("zone =", "name =", "5: this is no TOML: duplicate key"),
        ("id = \"acme\"", "id = \"Acme\"", "1: id: \"Acme\" is no shop id"),
        ("zone = \"Europe/Berlin\"\n", "", "1: zone: this is missing; write it: the shop's IANA time zone"),
        ("address = \"shop@acme.example\"\n", "", "6: sender.address: this is missing"),
        ("Europe/Berlin", "Berlin", "5: zone: write an IANA time zone"),
        ("Europe/Berlin", "Berlin", "did you mean \"Europe/Berlin\"?"),
        ("shop@acme.example", "Acme <shop@acme.example>", "7: sender.address: write one plain address"),
        ("zone =", "zone_ = 1\nzone =", "5: zone_: nobody reads this key; did you mean zone?"),
        ("[sender]", "[sender]\nlocales = [\"en\"]", "7: sender.locales: this key belongs to the top"),
        ("zone =", "reply_to = \"x@acme.example\"\nzone =", "5: reply_to: this key belongs under [sender]"),
        ("\"Acme\"", "7", "2: name: this is a number; write a text in quotes"),
        ("en-GB", "tlh", "4: locale: mails don't speak this language"),
        ("zone =", "locales = [\"en\", \"xx\"]\nzone =", "5: locales[1]: \"xx\" is none of"),
        ("zone =", "locales = [\n\"en\",\n\"xx\",\n]\nzone =", "7: locales[1]: \"xx\" is none of"),
        (
            "shopify =",
            "shopfy =",
            "11: secrets.webhooks.shopfy: there is no source of this name; did you mean shopify?",
        ),
        ("[\"/nightshift", "[\"/other", "11: secrets.webhooks.shopify: name one or two SSM parameters"),
        (
            "[\"/nightshift/acme/webhook/shopify\"]",
            "\"/nightshift/acme/webhook/x\"",
            "write a list in brackets, even for one: [\"…\"]",
        ),
        ("default =", "stock =", "8: routes: name a default"),
        ("[routes]", "[look]\ncolour = \"red\"\n[routes]", "9: look.colour: write the colour"),
        (
            "[routes]",
            "[look]\ncolor = \"#ff0000\"\n[routes]",
            "9: look.color: nobody reads this key; did you mean colour?",
        ),
        (
            "[routes]",
            "[wording.xx.all]\nfooter = \"x\"\n[routes]",
            "8: wording.xx: mails don't speak this language",
        ),
        (
            "[routes]",
            "[wording.en.order-confirmtion]\nfooter = \"x\"\n[routes]",
            "8: wording.en.order-confirmtion: there is no message of this name; did you mean order-confirmation?",
        ),
        ("[routes]", "[wording.en.all]\nno-such-key = \"x\"\n[routes]", "9: wording.en.all.no-such-key: "),
        (
            "[routes]",
            "[platforms.shopify]\napi = \"https://a.example\"\n[routes]",
            "8: platforms.shopify.credentials: this is missing",
        ),
    ] {
        let broken = GOOD.replacen(from, to, 1);
        let examined = examined(&broken);
        assert!(examined.shop.is_none(), "{to}: passes");
        assert!(examined.mistakes.len() == 1, "{to}: {:#?}", told(&examined.mistakes));
        assert!(told(&examined.mistakes)[0].contains(expected), "{to}: {:#?}", told(&examined.mistakes));
    }
}

#[test]
fn a_key_that_is_gone_is_told_to_be_taken_out() {
    let table = |properties: Value| json!({"type": "object", "additionalProperties": false, "properties": properties});
    let flow = table(json!({"deadline_hours": {"type": "integer"}}));
    let own = table(json!({"approvals": {"type": "object", "additionalProperties": flow}}));
    let described = [Described { name: "returns-approval".into(), switched: true, own }];
    let schema = Schema::compose(&described).expect("a schema");
    let text = format!("{GOOD}[automations.returns-approval.approvals.default]\ndaily = true\n");
    let beside = Beside::Published(&Default::default());
    let examined = examine(&text, &schema, "2026-11-21T12:00:00Z".parse().expect("an instant"), &beside);
    let told =
        "13: automations.returns-approval.approvals.default.daily: nobody ever read this key, and it is gone";
    assert_told("daily", &examined.mistakes, &[told]);
}

#[test]
fn an_automations_table_is_checked_against_its_own_schema() {
    for (table, expected) in [
        (
            "[automations.order-confirmtion]",
            "12: automations.order-confirmtion: there is no automation of this name; did you mean order-confirmation?",
        ),
        (
            "[automations.order-confirmation]\nmax_age_hours = 9000",
            "13: automations.order-confirmation.max_age_hours: 9000 is too large; write 1 to 8760",
        ),
        ("[automations.order-confirmation]\nmax_age_hours = 0", "0 is too small; write 1 to 8760"),
        (
            "[automations.order-confirmation]\nmax_age_hours = \"48\"",
            "this is a text; write a whole number without quotes, such as 48",
        ),
        (
            "[automations.order-confirmation]\nmax_age_hours = 48.0",
            "this is a fraction; write a whole number, such as 48",
        ),
        (
            "[automations.order-confirmation]\nmax_age = 48",
            "13: automations.order-confirmation.max_age: nobody reads this key; did you mean max_age_hours?",
        ),
        (
            "[automations.order-confirmation]\nconfirm_drafts = \"no\"",
            "write true or false without quotes, such as false",
        ),
        (
            "[automations.order-confirmation]\nmarketplaces = [\"etsy\", 3]",
            "13: automations.order-confirmation.marketplaces[1]: this is a number",
        ),
        (
            "[automations.order-confirmation]\nnote = \"more than ten\"",
            "these are 13 characters; write 10 or less",
        ),
        (
            "[automations.order-confirmation]\nuntil = 2026-11-21T00:00:00Z",
            "13: automations.order-confirmation.until: write a date",
        ),
        (
            "[automations.order-confirmation]\nuntil = \"2026-02-30\"",
            "13: automations.order-confirmation.until: write a date",
        ),
        (
            "[automations.order-confirmation.rule]\n",
            "12: automations.order-confirmation.rule.over: this is missing; write it: from this quantity on",
        ),
        (
            "[automations.order-confirmation]\nrule = { over = \"x\" }",
            "13: automations.order-confirmation.rule.over: this is a text",
        ),
        (
            "[automations.order-confirmation]\nmode = \"lvie\"",
            "\"lvie\" is none of \"off\", \"shadow\", \"redirect\", \"live\"; did you mean \"live\"?",
        ),
        (
            "[automations.order-confirmation]\nmode = true",
            "write one of \"off\", \"shadow\", \"redirect\", \"live\"",
        ),
        (
            "[automations.order-confirmation]\nmode = \"live\"",
            "13: automations.order-confirmation.mode: say since when",
        ),
        (
            "[automations.order-confirmation]\nmode = \"live\"\nlive_since = 2026-11-21",
            "14: automations.order-confirmation.live_since: write an instant with its offset",
        ),
        (
            "[automations.order-confirmation]\nmode = \"live\"\nlive_since = \"yesterday\"",
            "14: automations.order-confirmation.live_since: write an instant",
        ),
        (
            "[automations.order-confirmation]\nmode = \"redirect\"\nlive_since = 2026-11-21T00:00:00Z",
            "13: automations.order-confirmation.mode: write where everything goes",
        ),
        ("[automations.task-desk]\nmode = \"off\"", "13: automations.task-desk.mode: nobody reads this key"),
    ] {
        let examined = examined(&format!("{GOOD}{table}\n"));
        assert_told(table, &examined.mistakes, &[expected]);
        assert!(examined.shop.is_none(), "{table}: passes");
    }
}

#[test]
fn a_choice_of_types_takes_either_and_tells_of_the_nearer() {
    for (grace, expected) in [
        ("5", None),
        ("\"never\"", None),
        ("-5", Some("-5 is too small; write 0 or more")),
        ("\"nevr\"", Some("did you mean \"never\"?")),
    ] {
        let text = format!("{GOOD}[automations.order-confirmation]\ngrace = {grace}\n");
        let expected: Vec<&str> = expected.into_iter().collect();
        assert_told(grace, &examined(&text).mistakes, &expected);
    }
}

#[test]
fn all_mistakes_are_told_at_once_and_each_once() {
    let text = r##"id = "Acme"
name = 7
url = "http://acme.example"
locale = "en"
zone = "Berlin"
colour = "#fff"
[sender]
adress = "shop@acme.example"
[look]
colour = "red"
[secrets.webhooks]
shopify = ["/nightshift/acme/webhook/x"]
[routes]
default = 1
[automations.order-confirmation]
mode = "live"
max_age_hours = 0
[automations.nobody]
mode = "live"
"##;
    let expected = [
        "1: id: \"Acme\" is no shop id",
        "2: name: this is a number",
        "3: url: write the storefront's address",
        "5: zone: write an IANA time zone",
        "6: colour: this key belongs under [look]",
        "7: sender.address: this is missing",
        "8: sender.adress: nobody reads this key; did you mean address?",
        "10: look.colour: write the colour",
        "14: routes.default: this is a number",
        "16: automations.order-confirmation.mode: say since when",
        "17: automations.order-confirmation.max_age_hours: 0 is too small",
        "18: automations.nobody: there is no automation of this name",
    ];
    assert_told("all", &examined(text).mistakes, &expected);
    // A name that nobody knows, with a table that can't be read as it is.
    let text = GOOD
        .replace("https:", "http:")
        .replace("Europe/Berlin", "Berlin")
        .replace("owner@acme.example", "nobody");
    let text = format!(
        "{text}[automations.order-confirmatio]\nmode = \"liv\"\n[automations.order-confirmation]\nmode = \"live\"\n"
    );
    let expected = [
        "3: url: write the storefront's address",
        "5: zone: write an IANA time zone",
        "9: routes.default: ",
        "12: automations.order-confirmatio: there is no automation of this name; did you mean order-confirmation?",
        "15: automations.order-confirmation.mode: say since when",
    ];
    assert_told("unknown", &examined(&text).mistakes, &expected);
}

#[test]
fn warnings_leave_the_settings_usable() {
    let live = |since: &str| {
        format!(
            "{GOOD}[automations.order-confirmation]\nmode = \"live\"\nlive_since = {since}\nredirect_to = \"a@acme.example\"\n"
        )
    };
    for (text, expected) in [
        (
            GOOD.replace("[routes]\ndefault = \"owner@acme.example\"\n", ""),
            vec!["1: routes: nobody is named for tasks"],
        ),
        (
            GOOD.replace("shopify = [\"/nightshift/acme/webhook/shopify\"]\n", "")
                .replace("[secrets.webhooks]\n", ""),
            vec!["1: secrets: the shop hears nothing"],
        ),
        (
            live("2028-01-01T00:00:00Z"),
            vec!["14: automations.order-confirmation.live_since: this is more than a year ahead", "15: "],
        ),
        (
            live("1999-01-01T00:00:00Z"),
            vec!["14: automations.order-confirmation.live_since: this is so long ago", "15: "],
        ),
    ] {
        let examined = examined(&text);
        assert_told(&text, &examined.warnings, &expected);
        assert!(examined.shop.is_some(), "{text}: {:#?}", told(&examined.mistakes));
    }
}

#[test]
fn a_secret_in_the_open_is_noticed_and_not_repeated() {
    for secret in [
        "shpat_0123456789abcdef",
        "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
        "9f86d081884c7d659a2feaa0c55ad015",
    ] {
        let examined = examined(&GOOD.replace("/nightshift/acme/webhook/shopify", secret));
        assert_told(
            secret,
            &examined.warnings,
            &["11: secrets.webhooks.shopify[0]: this looks like a secret itself"],
        );
        let all = [told(&examined.mistakes), told(&examined.warnings)].concat().join("\n");
        assert!(!all.contains(secret), "{all}");
    }
}
