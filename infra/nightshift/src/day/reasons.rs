//! Why nothing was done. That is written nowhere but in the functions' logs, so it is read from there.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{
    cloud::running::{REGION, Running},
    trouble::{Explain, Trouble},
};

/// The reason of each decision, by the id of the event that it was about: log lines say `"message":"decided"`.
pub(crate) async fn from_logs(running: &Running) -> Result<BTreeMap<String, String>, Trouble> {
    let groups = ask(running, "DescribeLogGroups", &json!({"logGroupNamePrefix": "/nightshift/"})).await?;
    let names = groups["logGroups"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|group| group["logGroupName"].as_str());
    let mut reasons = BTreeMap::new();
    for name in names {
        let mut next = Value::Null;
        loop {
            let mut question = json!({"logGroupName": name, "filterPattern": "decided"});
            if next.is_string() {
                question["nextToken"] = next;
            }
            let page = ask(running, "FilterLogEvents", &question).await?;
            let lines =
                page["events"].as_array().into_iter().flatten().filter_map(|event| event["message"].as_str());
            reasons.extend(lines.flat_map(str::lines).filter_map(decided));
            next = page["nextToken"].clone();
            if !next.is_string() {
                break;
            }
        }
    }
    Ok(reasons)
}

/// One question to the local cloud's CloudWatch Logs, which looks at the service in a signature and not at its truth.
async fn ask(running: &Running, action: &str, question: &Value) -> Result<Value, Trouble> {
    let what = || format!("the local cloud's logs don't answer {action}");
    let answer = reqwest::Client::new()
        .post(running.endpoint())
        .header("x-amz-target", format!("Logs_20140328.{action}"))
        .header("content-type", "application/x-amz-json-1.1")
        .header(
            "authorization",
            format!("AWS4-HMAC-SHA256 Credential=test/20260101/{REGION}/logs/aws4_request, SignedHeaders=host, Signature=0"),
        )
        .body(question.to_string())
        .send()
        .await
        .and_then(reqwest::Response::error_for_status)
        .while_trying(what())?;
    answer.json().await.while_trying(what())
}

fn decided(line: &str) -> Option<(String, String)> {
    let line: Value = serde_json::from_str(&line[line.find('{')?..]).ok()?;
    let text = |key: &str| line[key].as_str().map(str::to_owned);
    (line["message"] == "decided").then(|| Some((text("event")?, text("because")?))).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_are_found_among_other_lines() {
        for (line, found) in [
            (
                r#"{"message":"decided","event":"e1","because":"already-confirmed"}"#,
                Some(("e1", "already-confirmed")),
            ),
            (r#"2026 INFO: {"message":"decided","event":"e1","because":"edited"}"#, Some(("e1", "edited"))),
            (r#"{"message":"sent","event":"e2"}"#, None),
            ("{broken", None),
            ("noise", None),
        ] {
            assert_eq!(decided(line), found.map(|(e, b)| (e.to_owned(), b.to_owned())), "{line}");
        }
    }
}
