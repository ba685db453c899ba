//! The client.

use std::{sync::Arc, time::Duration};

use reqwest::{
    Client, ClientBuilder, Method,
    dns::{Addrs, Name, Resolve, Resolving},
    redirect::Policy,
};

use crate::{
    Answer, Ask, Unanswered,
    address::{host, is_public},
};

/// The longest answer that is read: a page of orders is far below it.
const LARGEST_ANSWER: usize = 8 * 1024 * 1024;
/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(5);
/// The headers of an answer that anybody reads.
const HEADERS: &[&str] = &["retry-after", "x-wp-totalpages"];

/// Names the host that was meant, where another stands in for it.
pub const STANDS_FOR: &str = "x-stands-for";

/// Platforms over HTTPS.
#[derive(Debug)]
pub struct Https {
    client: Client,
    /// A port of this machine that stands in for every host.
    stand_in: Option<u16>,
}

impl Https {
    /// Over HTTPS, to hosts that the whole world reaches, and nothing else.
    pub fn new() -> Self {
        Self::built(Client::builder().https_only(true).dns_resolver(Arc::new(Public)))
    }

    /// For the local cloud: whatever the host, the request goes to this port of the machine itself, in plain HTTP, and says in
    /// the header [`STANDS_FOR`] who was meant. Nothing leaves the machine, so that nobody can be led elsewhere by it.
    pub fn stood_in_for(port: u16) -> Self {
        Self { stand_in: Some(port), ..Self::built(Client::builder()) }
    }

    /// With a client that somebody began to build: tests ask a shop of their own, on the loopback.
    pub fn built(client: ClientBuilder) -> Self {
        // A redirect would carry the credentials to wherever it points: the settings name the right address.
        let client = client
            .redirect(Policy::none())
            .no_proxy()
            .connect_timeout(CONNECT)
            .user_agent(concat!("nightshift/", env!("CARGO_PKG_VERSION")))
            .build();
        let client = client.expect("nothing of it depends on where it runs, but the system's certificates");
        Self { client, stand_in: None }
    }

    /// Asks once, and waits for the whole answer for so long.
    pub async fn fetch(&self, ask: &Ask, patience: Duration) -> Result<Answer, Unanswered> {
        let method = if ask.body.is_some() { Method::POST } else { Method::GET };
        let meant =
            self.stand_in.map(|port| stood_in(&ask.url, port).ok_or(Unanswered::Unusable)).transpose()?;
        let (url, meant) = meant.map_or((ask.url.clone(), None), |(url, meant)| (url, Some(meant)));
        let mut request =
            self.client.request(method, url).timeout(patience).header("accept", "application/json");
        if let Some(meant) = meant {
            request = request.header(STANDS_FOR, meant);
        }
        for (name, value) in &ask.headers {
            request = request.header(*name, value);
        }
        if let Some(body) = &ask.body {
            if !ask.headers.iter().any(|(name, _)| *name == "content-type") {
                request = request.header("content-type", "application/json");
            }
            request = request.body(body.clone());
        }
        let mut response = request.send().await.map_err(|e| lost(&e))?;
        let header = |name: &&str| {
            let value = response.headers().get(*name)?.to_str().ok()?;
            Some(((*name).to_owned(), value.to_owned()))
        };
        let headers = HEADERS.iter().filter_map(header).collect();
        let (status, mut body) = (response.status().as_u16(), Vec::new());
        while let Some(chunk) = response.chunk().await.map_err(|e| lost(&e))? {
            if body.len() + chunk.len() > LARGEST_ANSWER {
                return Err(Unanswered::TooLong);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Answer { status, headers, body })
    }
}

impl Default for Https {
    fn default() -> Self {
        Self::new()
    }
}

/// The same path at a port of this machine, and the host that was meant.
fn stood_in(url: &str, port: u16) -> Option<(String, &str)> {
    let host = host(url)?;
    let (_, rest) = url.strip_prefix("https://")?.split_once('/').unwrap_or_default();
    Some((format!("http://127.0.0.1:{port}/{rest}"), host))
}

/// Why there is no whole answer.
fn lost(error: &reqwest::Error) -> Unanswered {
    if error.is_builder() {
        Unanswered::Unusable
    } else if error.is_connect() {
        Unanswered::NoConnection
    } else if error.is_timeout() {
        Unanswered::Late
    } else {
        Unanswered::BrokenOff
    }
}

/// Names, as the system resolves them, without what lies inside: what the settings allow by name may point there.
#[derive(Debug)]
struct Public;

impl Resolve for Public {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let public: Vec<_> = found.filter(|address| is_public(address.ip())).collect();
            if public.is_empty() {
                return Err("the name leads nowhere, or inside".into());
            }
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn asked(url: &str, headers: Vec<(&'static str, String)>) -> Result<Answer, Unanswered> {
        let ask = Ask { url: url.to_owned(), headers, body: None };
        Https::new().fetch(&ask, Duration::from_secs(1)).await
    }

    #[tokio::test]
    async fn only_https_is_spoken() {
        for url in ["http://shop.invalid/orders", "ftp://shop.invalid/", "shop.invalid"] {
            assert_eq!(asked(url, Vec::new()).await, Err(Unanswered::Unusable), "{url}");
        }
    }

    #[test]
    fn who_stands_in_is_this_machine() {
        for (url, expected) in [
            ("https://acme.example/a/b?c", Some(("http://127.0.0.1:9/a/b?c", "acme.example"))),
            ("https://acme.example:8443", Some(("http://127.0.0.1:9/", "acme.example"))),
            ("http://acme.example/", None),
            ("https://a@evil.example/", None),
        ] {
            let stood = stood_in(url, 9);
            assert_eq!(stood.as_ref().map(|(url, host)| (url.as_str(), *host)), expected, "{url}");
        }
    }

    #[tokio::test]
    async fn a_credential_that_is_no_header_is_refused_and_not_sent() {
        let headers = vec![("x-shopify-access-token", "two\nlines".to_owned())];
        assert_eq!(asked("https://shop.invalid/", headers).await, Err(Unanswered::Unusable));
    }

    #[tokio::test]
    async fn names_that_lead_inside_reach_nobody() {
        let answer = asked("https://localhost:9/", Vec::new()).await;
        assert_eq!(answer, Err(Unanswered::NoConnection));
    }
}
