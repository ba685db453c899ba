//! Functions behind the HTTP API.

use std::{future::Future, panic::AssertUnwindSafe, process::ExitCode, sync::Arc};

use futures::FutureExt as _;
use lambda_http::{Body, Request, RequestExt as _, Response, service_fn};
use serde_json::json;

use crate::{Answer, Boot, BootError, Face, HttpRequest, TimeLeft, answer, boot, metrics, terminal::Words};

/// Whoever answers requests.
pub trait Door: Send + Sync + 'static {
    /// Answers one request. Whatever goes wrong has its status, too. To a question for the head alone (`HEAD`) the
    /// whole is answered, and its body stays here.
    fn answer(&self, asked: HttpRequest, time: &TimeLeft) -> impl Future<Output = Answer> + Send;
}

/// Runs a door.
pub fn door<D: Door>(face: Face, open: impl FnOnce(&Boot) -> Result<D, BootError>) -> ExitCode {
    boot::run(face, Words::default(), async |boot| {
        let door = Arc::new(open(&boot)?);
        let function = boot.name();
        lambda_http::run(service_fn(move |request: Request| {
            let door = Arc::clone(&door);
            async move {
                let time = TimeLeft::until(request.lambda_context().deadline());
                let asked = asked(request);
                let head_only = asked.method == "HEAD";
                let answer = answer_one(function, &*door, asked, &time).await;
                respond(&answer, head_only).map_err(lambda_http::Error::from)
            }
        }))
        .await
    })
}

/// Answers one request; a panic has an answer, too.
pub async fn answer_one<D: Door>(
    function: &'static str,
    door: &D,
    asked: HttpRequest,
    time: &TimeLeft,
) -> Answer {
    let answering = AssertUnwindSafe(door.answer(asked, time)).catch_unwind().await;
    answering.unwrap_or_else(|_| {
        tracing::error!("a request met a mistake of ours");
        metrics::count(function, "Bug", 1);
        Answer::new(500, json!({"outcome": "failed"}))
    })
}

fn asked(request: Request) -> HttpRequest {
    let pairs = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    let path = request.path_parameters().iter().map(pairs).collect();
    let query = request.query_string_parameters().iter().map(pairs).collect();
    let method = request.method().as_str().to_owned();
    let headers = request
        .headers()
        .iter()
        .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())))
        .collect();
    let body = match request.into_body() {
        Body::Text(text) => text.into_bytes(),
        Body::Binary(bytes) => bytes,
        _ => Vec::new(),
    };
    HttpRequest { method, headers, path, query, body }
}

fn respond(answer: &Answer, head_only: bool) -> Result<Response<Body>, lambda_http::http::Error> {
    let headers = answer.all_headers();
    let response = Response::builder().status(answer.status);
    headers.iter().fold(response, |response, (name, value)| response.header(*name, value)).body(match &answer
        .body
    {
        _ if head_only => Body::Empty,
        answer::Body::File(_, bytes) => Body::Binary(bytes.clone()),
        body => Body::Text(body.to_text()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_read_with_its_body_as_it_was_signed() {
        let event = |body: &str, encoded: bool| {
            json!({
                "version": "2.0", "routeKey": "ANY /orders/{token}", "rawPath": "/orders/a.b.c",
                "rawQueryString": "lang=de", "headers": {"Accept-Language": "ar", "Content-Type": "x/y"},
                "queryStringParameters": {"lang": "de"}, "pathParameters": {"token": "a.b.c"},
                "requestContext": {
                    "accountId": "1", "apiId": "x", "domainName": "x", "domainPrefix": "x", "requestId": "r",
                    "routeKey": "$default", "stage": "$default", "time": "t", "timeEpoch": 1,
                    "http": {"method": "HEAD", "path": "/orders/a.b.c", "protocol": "HTTP/1.1", "sourceIp": "1.2.3.4",
                        "userAgent": "x"},
                },
                "body": body, "isBase64Encoded": encoded,
            })
            .to_string()
        };
        for (body, encoded, expected) in
            [("{\"a\": 1}", false, "{\"a\": 1}"), ("eyJhIjogMX0=", true, "{\"a\": 1}")]
        {
            let asked = asked(lambda_http::request::from_str(&event(body, encoded)).expect("an event"));
            assert_eq!(asked.body, expected.as_bytes(), "{encoded}");
            assert_eq!((asked.method.as_str(), asked.parameter("token")), ("HEAD", "a.b.c"));
            assert_eq!(asked.query, [("lang".to_owned(), "de".to_owned())]);
            assert_eq!(asked.languages(), ["ar"]);
        }
    }

    #[test]
    fn a_question_for_the_head_alone_is_answered_without_a_body() {
        let page = Answer::page(200, "<p>x</p>".into());
        let (whole, head) =
            (respond(&page, false).expect("a response"), respond(&page, true).expect("a response"));
        assert_eq!(whole.headers(), head.headers());
        assert!(whole.headers().len() >= 10 && whole.body().as_ref() == b"<p>x</p>");
        assert!(head.body().is_empty() && head.status() == 200);
    }
}
