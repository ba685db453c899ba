//! A program of the shop's own: a signed outgoing webhook, after Standard Webhooks 1.0. Its id is the once-key, so that the
//! receiver can know it again.

use domain::{
    Money,
    command::{Known, Outcome, Standing, Why},
};
use futures::{FutureExt as _, future::BoxFuture};
use intake::Secret;
use serde_json::{Value, json};
use web::{Answer, Ask};

use crate::{
    job::{Job, Lookup, Seen, Shop},
    words::kept,
};

pub(crate) struct Webhook;

/// No secret that signs.
const UNSIGNED: &str = "the settings name no secret that exists, or it isn't of the standard's form";

impl Shop for Webhook {
    fn ask<'a>(&'a self, job: &'a Job<'a>) -> BoxFuture<'a, Lookup> {
        async move { Lookup::from(ask(job).await) }.boxed()
    }

    fn tell<'a>(&'a self, job: &'a Job<'a>, _: &'a Seen) -> BoxFuture<'a, Outcome> {
        tell(job).boxed()
    }
}

fn signed(job: &Job<'_>, body: &str) -> Option<Vec<(&'static str, String)>> {
    let secrets: Vec<_> = job.keys.iter().map(|key| Secret::new(key.as_str())).collect();
    intake::sign_webhook(job.id.as_str(), body.as_bytes(), &secrets, job.now)
}

async fn ask(job: &Job<'_>) -> Known {
    let Some(status_url) = job.status_url else {
        return Known::Unasked { knows_again: job.knows_again };
    };
    // What is asked is signed as well: over no body.
    let Some(headers) = signed(job, "") else { return Known::NoAccess(UNSIGNED.to_owned()) };
    let ask = Ask { url: format!("{status_url}{}", job.id.as_str()), headers, body: None };
    let answer = match job.ask(&ask).await {
        Ok(answer) => answer,
        Err(known) => return known,
    };
    let status = format!("status {}", answer.status);
    match answer.status {
        200 => known(job, &answer),
        404 => Known::Nothing(None),
        300..=399 | 401..=403 | 410 => Known::NoAccess(status),
        _ => Known::NotNow { reason: status, pause_seconds: answer.retry_after() },
    }
}

/// `{"state": "done" | "nothing" | "unfinished", "reference", "captured", "refunded", "cancelled"}`.
fn known(job: &Job<'_>, answer: &Answer) -> Known {
    let says: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    match says["state"].as_str() {
        Some("done") => Known::Done(reference(&says)),
        Some("nothing") => Known::Nothing(standing(job, &says)),
        Some("unfinished") => Known::Unfinished("the shop is still at it".to_owned()),
        _ => Known::NotNow { reason: "its answer says no state".to_owned(), pause_seconds: None },
    }
}

fn standing(job: &Job<'_>, says: &Value) -> Option<Standing> {
    let amount = |key: &str| Money::parse(says[key].as_str()?, job.order.currency).ok();
    Some(Standing {
        captured: amount("captured")?,
        refunded: amount("refunded")?,
        cancelled: says["cancelled"].as_bool().unwrap_or_default(),
    })
}

async fn tell(job: &Job<'_>) -> Outcome {
    let body = body(job);
    let Some(headers) = signed(job, &body) else {
        return Outcome::Unsendable(Why::NoAccess, UNSIGNED.to_owned());
    };
    let ask = Ask { url: job.url.to_owned(), headers, body: Some(body) };
    match job.tell(&ask).await {
        Ok(answer) => outcome(&answer),
        Err(outcome) => outcome,
    }
}

/// The same each time, but for the time in the header.
fn body(job: &Job<'_>) -> String {
    let data = json!({"id": job.id.as_str(), "shop": job.shop, "order": job.requested.order,
        "order_name": job.order.name, "key": job.requested.key, "command": job.requested.command});
    json!({"type": "command.requested", "timestamp": job.asked_at, "data": data}).to_string()
}

fn outcome(answer: &Answer) -> Outcome {
    let says: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let status = format!("status {}", answer.status);
    match answer.status {
        202 => Outcome::InDoubt("the shop has taken it and is at it".to_owned()),
        200..=299 => Outcome::Done(reference(&says)),
        429 => Outcome::NotNow { reason: status, pause_seconds: answer.retry_after() },
        503 if answer.retry_after().is_some() => {
            Outcome::NotNow { reason: status, pause_seconds: answer.retry_after() }
        }
        300..=399 | 401..=404 | 410 => Outcome::Unsendable(Why::NoAccess, status),
        // The receiver may have begun to.
        408 => Outcome::InDoubt(status),
        400..=499 => {
            let words = ["error", "message"].into_iter().find_map(|key| says[key].as_str());
            Outcome::Refused(words.map_or(status, kept))
        }
        _ => Outcome::InDoubt(status),
    }
}

fn reference(says: &Value) -> Option<String> {
    let reference = &says["reference"];
    let text = reference.as_str().map(str::to_owned).or_else(|| reference.as_i64().map(|n| n.to_string()))?;
    Some(text.chars().take(80).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_receiver_answers_means() {
        let answer = |status, retry_after: Option<&str>, body: &str| Answer {
            status,
            headers: retry_after
                .map(|after| ("retry-after".to_owned(), after.to_owned()))
                .into_iter()
                .collect(),
            body: body.as_bytes().to_vec(),
        };
        let not_now = |status: u16, pause_seconds| Outcome::NotNow {
            reason: format!("status {status}"),
            pause_seconds,
        };
        for (status, after, body, expected) in [
            (200, None, r#"{"reference": "r-1"}"#, Outcome::Done(Some("r-1".into()))),
            (201, None, r#"{"reference": 7}"#, Outcome::Done(Some("7".into()))),
            (204, None, "", Outcome::Done(None)),
            (202, None, "", Outcome::InDoubt("the shop has taken it and is at it".into())),
            (429, Some("9"), "", not_now(429, Some(9))),
            (503, Some("9"), "", not_now(503, Some(9))),
            (503, None, "", Outcome::InDoubt("status 503".into())),
            (500, None, "", Outcome::InDoubt("status 500".into())),
            (408, None, "", Outcome::InDoubt("status 408".into())),
            (301, None, "", Outcome::Unsendable(Why::NoAccess, "status 301".into())),
            (401, None, "", Outcome::Unsendable(Why::NoAccess, "status 401".into())),
            (422, None, r#"{"error": "no such line"}"#, Outcome::Refused("no such line".into())),
            (409, None, "<html>", Outcome::Refused("status 409".into())),
        ] {
            assert_eq!(outcome(&answer(status, after, body)), expected, "{status} {after:?} {body}");
        }
    }
}
