//! Secrets: there, long enough, each another, and of the form that their source signs with. None is ever shown.

use std::collections::BTreeMap;

use aws_config::SdkConfig;
use domain::{Timestamp, settings::Shop};
use intake::{Headers, Secret, Source};

use super::found::{Found, refused};

/// Shorter ones can be guessed.
const SHORTEST: usize = 16;
/// So many are read at a time: what SSM takes.
const AT_ONCE: usize = 10;
/// Words that stand in examples.
const EXAMPLES: &[&str] =
    &["changeme", "change-me", "password", "secret", "example", "test", "default", "todo", "hush", "xxx"];

/// Values by the names of their parameters. They don't show themselves.
pub(super) struct Values(BTreeMap<String, String>);

impl Values {
    /// One of them.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    #[cfg(test)]
    pub(super) fn of(pairs: &[(&str, &str)]) -> Self {
        Self(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }
}

/// Reads every secret that the settings name.
pub(super) async fn read(config: &SdkConfig, shop: &Shop) -> Result<Values, Found> {
    let ssm = aws_sdk_ssm::Client::new(config);
    let names: Vec<String> = names(shop).map(|(_, name)| name.clone()).collect();
    let mut values = BTreeMap::new();
    for some in names.chunks(AT_ONCE) {
        let mut some = some.to_vec();
        some.sort();
        some.dedup();
        let answer =
            ssm.get_parameters().set_names(Some(some)).with_decryption(true).send().await.map_err(|e| {
                let mend = "check region and credentials; they need ssm:GetParameters below /nightshift/";
                Found::unknown(format!("{}: secrets", shop.id), refused(&e), mend)
            })?;
        let read = answer.parameters.unwrap_or_default().into_iter();
        values.extend(read.filter_map(|parameter| Some((parameter.name?, parameter.value?))));
    }
    Ok(Values(values))
}

/// Whose each secret is, and its name.
fn names(shop: &Shop) -> impl Iterator<Item = (String, &String)> {
    let webhooks = shop.secrets.webhooks.iter().flat_map(move |(source, names)| {
        names.iter().map(move |name| (format!("{}: {source} secret", shop.id), name))
    });
    let platforms = shop.platforms.iter().flat_map(move |(source, platform)| {
        platform.credentials.iter().map(move |name| (format!("{}: {source} credential", shop.id), name))
    });
    let commands = shop.commands.iter().flat_map(move |commands| {
        let about = move |name| (format!("{}: credential of commands", shop.id), name);
        commands.credentials.iter().map(about)
    });
    webhooks.chain(platforms).chain(commands)
}

/// One line for each.
pub(super) fn judge(shop: &Shop, values: &Values, now: Timestamp) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for (about, name) in names(shop) {
        found.push(match values.get(name) {
            None => missing(shop, about, name, values),
            Some(value) => present(shop, about, name, value, values, now),
        });
    }
    if found.is_empty() {
        let mend =
            "name one for each source under [secrets.webhooks] in shop.toml: without it nothing is let in";
        found.push(Found::wrong(format!("{}: secrets", shop.id), "the settings name none", mend));
    }
    found
}

fn missing(shop: &Shop, about: String, name: &str, values: &Values) -> Found {
    let put = format!("aws ssm put-parameter --type SecureString --name {name} --value …");
    let beside = shop.secrets.webhooks.values().find(|names| names.iter().any(|other| other == name));
    if beside.is_some_and(|names| names.iter().any(|other| values.get(other).is_some())) {
        let mend =
            format!("take its name out of shop.toml if nothing is being rotated, or put it there: {put}");
        return Found::note(about, format!("{name} doesn't exist; the one beside it does"), mend);
    }
    Found::wrong(about, format!("{name} doesn't exist"), put)
}

fn present(shop: &Shop, about: String, name: &str, value: &str, values: &Values, now: Timestamp) -> Found {
    let anew = format!("make another, at random, and give it to the platform and to {name}");
    let lower = value.trim().to_lowercase();
    if EXAMPLES.iter().any(|example| lower.trim_matches(|c: char| c.is_ascii_digit()) == *example) {
        return Found::wrong(about, format!("{name} is a word from some example"), anew);
    }
    if value.trim().len() < SHORTEST {
        let bytes = value.trim().len();
        return Found::wrong(about, format!("{name} has {bytes} bytes, fewer than {SHORTEST}"), anew);
    }
    let twin = names(shop).find(|(_, other)| *other != name && values.get(other) == Some(value));
    if let Some((_, twin)) = twin {
        let mend = "give each its own: whoever knows the one may then not use the other";
        return Found::wrong(about, format!("{name} is the same as {twin}"), mend);
    }
    let signs = shop.secrets.webhooks.iter().find(|(_, names)| names.iter().any(|other| other == name));
    if let Some(source) = signs.and_then(|(source, _)| intake::source(source))
        && !can_sign(source, value, now)
    {
        let says = format!("{name} is not of the form that {} signs with", source.name());
        return Found::wrong(about, says, "write whsec_ and the base64 of 24 to 64 random bytes");
    }
    Found::well(about, format!("{name} is there"))
}

/// Whether what a true sender signs with this secret would be let in.
fn can_sign(source: &dyn Source, value: &str, now: Timestamp) -> bool {
    let secret = || Secret::new(value);
    let headers = Headers::new(source.sign("doctor", b"{}", &secret(), now));
    source.verify(&headers, b"{}", &[secret()], now).is_ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{super::found::State, *};

    const LONG: &str = "b3Jkbm9iZXR0ZXJzZWNyZXQxMjM0";

    fn shop() -> Shop {
        serde_json::from_value(json!({
            "id": "acme", "name": "Acme", "url": "https://acme.example", "locale": "en", "zone": "Europe/Berlin",
            "sender": {"address": "shop@acme.example"},
            "platforms": {"shopify": {"api": "https://acme.example", "credentials": ["/t"]}},
            "secrets": {"webhooks": {"shopify": ["/s1", "/s2"], "own": ["/o"]}},
        }))
        .expect("a shop")
    }

    /// Sources come in the order of their names: own, then Shopify's two; the platform's credential is last.
    #[test]
    fn secrets_are_judged_and_never_shown() {
        let own = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        let all =
            [("/o", own), ("/s1", LONG), ("/s2", "another-long-secret"), ("/t", "shpat_0123456789abcdef")];
        use State::{Note, Well, Wrong};
        for (change, states, word) in [
            (("", None), [Well, Well, Well, Well], "is there"),
            (("/s2", None), [Well, Well, Note, Well], "/s2 doesn't exist; the one beside it does"),
            (("/o", None), [Wrong, Well, Well, Well], "/o doesn't exist"),
            (("/t", Some("")), [Well, Well, Well, Wrong], "/t doesn't exist"),
            (("/s1", Some("fifteen-letters")), [Well, Wrong, Well, Well], "15 bytes"),
            (("/s1", Some("Changeme123")), [Well, Wrong, Well, Well], "example"),
            (("/s2", Some(LONG)), [Well, Wrong, Wrong, Well], "the same as"),
            (("/t", Some(LONG)), [Well, Wrong, Well, Wrong], "the same as"),
            (
                ("/o", Some("not of the standard's form")),
                [Wrong, Well, Well, Well],
                "form that own signs with",
            ),
        ] {
            let (name, value) = change;
            let mut values: BTreeMap<&str, &str> = all.into();
            match value {
                Some(value) => drop(values.insert(name, value)),
                None => drop(values.remove(name)),
            }
            let values: Vec<_> = values.into_iter().collect();
            let found = judge(&shop(), &Values::of(&values), Timestamp::UNIX_EPOCH);
            assert_eq!(found.iter().map(|f| f.state).collect::<Vec<_>>(), states, "{change:?}: {found:?}");
            assert!(found.iter().any(|f| f.says.contains(word)), "{change:?}: {found:?}");
            let shown = format!("{found:?}");
            assert!(values.iter().all(|(_, value)| value.is_empty() || !shown.contains(value)), "{shown}");
        }
    }

    #[test]
    fn a_shop_without_secrets_lets_nothing_in() {
        let mut shop = shop();
        shop.secrets.webhooks.clear();
        shop.platforms.clear();
        let found = judge(&shop, &Values::of(&[]), Timestamp::UNIX_EPOCH);
        assert_eq!(found.iter().map(|f| f.state).collect::<Vec<_>>(), [State::Wrong]);
    }
}
