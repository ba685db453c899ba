//! WooCommerce's REST API, version 3.

use serde_json::{Value, json};

use super::{Hook, json as call};

/// Webhooks on a page: the most that WooCommerce gives.
const PAGE: usize = 100;
/// More pages than any shop has webhooks.
const MOST_PAGES: usize = 20;

/// A shop with a consumer's key and secret.
pub(in crate::doctor) struct WooCommerce {
    pub(super) http: reqwest::Client,
    pub(super) api: String,
    pub(super) key: String,
    pub(super) secret: String,
}

impl WooCommerce {
    pub(super) async fn hooks(&self) -> Result<Vec<Hook>, String> {
        let mut hooks = Vec::new();
        for page in 1..=MOST_PAGES {
            let url = self.url(&format!("?per_page={PAGE}&page={page}"));
            let answer = self.send(self.http.get(url)).await?;
            let rows = answer.as_array().ok_or("the answer lists no webhooks")?;
            hooks.extend(rows.iter().filter_map(hook));
            if rows.len() < PAGE {
                return Ok(hooks);
            }
        }
        Err("the list of webhooks doesn't end".to_owned())
    }

    pub(super) async fn register(&self, topic: &str, address: &str, secret: &str) -> Result<(), String> {
        let body = json!({
            "name": format!("nightshift {topic}"), "topic": topic, "delivery_url": address, "secret": secret,
            "status": "active",
        });
        self.send(self.http.post(self.url("")).json(&body)).await.map(drop)
    }

    pub(super) async fn wake(&self, id: &str) -> Result<(), String> {
        let request = self.http.put(self.url(&format!("/{id}"))).json(&json!({"status": "active"}));
        self.send(request).await.map(drop)
    }

    fn url(&self, rest: &str) -> String {
        format!("{}/wp-json/wc/v3/webhooks{rest}", self.api)
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Result<Value, String> {
        call(request.basic_auth(&self.key, Some(&self.secret))).await
    }
}

fn hook(row: &Value) -> Option<Hook> {
    let text = |key: &str| row[key].as_str().map(str::to_owned);
    let id = row["id"].as_u64()?.to_string();
    Some(Hook {
        id,
        topic: text("topic")?,
        address: text("delivery_url")?,
        active: row["status"] == "active",
    })
}

#[cfg(test)]
mod tests {
    use super::{super::fake::Fake, *};

    async fn shop(answers: &[(u16, Value)]) -> (WooCommerce, Fake) {
        let fake = Fake::answering(answers).await;
        let (http, api) = (reqwest::Client::new(), fake.address.clone());
        (WooCommerce { http, api, key: "ck_1".into(), secret: "cs_1".into() }, fake)
    }

    fn row(id: usize, status: &str) -> Value {
        json!({"id": id, "name": "x", "status": status, "topic": "order.created", "delivery_url": "https://x.example/"})
    }

    #[tokio::test]
    async fn all_pages_are_read() {
        let full: Vec<_> = (0..PAGE).map(|id| row(id, "active")).collect();
        let (woo, fake) = shop(&[(200, full.into()), (200, json!([row(100, "disabled")]))]).await;
        let hooks = woo.hooks().await.expect("a list");
        let awake = hooks.iter().filter(|hook| hook.active).count();
        assert_eq!((hooks.len(), awake, hooks[PAGE].id.as_str()), (101, PAGE, "100"));
        let asked = fake.asked();
        assert!(asked[0].starts_with("GET /wp-json/wc/v3/webhooks?per_page=100&page=1 "), "{}", asked[0]);
        // base64 of ck_1:cs_1
        assert!(
            asked[1].contains("page=2 ") && asked[1].contains("authorization: Basic Y2tfMTpjc18x"),
            "{}",
            asked[1]
        );
    }

    #[tokio::test]
    async fn webhooks_are_made_and_woken() {
        let (woo, fake) = shop(&[(201, row(7, "active")), (200, row(7, "active")), (401, json!({}))]).await;
        let made = woo.register("order.created", "https://x.example/", "a-long-random-secret").await;
        assert_eq!((made, woo.wake("7").await), (Ok(()), Ok(())));
        let refused = woo.wake("7").await.expect_err("401");
        assert!(refused.contains("refuses the credentials"), "{refused}");
        let asked = fake.asked();
        assert!(asked[0].starts_with("POST /wp-json/wc/v3/webhooks "), "{}", asked[0]);
        assert!(asked[0].contains(r#""secret":"a-long-random-secret""#), "{}", asked[0]);
        assert!(asked[1].starts_with("PUT /wp-json/wc/v3/webhooks/7 "), "{}", asked[1]);
    }
}
