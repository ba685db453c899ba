//! The command line, and what it says of the cloud that it started.

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
    time::Duration,
};

use aws_sdk_sqs::{
    Client,
    config::{BehaviorVersion, Credentials, Region},
};
use serde_json::Value;

use crate::http::Gateway;

/// The command line, on a state folder of its own: a cloud that somebody keeps running is left alone, and so is another test's.
pub(crate) struct Nightshift {
    program: PathBuf,
    state: PathBuf,
}

impl Nightshift {
    /// On the cloud of this name. The binaries are where `cargo nightshift test` says; without them the test is skipped.
    pub(crate) fn find(name: &str) -> Option<Self> {
        let Some(folder) = std::env::var_os("NIGHTSHIFT_BINARIES").map(PathBuf::from) else {
            testkit::skip("the local cloud", "run by `cargo nightshift test`, which builds the binaries");
            return None;
        };
        let program = folder.join("nightshift");
        let state = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.local/test-clouds").join(name);
        program.is_file().then_some(Self { program, state })
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(&self.program);
        command.args(arguments).env("NIGHTSHIFT_STATE", &self.state);
        command.output().expect("the command line starts")
    }

    /// Runs what prints nothing that matters.
    pub(crate) fn must(&self, arguments: &[&str]) {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// Standard output as JSON.
    pub(crate) fn json(&self, arguments: &[&str]) -> Value {
        let output = self.run(arguments);
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success(),
            "{arguments:?}: {told}\n{}",
            String::from_utf8_lossy(&output.stdout)
        );
        serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{arguments:?} prints JSON: {e}"))
    }

    /// What the cloud keeps of itself.
    pub(crate) fn folder(&self) -> &Path {
        &self.state
    }

    pub(crate) fn state(&self, file: &str) -> Value {
        let text =
            std::fs::read_to_string(self.state.join(file)).expect("the running cloud says where it is");
        serde_json::from_str(&text).expect("JSON")
    }

    /// Where the running cloud is asked.
    pub(crate) fn gateway(&self) -> Gateway {
        let port = self.state("cloud.json")["gateway"].as_u64().and_then(|port| port.try_into().ok());
        Gateway(port.expect("a port"))
    }

    /// The stack's outputs whose names end so.
    pub(crate) fn outputs(&self, end: &str) -> Vec<String> {
        let stack = self.state("stack.json");
        let all =
            stack["outputs"].as_object().expect("outputs").iter().filter(|(name, _)| name.ends_with(end));
        all.filter_map(|(_, value)| value.as_str().map(str::to_owned)).collect()
    }

    /// Addressees of all mails so far, oldest first.
    pub(crate) fn recipients(&self) -> Vec<String> {
        let mails = self.json(&["mailbox", "--json"]);
        let to = |mail: &Value| mail["to"].as_str().map(str::to_owned);
        mails.as_array().expect("a list").iter().filter_map(to).collect()
    }

    pub(crate) fn mails_to(&self, address: &str) -> usize {
        self.recipients().iter().filter(|to| to.contains(address)).count()
    }
}

/// Stops the cloud however the test ends.
impl Drop for Nightshift {
    fn drop(&mut self) {
        self.run(&["down"]);
    }
}

/// The queues of a running cloud.
pub(crate) async fn queues(cloud: &Value) -> Client {
    let config = aws_sdk_sqs::Config::builder()
        .behavior_version(BehaviorVersion::v2026_01_12())
        .region(Region::new("eu-central-1"))
        .credentials_provider(Credentials::new("test", "test", None, None, "test"))
        .endpoint_url(format!("http://127.0.0.1:{}", cloud["gateway"]));
    Client::from_conf(config.build())
}

/// Until nothing is in the queue or in hand.
pub(crate) async fn settle(sqs: &Client, queue: &str) {
    for _ in 0..60 {
        let got = sqs
            .get_queue_attributes()
            .queue_url(queue)
            .attribute_names("ApproximateNumberOfMessages".into())
            .attribute_names("ApproximateNumberOfMessagesNotVisible".into())
            .send()
            .await
            .expect("the queue answers");
        let left = got.attributes().into_iter().flatten().any(|(_, count)| count != "0");
        if !left {
            return;
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    panic!("the queue doesn't come to rest");
}
