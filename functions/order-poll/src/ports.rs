//! What order-poll touches beside the store: platforms over HTTPS, their credentials, the passing of time.

use std::{future::Future, time::Duration};

use reqwest::{Client, ClientBuilder, Method, redirect::Policy};
use shell::{SecretError, Secrets};

use crate::platform::{Answer, Ask, Trouble};

/// Whoever carries a question to a platform.
pub trait Web: Send + Sync + 'static {
    /// Asks once, and waits for the whole answer for so long.
    fn fetch(&self, ask: &Ask, patience: Duration) -> impl Future<Output = Result<Answer, Trouble>> + Send;
}

/// Where credentials come from, by reference.
pub trait Credentials: Send + Sync + 'static {
    /// The values of those that exist, in the order of their names.
    fn read(&self, names: &[String]) -> impl Future<Output = Result<Vec<String>, SecretError>> + Send;
}

/// Whoever waits.
pub trait Pauses: Send + Sync + 'static {
    /// Waits for so long.
    fn pause(&self, how_long: Duration) -> impl Future<Output = ()> + Send;
}

/// Waits by the clock.
#[derive(Debug, Clone, Copy)]
pub struct Sleep;

impl Pauses for Sleep {
    async fn pause(&self, how_long: Duration) {
        tokio::time::sleep(how_long).await;
    }
}

/// Credentials from SSM.
#[derive(Debug)]
pub struct SsmCredentials(pub Secrets);

impl Credentials for SsmCredentials {
    /// One by one: SSM answers several in an order of its own, and which is the key and which its secret matters.
    async fn read(&self, names: &[String]) -> Result<Vec<String>, SecretError> {
        let mut values = Vec::with_capacity(names.len());
        for name in names {
            for value in self.0.get(std::slice::from_ref(name)).await? {
                values.extend(String::from_utf8(value).ok().map(|value| value.trim().to_owned()));
            }
        }
        Ok(values)
    }
}

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
    /// Over HTTPS and nothing else.
    pub fn new() -> Self {
        Self::built(Client::builder().https_only(true))
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
}

impl Default for Https {
    fn default() -> Self {
        Self::new()
    }
}

impl Web for Https {
    async fn fetch(&self, ask: &Ask, patience: Duration) -> Result<Answer, Trouble> {
        let method = if ask.body.is_some() { Method::POST } else { Method::GET };
        let mut request =
            self.0.request(method, &ask.url).timeout(patience).header("accept", "application/json");
        for (name, value) in &ask.headers {
            request = request.header(*name, value);
        }
        if let Some(body) = &ask.body {
            request = request.header("content-type", "application/json").body(body.clone());
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
                return Err(Trouble::TooMuch);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Answer { status, headers, body })
    }
}

/// Why there is no whole answer. The error itself names the address, and may name more.
fn lost(error: &reqwest::Error) -> Trouble {
    if error.is_builder() {
        return Trouble::Refuses("the address or the credentials in the settings can't be used".to_owned());
    }
    let why = if error.is_timeout() {
        "no answer in time"
    } else if error.is_connect() {
        "no connection"
    } else {
        "the answer broke off"
    };
    Trouble::Passing(why.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_https_is_spoken() {
        for url in ["http://shop.invalid/orders", "ftp://shop.invalid/", "shop.invalid"] {
            let ask = Ask { url: url.to_owned(), headers: Vec::new(), body: None };
            let answer = Https::new().fetch(&ask, Duration::from_secs(1)).await;
            assert!(matches!(answer, Err(Trouble::Refuses(_))), "{url}: {answer:?}");
        }
    }

    #[tokio::test]
    async fn a_credential_that_is_no_header_is_refused_and_not_sent() {
        let headers = vec![("x-shopify-access-token", "two\nlines".to_owned())];
        let ask = Ask { url: "https://shop.invalid/".to_owned(), headers, body: None };
        let answer = Https::new().fetch(&ask, Duration::from_secs(1)).await;
        assert!(matches!(answer, Err(Trouble::Refuses(_))), "{answer:?}");
    }
}
