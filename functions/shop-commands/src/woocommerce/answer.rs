//! What an answer of the REST API means: whether something was surely not done.

use domain::command::{Command, Outcome, Why};
use serde_json::Value;
use web::Answer;

use crate::{job::Trouble, words::kept};

/// The body of an answer that is well.
pub(super) fn body(answer: &Answer) -> Result<Value, Trouble> {
    let body: Option<Value> = serde_json::from_slice(&answer.body).ok();
    let says = |key: &str| body.as_ref().and_then(|body| body[key].as_str()).unwrap_or_default();
    let status = format!("status {}", answer.status);
    let words = || {
        let words = kept(says("message"));
        if words.is_empty() { status.clone() } else { words }
    };
    Err(match answer.status {
        200 | 201 => {
            return body.ok_or_else(|| Trouble::Unclear("the answer is no JSON".to_owned()));
        }
        429 => Trouble::Busy(status, answer.retry_after()),
        // WordPress under maintenance says for how long. A proxy's 503 may come when the shop has long begun.
        503 if answer.retry_after().is_some() => Trouble::Busy(status, answer.retry_after()),
        404 if says("code") == "woocommerce_rest_invalid_order_id" => Trouble::Refuses(words()),
        300..=399 | 401..=404 | 410 | 423 => Trouble::Denied(status),
        400 | 405..=407 | 409 | 411..=422 => Trouble::Refuses(words()),
        // So it says that the refund was taken back again, and why.
        500 if says("code") == "woocommerce_rest_cannot_create_order_refund" => Trouble::Refuses(words()),
        _ => Trouble::Unclear(status),
    })
}

/// What the answer to a command means.
pub(super) fn told(answer: &Answer, command: &Command) -> Outcome {
    let body = match body(answer) {
        Ok(body) => body,
        // The gateway didn't answer the shop: the record is gone, and the money perhaps, too. Asking would say that nothing is there.
        Err(Trouble::Refuses(words)) if is_of_time(&words) => {
            return Outcome::Unsendable(Why::InDoubt, words);
        }
        Err(trouble) => return trouble.into(),
    };
    let Some(id) = body["id"].as_i64() else {
        return Outcome::InDoubt("the answer names nothing that was done".to_owned());
    };
    let was_paid = !matches!(command, Command::Refund(_)) || body["refunded_payment"] != false;
    if was_paid {
        Outcome::Done(Some(id.to_string()))
    } else {
        Outcome::InDoubt(format!("the shop has recorded refund {id}, and says that it wasn't paid"))
    }
}

/// Whether words tell of a gateway that didn't answer.
fn is_of_time(words: &str) -> bool {
    let words = words.to_lowercase();
    ["timed out", "timeout", "time out", "curl error", "connection"].iter().any(|told| words.contains(told))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_answer_says_whether_it_was_done() {
        let refund = serde_json::from_value(json!({"kind": "refund", "shares": []})).expect("a command");
        let word = |outcome: &Outcome| match outcome {
            Outcome::Done(reference) => reference.clone().unwrap_or_default(),
            Outcome::Refused(words) => format!("refused: {words}"),
            Outcome::NotNow { pause_seconds, .. } => format!("not now {}", pause_seconds.unwrap_or_default()),
            Outcome::InDoubt(_) => "in doubt".to_owned(),
            Outcome::Unsendable(why, _) => why.as_str().to_owned(),
        };
        let failed = |message: &str| json!({"code": "woocommerce_rest_cannot_create_order_refund", "message": message});
        for (status, after, body, expected) in [
            (201, None, json!({"id": 7, "refunded_payment": true}), "7"),
            (201, None, json!({"id": 7}), "7"),
            (201, None, json!({"id": 7, "refunded_payment": false}), "in doubt"),
            (200, None, json!("<html>"), "in doubt"),
            (500, None, failed("Invalid refund amount."), "refused: Invalid refund amount."),
            (500, None, failed("cURL error 28: Operation timed out"), "in-doubt"),
            (500, None, json!({}), "in doubt"),
            (502, None, json!({}), "in doubt"),
            (503, None, json!({}), "in doubt"),
            (503, Some("600"), json!({}), "not now 600"),
            (429, Some("5"), json!({}), "not now 5"),
            (
                400,
                None,
                json!({"message": "Invalid parameter(s): amount"}),
                "refused: Invalid parameter(s): amount",
            ),
            (401, None, json!({}), "no-access"),
            (404, None, json!({"code": "rest_no_route"}), "no-access"),
            (
                404,
                None,
                json!({"code": "woocommerce_rest_invalid_order_id", "message": "Invalid ID."}),
                "refused: Invalid ID.",
            ),
            (302, None, json!({}), "no-access"),
        ] {
            let headers = after.map(|after: &str| ("retry-after".to_owned(), after.to_owned()));
            let answer = Answer {
                status,
                headers: headers.into_iter().collect(),
                body: body.to_string().into_bytes(),
            };
            assert_eq!(word(&told(&answer, &refund)), expected, "{status} {body}");
        }
    }
}
