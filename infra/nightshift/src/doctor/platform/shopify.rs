//! Shopify's Admin GraphQL.

use serde_json::{Value, json};

use super::{Hook, json as call};

/// The version of the Admin API whose words are used here.
const VERSION: &str = "2026-04";
/// Shopify sends these to every app, at the addresses of the app's own configuration.
pub(super) const IN_THE_APP: &[&str] = &["customers/data_request", "customers/redact", "shop/redact"];
/// More pages than any app has webhooks.
const MOST_PAGES: usize = 20;

const LIST: &str = "query($after: String) { webhookSubscriptions(first: 100, after: $after) \
                    { nodes { id topic uri } pageInfo { hasNextPage endCursor } } }";
const CREATE: &str = "mutation($topic: WebhookSubscriptionTopic!, $uri: String!) { webhookSubscriptionCreate(topic: \
                      $topic, webhookSubscription: {uri: $uri, format: JSON}) { userErrors { message } } }";

/// A shop with the app's access token.
pub(in crate::doctor) struct Shopify {
    pub(super) http: reqwest::Client,
    pub(super) api: String,
    pub(super) token: String,
}

impl Shopify {
    pub(super) async fn hooks(&self) -> Result<Vec<Hook>, String> {
        let mut hooks = Vec::new();
        let mut after = Value::Null;
        for _ in 0..MOST_PAGES {
            let data = self.ask(LIST, &json!({"after": after})).await?;
            let page = &data["webhookSubscriptions"];
            let nodes = page["nodes"].as_array().ok_or("the answer lists no webhooks")?;
            hooks.extend(nodes.iter().filter_map(hook));
            if page["pageInfo"]["hasNextPage"] != true {
                return Ok(hooks);
            }
            after = page["pageInfo"]["endCursor"].clone();
        }
        Err("the list of webhooks doesn't end".to_owned())
    }

    pub(super) async fn register(&self, topic: &str, address: &str) -> Result<(), String> {
        let data = self.ask(CREATE, &json!({"topic": word(topic), "uri": address})).await?;
        match data["webhookSubscriptionCreate"]["userErrors"].as_array().map(Vec::as_slice) {
            Some([]) => Ok(()),
            Some([first, ..]) => Err(first["message"].as_str().unwrap_or("no word why").to_owned()),
            None => Err("the answer doesn't say what came of it".to_owned()),
        }
    }

    async fn ask(&self, query: &str, variables: &Value) -> Result<Value, String> {
        let request = self
            .http
            .post(format!("{}/admin/api/{VERSION}/graphql.json", self.api))
            .header("x-shopify-access-token", &self.token)
            .json(&json!({"query": query, "variables": variables}));
        let mut answer = call(request).await?;
        match answer["errors"][0]["message"].as_str().or(answer["errors"].as_str()) {
            Some(message) => Err(message.to_owned()),
            None => Ok(answer["data"].take()),
        }
    }
}

fn hook(node: &Value) -> Option<Hook> {
    let text = |key: &str| node[key].as_str().map(str::to_owned);
    let topic = topic(node["topic"].as_str()?);
    Some(Hook { id: text("id")?, topic, address: text("uri").unwrap_or_default(), active: true })
}

/// A topic as GraphQL's enumeration has it: `orders/create` is `ORDERS_CREATE`.
fn word(topic: &str) -> String {
    topic.replace('/', "_").to_uppercase()
}

/// The topic of the source's table that is this word of the enumeration; the word itself, if none is.
fn topic(named: &str) -> String {
    let topics = intake::source("shopify").into_iter().flat_map(|source| source.topics());
    topics.map(|topic| topic.name).find(|name| word(name) == named).unwrap_or(named).to_owned()
}

#[cfg(test)]
mod tests {
    use super::{super::fake::Fake, *};

    async fn shop(answers: &[(u16, Value)]) -> (Shopify, Fake) {
        let fake = Fake::answering(answers).await;
        (Shopify { http: reqwest::Client::new(), api: fake.address.clone(), token: "shpat_1".into() }, fake)
    }

    fn page(nodes: Value, next: Option<&str>) -> Value {
        let info = json!({"hasNextPage": next.is_some(), "endCursor": next});
        json!({"data": {"webhookSubscriptions": {"nodes": nodes, "pageInfo": info}}})
    }

    #[test]
    fn topics_are_words_of_an_enumeration() {
        for (name, named) in [("orders/create", "ORDERS_CREATE"), ("refunds/create", "REFUNDS_CREATE")] {
            assert_eq!((word(name).as_str(), topic(named).as_str()), (named, name));
        }
        assert_eq!(topic("BULK_OPERATIONS_FINISH"), "BULK_OPERATIONS_FINISH");
    }

    #[tokio::test]
    async fn all_pages_are_read() {
        let node = |topic: &str| json!([{"id": "gid://1", "topic": topic, "uri": "https://x.example/"}]);
        let first = page(node("ORDERS_CREATE"), Some("c1"));
        let (shopify, fake) = shop(&[(200, first), (200, page(node("ORDERS_PAID"), None))]).await;
        let hooks = shopify.hooks().await.expect("a list");
        let topics: Vec<_> = hooks.iter().map(|hook| hook.topic.as_str()).collect();
        assert_eq!(topics, ["orders/create", "orders/paid"]);
        assert_eq!(hooks[0].address, "https://x.example/");
        let asked = fake.asked();
        assert!(asked[0].starts_with("POST /admin/api/2026-04/graphql.json "), "{}", asked[0]);
        assert!(asked[0].contains("x-shopify-access-token: shpat_1"), "{}", asked[0]);
        assert!(asked[1].contains(r#""after":"c1""#), "{}", asked[1]);
    }

    #[tokio::test]
    async fn registering_tells_what_shopify_says() {
        let made = |errors: Value| json!({"data": {"webhookSubscriptionCreate": {"userErrors": errors}}});
        for (status, answer, expected) in [
            (200, made(json!([])), Ok(())),
            (200, made(json!([{"message": "You do not have permission"}])), Err("permission")),
            (200, json!({"errors": [{"message": "Throttled"}]}), Err("Throttled")),
            (200, json!({"errors": "Not Found"}), Err("Not Found")),
            (401, json!({}), Err("refuses the credentials")),
            (502, json!({}), Err("502")),
        ] {
            let (shopify, fake) = shop(&[(status, answer.clone())]).await;
            match (shopify.register("orders/create", "https://x.example/").await, expected) {
                (Ok(()), Ok(())) => assert!(fake.asked()[0].contains(r#""topic":"ORDERS_CREATE""#)),
                (Err(why), Err(word)) => assert!(why.contains(word) && !why.contains("shpat"), "{why}"),
                (got, _) => panic!("{answer}: {got:?}"),
            }
        }
    }
}
