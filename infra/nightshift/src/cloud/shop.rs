//! The sample shops: their settings, their secrets, their senders.

use std::collections::BTreeMap;

use aws_config::SdkConfig;
use aws_sdk_ssm::types::ParameterType;
use domain::{ShopId, Timestamp, event::hash_of};

use super::{links, stack::Stack};
use crate::{
    settings::{self, Read},
    trouble::{Explain, Trouble},
};

/// By shop: what signs its commands.
pub(crate) type Signing = BTreeMap<ShopId, Vec<String>>;

/// Publishes secrets, senders and settings to the local cloud. Secrets are made up anew each time; what signs commands is answered,
/// for whoever takes them in.
pub(crate) async fn open(config: &SdkConfig, stack: &Stack, shops: &[Read]) -> Result<Signing, Trouble> {
    let (ssm, ses) = (aws_sdk_ssm::Client::new(config), aws_sdk_ses::Client::new(config));
    let store = store::Store::open(config, stack.tables()?);
    let mut signing = Signing::new();
    let keep = async |name: &String, value: String| {
        ssm.put_parameter()
            .name(name)
            .value(value)
            .r#type(ParameterType::SecureString)
            .overwrite(true)
            .send()
            .await
            .while_trying(format!("the secret {name} can't be kept"))
            .map(drop)
    };
    for Read { shop, files } in shops {
        for name in shop.secrets.webhooks.values().flatten() {
            let made_up = hash_of(format!("{name}|{}|{}", std::process::id(), Timestamp::now()));
            keep(name, made_up).await?;
        }
        for name in shop.commands.iter().flat_map(|commands| &commands.credentials) {
            let made_up = links::random()?;
            keep(name, made_up.clone()).await?;
            signing.entry(shop.id.clone()).or_default().push(made_up);
        }
        links::ensure(config, &shop.id).await?;
        let (_, domain) = shop.sender.address.rsplit_once('@').expect("checked when the settings were read");
        ses.verify_domain_identity()
            .domain(domain)
            .send()
            .await
            .while_trying(format!("the sender's domain {domain} can't be made known to SES"))?;
        settings::keep_files(&store, shop, files).await?;
        store
            .publish_settings(shop, Timestamp::now())
            .await
            .while_trying(format!("the settings of {} can't be published", shop.id))?;
    }
    Ok(signing)
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
