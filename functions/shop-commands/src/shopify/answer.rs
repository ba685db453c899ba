//! What an answer of the Admin API means: whether something was surely not done.

use domain::command::{Command, Outcome};
use serde_json::Value;
use web::Answer;

use super::tail;
use crate::{job::Trouble, words::kept};

/// The data of an answer. One with any error is trouble as a whole.
pub(super) fn data(answer: &Answer) -> Result<Value, Trouble> {
    let status = || format!("status {}", answer.status);
    match answer.status {
        200 => {}
        429 => return Err(Trouble::Busy(status(), answer.retry_after())),
        503 if answer.retry_after().is_some() => return Err(Trouble::Busy(status(), answer.retry_after())),
        // 402: the shop's subscription; 404: no such shop or interface; 423: locked.
        300..=399 | 401..=404 | 410 | 423 => return Err(Trouble::Denied(status())),
        400 | 422 => return Err(Trouble::Refuses(status())),
        _ => return Err(Trouble::Unclear(status())),
    }
    let mut body: Value = match serde_json::from_slice(&answer.body) {
        Ok(body) => body,
        Err(_) => return Err(Trouble::Unclear("the answer is no JSON".to_owned())),
    };
    let errors = body["errors"].as_array().cloned().unwrap_or_default();
    let Some(first) = errors.first() else {
        return if body["errors"].is_null() || body["errors"].is_array() {
            Ok(body.get_mut("data").map(Value::take).unwrap_or_default())
        } else {
            Err(Trouble::Unclear("the answer is an error".to_owned()))
        };
    };
    let code = |error: &Value| error["extensions"]["code"].as_str().unwrap_or_default().to_owned();
    let all = |wanted: &str| errors.iter().all(|error| code(error) == wanted);
    let reason = format!("error {}", kept(&code(first)));
    if all("THROTTLED") {
        return Err(Trouble::Busy(reason, None));
    }
    if errors.iter().any(|error| code(error) == "ACCESS_DENIED") {
        return Err(Trouble::Denied(reason));
    }
    // What is found out about a question before it is carried out has codes in small letters.
    let before = |code: &str| {
        code.starts_with(|c: char| c.is_ascii_lowercase())
            || ["MAX_COST_EXCEEDED", "BAD_REQUEST"].contains(&code)
    };
    let words = kept(first["message"].as_str().unwrap_or_default());
    if errors.iter().all(|error| before(&code(error))) {
        return Err(Trouble::Refuses(format!("{reason}: {words}")));
    }
    Err(Trouble::Unclear(reason))
}

/// What the answer to a command means. The mutation is called `done` in ours.
pub(super) fn told(answer: &Answer, command: &Command) -> Outcome {
    let data = match data(answer) {
        Ok(data) => data,
        Err(trouble) => return trouble.into(),
    };
    let done = &data["done"];
    let errors = done["userErrors"].as_array().cloned().unwrap_or_default();
    if !errors.is_empty() {
        let words: Vec<_> = errors.iter().filter_map(|error| error["message"].as_str()).collect();
        let words = kept(&words.join("; "));
        // "This request is currently in progress, please try again"; the same key with other words: something of ours is there.
        let ours = ["idempoten", "in progress"].iter().any(|word| words.to_lowercase().contains(word));
        return if ours { Outcome::InDoubt(words) } else { Outcome::Refused(words) };
    }
    let what = match command {
        Command::Refund(_) | Command::StoreCredit(_) => &done["refund"],
        // It is called off later, by a job of Shopify's: asking tells.
        Command::Cancel(_) if done["job"]["done"] != true => {
            return Outcome::InDoubt("the shop is at it".to_owned());
        }
        Command::Cancel(_) => &done["job"],
        _ => &done["return"],
    };
    if what["id"].is_string() {
        Outcome::Done(Some(tail(what)))
    } else {
        Outcome::InDoubt("the answer names nothing that was done".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_answer_says_whether_it_was_done() {
        let refund = serde_json::from_value(json!({"kind": "refund", "shares": []})).expect("a command");
        let cancel = serde_json::from_value(
            json!({"kind": "cancel", "reason": "customer", "restock": true, "refund": true}),
        )
        .expect("a command");
        let word = |outcome: &Outcome| match outcome {
            Outcome::Done(reference) => reference.clone().unwrap_or_default(),
            Outcome::Refused(words) => format!("refused: {words}"),
            Outcome::NotNow { pause_seconds, .. } => format!("not now {}", pause_seconds.unwrap_or_default()),
            Outcome::InDoubt(_) => "in doubt".to_owned(),
            Outcome::Unsendable(why, _) => why.as_str().to_owned(),
        };
        let error = |code: &str| json!({"errors": [{"message": "m", "extensions": {"code": code}}]});
        let user =
            |message: &str| json!({"data": {"done": {"refund": null, "userErrors": [{"message": message}]}}});
        let made = json!({"data": {"done": {"refund": {"id": "gid://shopify/Refund/7"}, "userErrors": []}}});
        for (status, after, body, command, expected) in [
            (200, None, made, &refund, "7"),
            (200, None, json!({"data": {"done": {"refund": null, "userErrors": []}}}), &refund, "in doubt"),
            (200, None, json!({"data": null}), &refund, "in doubt"),
            (200, None, json!("<html>"), &refund, "in doubt"),
            (200, None, user("Refund amount is too large"), &refund, "refused: Refund amount is too large"),
            (
                200,
                None,
                user("This request is currently in progress, please try again."),
                &refund,
                "in doubt",
            ),
            (200, None, user("The same idempotency key cannot be used"), &refund, "in doubt"),
            (200, None, error("THROTTLED"), &refund, "not now 0"),
            (200, None, error("ACCESS_DENIED"), &refund, "no-access"),
            (200, None, error("undefinedField"), &refund, "refused: error undefinedField: m"),
            (200, None, error("INTERNAL_SERVER_ERROR"), &refund, "in doubt"),
            (200, None, json!({"errors": "Not Found"}), &refund, "in doubt"),
            (429, Some("2.0"), json!({}), &refund, "not now 2"),
            (503, Some("5"), json!({}), &refund, "not now 5"),
            (503, None, json!({}), &refund, "in doubt"),
            (500, None, json!({}), &refund, "in doubt"),
            (401, None, json!({}), &refund, "no-access"),
            (301, None, json!({}), &refund, "no-access"),
            (400, None, json!({}), &refund, "refused: status 400"),
            (
                200,
                None,
                json!({"data": {"done": {"job": {"id": "gid://shopify/Job/9", "done": false}}}}),
                &cancel,
                "in doubt",
            ),
            (
                200,
                None,
                json!({"data": {"done": {"job": {"id": "gid://shopify/Job/9", "done": true}}}}),
                &cancel,
                "9",
            ),
        ] {
            let headers = after.map(|after: &str| ("retry-after".to_owned(), after.to_owned()));
            let answer = Answer {
                status,
                headers: headers.into_iter().collect(),
                body: body.to_string().into_bytes(),
            };
            assert_eq!(word(&told(&answer, command)), expected, "{status} {body}");
        }
    }
}
