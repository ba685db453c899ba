//! The client.

use std::{sync::Arc, time::Duration};

use reqwest::{
    Client, ClientBuilder, Method,
    dns::{Addrs, Name, Resolve, Resolving},
    redirect::Policy,
};

use crate::{Answer, Ask, Unanswered, address::is_public};

/// The longest answer that is read: a page of orders is far below it.
const LARGEST_ANSWER: usize = 8 * 1024 * 1024;
/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(5);
/// The headers of an answer that anybody reads.
const HEADERS: &[&str] = &["retry-after", "x-wp-totalpages"];

/// Platforms over HTTPS.
#[derive(Debug)]
pub struct Https(Client);

impl Https {
    /// Over HTTPS, to hosts that the whole world reaches, and nothing else.
    pub fn new() -> Self {
        Self::built(Client::builder().https_only(true).dns_resolver(Arc::new(Public)))
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
        Self(client.expect("nothing of it depends on where it runs, but the system's certificates"))
    }

    /// Asks once, and waits for the whole answer for so long.
    pub async fn fetch(&self, ask: &Ask, patience: Duration) -> Result<Answer, Unanswered> {
        let method = if ask.body.is_some() { Method::POST } else { Method::GET };
        let mut request =
            self.0.request(method, &ask.url).timeout(patience).header("accept", "application/json");
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
