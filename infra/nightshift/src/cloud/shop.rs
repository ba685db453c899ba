//! The sample shop: its settings, its secrets, its sender.

use std::path::Path;

use aws_config::SdkConfig;
use aws_sdk_ssm::types::ParameterType;
use domain::{Timestamp, event::hash_of, settings::Shop};

use super::stack::Stack;
use crate::trouble::{Explain, Trouble};

/// Reads a `shop.toml`; every mistake in it is told, with its line where TOML knows it.
pub(crate) fn read(path: &Path) -> Result<Shop, Trouble> {
    let text = std::fs::read_to_string(path).or_input(format!("{} can't be read", path.display()))?;
    parse(&text, &path.display().to_string())
}

fn parse(text: &str, name: &str) -> Result<Shop, Trouble> {
    let mut unknown = Vec::new();
    let read = toml::Deserializer::parse(text)
        .and_then(|toml| serde_ignored::deserialize(toml, |path| unknown.push(path.to_string())));
    let shop: Shop = read.map_err(|e: toml::de::Error| {
        let place =
            e.span().map_or_else(|| name.to_owned(), |span| format!("{name}:{}", line_of(text, span.start)));
        Trouble::input(format!("these are no shop's settings: {}", e.message())).at(place)
    })?;
    let mut mistakes = shop.mistakes();
    mistakes.extend(
        unknown.iter().map(|key| format!("{key}: nobody reads this key; mend its name or take it out")),
    );
    if mistakes.is_empty() {
        return Ok(shop);
    }
    let shown = mistakes.iter().map(|mistake| {
        let key = mistake.split(':').next().unwrap_or_default();
        match line_of_key(text, key) {
            Some(line) => format!("{name}:{line}: {mistake}"),
            None => mistake.clone(),
        }
    });
    Err(Trouble::input("these settings can't be published").saying(shown.collect::<Vec<_>>().join("\n")))
}

fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|b| *b == b'\n').count() + 1
}

/// The line on which a dotted key is set, by reading tables and keys from the top.
fn line_of_key(text: &str, key: &str) -> Option<usize> {
    let mut table = String::new();
    text.lines()
        .position(|line| {
            let line = line.trim();
            if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                table = format!("{name}.");
                return false;
            }
            line.split_once('=').is_some_and(|(name, _)| format!("{table}{}", name.trim()) == key)
        })
        .map(|index| index + 1)
}

/// Publishes secrets, sender and settings to the local cloud. Secrets are made up anew each time.
pub(crate) async fn open(config: &SdkConfig, stack: &Stack, shop: &Shop) -> Result<u32, Trouble> {
    let ssm = aws_sdk_ssm::Client::new(config);
    for name in shop.secrets.webhooks.values().flatten() {
        let made_up = hash_of(format!("{name}|{}|{}", std::process::id(), Timestamp::now()));
        ssm.put_parameter()
            .name(name)
            .value(made_up)
            .r#type(ParameterType::SecureString)
            .overwrite(true)
            .send()
            .await
            .while_trying(format!("the secret {name} can't be kept"))?;
    }
    let (_, domain) = shop.sender.address.rsplit_once('@').expect("checked when the settings were read");
    let ses = aws_sdk_ses::Client::new(config);
    ses.verify_domain_identity()
        .domain(domain)
        .send()
        .await
        .while_trying(format!("the sender's domain {domain} can't be made known to SES"))?;
    let store = store::Store::open(config, stack.tables()?);
    store
        .publish_settings(shop, Timestamp::now())
        .await
        .while_trying(format!("the settings of {} can't be published", shop.id))
}

/// A secret's value.
pub(crate) async fn secret(config: &SdkConfig, name: &str) -> Result<intake::Secret, Trouble> {
    let answer = aws_sdk_ssm::Client::new(config)
        .get_parameter()
        .name(name)
        .with_decryption(true)
        .send()
        .await
        .while_trying(format!("the secret {name} can't be read"))?;
    let value = answer.parameter.and_then(|p| p.value).unwrap_or_default();
    if value.is_empty() {
        return Err(Trouble::environment(format!("the secret {name} is empty")).mend("put a value into it"));
    }
    Ok(intake::Secret::new(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "id = \"acme\"\nname = \"Acme\"\nurl = \"https://acme.example\"\nlocale = \"en\"\n\
                        zone = \"Europe/Berlin\"\n\n[sender]\naddress = \"shop@acme.example\"\n";

    #[test]
    fn mistakes_are_told_with_their_line() {
        assert_eq!(parse(GOOD, "shop.toml").map(|s| s.id.to_string()).as_deref(), Ok("acme"));
        for (from, to, place) in [
            ("locale = \"en\"", "locale = en", "shop.toml:4"),
            ("Europe/Berlin", "Berlin", "shop.toml:5: zone"),
            ("shop@acme.example", "Acme <shop@acme.example>", "shop.toml:8: sender.address"),
            ("id = \"acme\"", "id = \"Acme\"", "shop.toml:1"),
            ("[sender]", "[sender]\nfax = 1", "shop.toml:8"),
        ] {
            let trouble = parse(&GOOD.replace(from, to), "shop.toml").expect_err(to).to_string();
            assert!(trouble.contains(place), "{to}: {trouble}");
        }
    }
}
