//! Alarms of the stack that are ringing, and whether anybody hears them. CloudWatch is asked through the SAM command line's own Python: an SDK more would
//! cost ten minutes of build for one question.

use std::process::Stdio;

use serde::Deserialize;
use tokio::process::Command;

use super::found::Found;
use crate::cloud::{
    house::House,
    running::{self, Running},
};

const ABOUT: &str = "alarms";

/// Prints how many alarms there are, which are ringing, and how many confirmed that they want to hear of them.
const SCRIPT: &str = "\
import boto3, json, sys
pages = boto3.client('cloudwatch').get_paginator('describe_alarms').paginate(AlarmNamePrefix=sys.argv[1])
alarms = [alarm for page in pages for alarm in page['MetricAlarms']]
pages = boto3.client('sns').get_paginator('list_subscriptions_by_topic').paginate(TopicArn=sys.argv[2])
heard = [one for page in pages for one in page['Subscriptions'] if one['SubscriptionArn'].startswith('arn:')]
print(json.dumps({'all': len(alarms), 'ringing': [a['AlarmName'] for a in alarms if a['StateValue'] == 'ALARM'], 'heard': len(heard)}))
";

#[derive(Debug, Deserialize)]
struct Alarms {
    all: usize,
    ringing: Vec<String>,
    heard: usize,
}

/// Asks.
pub(super) async fn check(house: &House, stack: &str, topic: &str, local: Option<&Running>) -> Found {
    let mend = format!("look at the alarms {stack}-… in the CloudWatch console");
    let python = house.python_bin("python");
    if !python.exists() {
        return Found::unknown(ABOUT, "there is no .local/python; `cargo nightshift up` makes it", mend);
    }
    let mut command = Command::new(python);
    command.args(["-c", SCRIPT, &format!("{stack}-"), topic]).stdin(Stdio::null()).kill_on_drop(true);
    if let Some(running) = local {
        command.env("AWS_ENDPOINT_URL", running.endpoint()).envs(running::environment());
    }
    match command.output().await {
        Ok(output) if output.status.success() => match serde_json::from_slice(&output.stdout) {
            Ok(alarms) => judge(&alarms, stack, local.is_some()),
            Err(_) => Found::unknown(ABOUT, "the answer can't be understood", mend),
        },
        Ok(output) => {
            let text = String::from_utf8_lossy(&output.stderr);
            let last = text.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("no word why");
            Found::unknown(ABOUT, last.chars().take(200).collect::<String>(), mend)
        }
        Err(e) => Found::unknown(ABOUT, e.to_string(), mend),
    }
}

fn judge(alarms: &Alarms, stack: &str, local: bool) -> Found {
    let Alarms { all, ringing, heard } = alarms;
    if *all == 0 {
        let mend = "deploy this version's template.yaml: without alarms nobody notices when something stops";
        return Found::wrong(ABOUT, format!("the stack {stack} has none"), mend);
    }
    if ringing.is_empty() && *heard == 0 && !local {
        let mend = "deploy with AlarmEmail, and follow the link in the mail that AWS sends there";
        return Found::note(ABOUT, format!("{all} alarms, none rings; nobody would hear it"), mend);
    }
    if ringing.is_empty() {
        return Found::well(ABOUT, format!("{all} alarms, none rings"));
    }
    Found::wrong(ABOUT, format!("ringing: {}", ringing.join(", ")), "infra/runbook.md has a part on each")
}

#[cfg(test)]
mod tests {
    use super::{super::found::State, *};

    #[test]
    fn alarms_are_judged() {
        for (said, local, state, word) in [
            (r#"{"all": 32, "ringing": [], "heard": 1}"#, false, State::Well, "32 alarms"),
            (r#"{"all": 32, "ringing": [], "heard": 0}"#, false, State::Note, "nobody would hear"),
            (r#"{"all": 32, "ringing": [], "heard": 0}"#, true, State::Well, "32 alarms"),
            (
                r#"{"all": 32, "ringing": ["a-quiet", "a-bug"], "heard": 0}"#,
                false,
                State::Wrong,
                "a-quiet, a-bug",
            ),
            (r#"{"all": 0, "ringing": [], "heard": 1}"#, false, State::Wrong, "has none"),
        ] {
            let found = judge(&serde_json::from_str(said).expect("an answer"), "a", local);
            assert!(found.state == state && found.says.contains(word), "{said}: {found:?}");
        }
    }
}
