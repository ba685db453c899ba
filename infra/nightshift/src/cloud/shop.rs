//! The sample shops: their settings, their secrets, their senders.

use aws_config::SdkConfig;
use aws_sdk_ssm::types::ParameterType;
use domain::{Timestamp, event::hash_of};

use super::{links, stack::Stack};
use crate::{
    settings::{self, Read},
    trouble::{Explain, Trouble},
};

/// Publishes secrets, senders and settings to the local cloud. Secrets are made up anew each time.
pub(crate) async fn open(config: &SdkConfig, stack: &Stack, shops: &[Read]) -> Result<(), Trouble> {
    let (ssm, ses) = (aws_sdk_ssm::Client::new(config), aws_sdk_ses::Client::new(config));
    let store = store::Store::open(config, stack.tables()?);
    for Read { shop, files } in shops {
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
    Ok(())
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
