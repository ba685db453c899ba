//! Any texts anywhere: a refusal, or a mail with the same headers and one recipient.

use mail::Unmailable;
use proptest::{collection::vec, prelude::*};

use crate::{
    hostile::{PLACES, assert_sound},
    samples,
};

/// Texts with more than their share of what breaks things.
fn texts() -> impl Strategy<Value = String> {
    let sharp = prop::sample::select(vec![
        "\r\n",
        "\n",
        "\r",
        "\0",
        "<",
        ">",
        "\"",
        "'",
        "&",
        "=?",
        "?=",
        ":",
        ",",
        ";",
        "@",
        "\u{202e}",
        "\u{2066}",
        "\u{2069}",
        "{{",
        "%}",
        "\\",
        "(",
        ")",
        "Bcc: a@b.example",
        "https://acme.example/",
        "--",
        ".",
        " ",
        "\t",
        "é",
        "م",
        "👩",
    ])
    .prop_map(str::to_owned);
    let piece =
        prop_oneof![3 => sharp, 1 => any::<String>(), 1 => "[a-z0-9 @.-]{1,12}".prop_map(String::from)];
    vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_written_the_mail_is_sound(
        written in vec((0..PLACES.len(), texts()), 1..8),
        message in prop::sample::select(vec!["order-confirmation", "order-updated"]),
        locale in prop::option::of(prop::sample::select(vec!["en", "ar-EG", "fr", "ja", "xx"])),
    ) {
        let mut sample = samples::fetched();
        for (place, text) in &written {
            PLACES[*place].1(&mut sample, text.clone());
        }
        // Its links are judged by the shop's own host, so that stays.
        sample.shop.url = samples::shop().url;
        sample.shop.hosts.clear();
        match sample.render_in(message, locale) {
            Ok(mail) => assert_sound(&mail, &format!("{written:?}")),
            Err(Unmailable::Template(bug)) => prop_assert!(false, "{bug}"),
            Err(_) => {}
        }
    }
}
