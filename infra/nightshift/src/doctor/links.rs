//! The key that signs a shop's links to its pages. It is measured, never shown.

use domain::{ShopId, link::LinkKey};

use super::found::Found;
use crate::cloud::links::Keys;

/// One line.
pub(super) fn judge(shop: &ShopId, keys: &Keys) -> Found {
    let about = format!("{shop}: link key");
    let is_key = |key: &&String| LinkKey::new(key.trim().as_bytes()).is_some();
    let again = format!("cargo nightshift links rotate --shop {shop}");
    match (&keys.current, &keys.previous) {
        (None, _) => Found::wrong(
            about,
            "there is none: mails go out without a link to the order's page",
            "cargo nightshift settings apply shop.toml makes one",
        ),
        (Some(_), _) if keys.current.iter().any(|key| !is_key(&key)) => {
            Found::wrong(about, "it is too short to be a secret, and signs nothing", again)
        }
        (Some(current), Some(previous)) if current == previous => {
            Found::note(about, "both are the same: a rotation was cut short", again)
        }
        (Some(_), Some(_)) => Found::well(about, "it is there, and the one before it still opens"),
        (Some(_), None) => Found::well(about, "it is there"),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::found::State, *};

    #[test]
    fn keys_are_judged_and_never_shown() {
        use State::{Note, Well, Wrong};
        let (a, b) = ("first-key-0123456789abcdef", "second-key-0123456789abcdef");
        for (current, previous, state, word) in [
            (Some(a), None, Well, "there"),
            (Some(a), Some(b), Well, "still opens"),
            (Some(a), Some(a), Note, "cut short"),
            (Some("short"), None, Wrong, "too short"),
            (None, Some(b), Wrong, "none"),
            (None, None, Wrong, "none"),
        ] {
            let own = |key: Option<&str>| key.map(str::to_owned);
            let found = judge(
                &"acme".parse().expect("a shop"),
                &Keys { current: own(current), previous: own(previous), since: None },
            );
            assert_eq!(found.state, state, "{found:?}");
            let shown = format!("{found:?}");
            assert!(found.says.contains(word) && !shown.contains("0123456789"), "{shown}");
        }
    }
}
