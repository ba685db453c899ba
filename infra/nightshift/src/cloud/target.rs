//! The cloud that a command speaks to: the local one that was left running, or a stack in an account.

use aws_config::SdkConfig;
use store::{Store, StoreError};

use super::{client, host::Control, house::House, running::Running, stack::Stack};
use crate::trouble::Trouble;

/// A cloud with the stack in it.
#[derive(Debug)]
pub(crate) struct Target {
    /// How the SDK reaches it.
    pub(crate) config: SdkConfig,
    /// The stack.
    pub(crate) stack: Stack,
    /// The local cloud's ports, if it is that.
    pub(crate) local: Option<Running>,
}

/// Which one.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Where {
    /// A stack in the account that the AWS environment points at; without it, the local cloud
    #[arg(long, value_name = "NAME")]
    stack: Option<String>,
}

impl Where {
    /// Finds it.
    pub(crate) async fn find(&self, house: &House) -> Result<Target, Trouble> {
        match &self.stack {
            Some(name) => {
                let stack = Stack::ask(house, name, None).await?;
                Ok(Target { config: client::account().await, stack, local: None })
            }
            None => {
                let control = Control::needed(house).await?;
                let stack = Stack::read(house).ok_or_else(|| {
                    Trouble::environment("the local cloud runs without a stack")
                        .mend("cargo nightshift up --keep")
                })?;
                Ok(Target::local(control.running(), stack).await)
            }
        }
    }
}

impl Target {
    /// The local cloud.
    pub(crate) async fn local(running: &Running, stack: Stack) -> Self {
        Self { config: client::local(&running.endpoint()).await, stack, local: Some(running.clone()) }
    }

    /// Where a shop's webhooks go.
    pub(crate) fn hook(&self, source: &str, shop: &str) -> Result<String, Trouble> {
        self.stack.hook(self.local.as_ref(), source, shop)
    }

    /// Its facts.
    pub(crate) fn store(&self) -> Result<Store, Trouble> {
        Ok(Store::open(&self.config, self.stack.tables()?))
    }

    /// What was learned from its deliveries.
    pub(crate) fn objects(&self) -> Result<objects::Objects, Trouble> {
        Ok(objects::Objects::open(&self.config, self.stack.get("DeliveriesBucketName")?))
    }

    /// What to say when objects can't.
    pub(crate) fn unreached(error: impl std::fmt::Display) -> Trouble {
        Trouble::environment("what was learned from deliveries can't be read")
            .saying(error)
            .mend("check the stack's name, the region and the credentials")
    }

    /// What to say when the store can't.
    pub(crate) fn trouble(error: StoreError) -> Trouble {
        Trouble::environment("the tables can't be read")
            .saying(error)
            .mend("check the stack's name, the region and the credentials")
    }
}
