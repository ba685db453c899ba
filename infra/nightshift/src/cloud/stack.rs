//! A deployed stack, by its outputs.

use std::{collections::BTreeMap, fs, process::Stdio};

use serde::{Deserialize, Serialize};
use tokio::process::Command;

use super::{
    house::House,
    running::{self, Running},
};
use crate::trouble::{Explain, Trouble};

/// The stack's name in the local cloud.
pub(crate) const LOCAL: &str = "nightshift";

/// The outputs of a stack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stack {
    name: String,
    outputs: BTreeMap<String, String>,
}

/// One of them, as `sam list stack-outputs` prints it.
#[derive(Deserialize)]
struct Output {
    #[serde(rename = "OutputKey")]
    key: String,
    #[serde(rename = "OutputValue")]
    value: String,
}

impl Stack {
    /// Asks for a stack's outputs: the local cloud's if it is given, else those of the account that the AWS
    /// environment points at.
    pub(crate) async fn ask(house: &House, name: &str, local: Option<&Running>) -> Result<Self, Trouble> {
        let own = house.python_bin("sam");
        let mut command = Command::new(if own.exists() { own.as_os_str() } else { "sam".as_ref() });
        command
            .args(["list", "stack-outputs", "--stack-name", name, "--output", "json"])
            .current_dir(house.folder("tmp")?)
            .stdin(Stdio::null())
            .kill_on_drop(true);
        if let Some(running) = local {
            command.args(["--region", running::REGION]).env("AWS_ENDPOINT_URL", running.endpoint());
            command.envs(running::environment());
        }
        let output = command.output().await.map_err(|e| {
            Trouble::environment("the SAM command line can't be run")
                .saying(e)
                .mend("`cargo nightshift up` installs it under .local/python; or install aws-sam-cli")
        })?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(Trouble::environment(format!("the outputs of the stack {name} can't be read"))
                .saying(said.trim())
                .mend("check the stack's name, the region and the credentials"));
        }
        let outputs: Vec<Output> = serde_json::from_slice(&output.stdout)
            .while_trying(format!("the outputs of the stack {name} can't be understood"))?;
        Ok(Self { name: name.to_owned(), outputs: outputs.into_iter().map(|o| (o.key, o.value)).collect() })
    }

    /// Keeps the local stack's outputs for other commands.
    pub(crate) fn write(&self, house: &House) -> Result<(), Trouble> {
        let path = house.state().join("stack.json");
        let text = serde_json::to_string_pretty(self).expect("plain data");
        fs::write(&path, text).while_trying(format!("{} can't be written", path.display()))
    }

    /// The local stack's outputs, as kept.
    pub(crate) fn read(house: &House) -> Option<Self> {
        serde_json::from_str(&fs::read_to_string(house.state().join("stack.json")).ok()?).ok()
    }

    /// Its name.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// An output that every stack of ours has.
    pub(crate) fn get(&self, output: &str) -> Result<&str, Trouble> {
        self.outputs.get(output).map(String::as_str).ok_or_else(|| {
            Trouble::environment(format!("the stack {} has no output {output}", self.name))
                .mend("deploy this version's template.yaml to it")
        })
    }

    /// Where a shop's webhooks go. The local cloud has no names for its APIs, only paths.
    pub(crate) fn hook(&self, local: Option<&Running>, source: &str, shop: &str) -> Result<String, Trouble> {
        let base = match local {
            Some(running) => {
                format!("{}/_aws/execute-api/{}/$default/hooks", running.endpoint(), self.get("DoorId")?)
            }
            None => self.get("WebhookUrl")?.trim_end_matches('/').to_owned(),
        };
        Ok(format!("{base}/{source}/{shop}"))
    }

    /// The tables.
    pub(crate) fn tables(&self) -> Result<store::TableNames, Trouble> {
        let name = |output| self.get(output).map(str::to_owned);
        Ok(store::TableNames { shop: name("ShopTableName")?, once: name("OnceTableName")? })
    }

    /// All queues but those for dead letters: output and address.
    pub(crate) fn queues(&self) -> impl Iterator<Item = (&str, &str)> {
        self.ending("QueueUrl")
    }

    /// The queues for dead letters.
    pub(crate) fn dead_letters(&self) -> impl Iterator<Item = (&str, &str)> {
        self.ending("DeadLettersUrl")
    }

    fn ending<'a>(&'a self, end: &'static str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.outputs.iter().filter_map(move |(key, value)| Some((key.strip_suffix(end)?, value.as_str())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_are_found_by_name_and_kind() {
        let pairs = [
            ("WebhookUrl", "https://x.example/hooks"),
            ("DoorId", "abc"),
            ("MailQueueUrl", "q1"),
            ("MailDeadLettersUrl", "q2"),
            ("ShopTableName", "t"),
        ];
        let outputs = pairs.map(|(k, v)| (k.to_owned(), v.to_owned())).into();
        let stack = Stack { name: "s".into(), outputs };
        assert_eq!(
            stack.hook(None, "shopify", "acme").as_deref(),
            Ok("https://x.example/hooks/shopify/acme")
        );
        let running = Running { pid: 1, gateway: 2, smtp: 3, proxy: 4, shop: 5, control: 6 };
        let local = stack.hook(Some(&running), "shopify", "acme");
        assert_eq!(
            local.as_deref(),
            Ok("http://127.0.0.1:2/_aws/execute-api/abc/$default/hooks/shopify/acme")
        );
        assert_eq!(stack.queues().collect::<Vec<_>>(), [("Mail", "q1")]);
        assert_eq!(stack.dead_letters().collect::<Vec<_>>(), [("Mail", "q2")]);
        let missing = stack.tables().expect_err("one is missing").to_string();
        assert!(missing.contains("OnceTableName"), "{missing}");
    }
}
