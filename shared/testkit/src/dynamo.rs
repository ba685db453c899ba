//! A real DynamoDB engine in the process, with the two tables as the template has them.

use aws_config::{BehaviorVersion, Region};
use aws_sdk_dynamodb::{
    Client,
    config::Credentials,
    types::{
        AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, Projection,
        ProjectionType, ScalarAttributeType,
    },
};
use dynoxide::{Database, server};
use store::{TableNames, dynamo::Dynamo};

/// A configuration as functions have it, for services on a loopback port.
pub async fn config(port: u16) -> aws_config::SdkConfig {
    aws_config::defaults(BehaviorVersion::v2026_01_12())
        .region(Region::new("eu-central-1"))
        .credentials_provider(Credentials::new("local", "local", None, None, "testkit"))
        .endpoint_url(format!("http://127.0.0.1:{port}"))
        .load()
        .await
}

/// Starts an engine on a free loopback port, for as long as the test's runtime lives.
pub async fn start() -> Dynamo {
    serve().await.1
}

/// The same, with its address: for processes that aren't the test's own.
pub async fn serve() -> (String, Dynamo) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free loopback port");
    let port = listener.local_addr().expect("bound").port();
    let database = Database::memory().expect("an empty database");
    tokio::spawn(async move { server::serve_on(listener, database).await });
    let config = config(port).await;
    let client = Client::new(&config);
    create_shop(&client).await;
    create_once(&client).await;
    let dynamo = Dynamo::new(&config, TableNames::new("shop", "once"));
    (format!("http://127.0.0.1:{port}"), dynamo)
}

fn key(name: &str, kind: KeyType) -> KeySchemaElement {
    KeySchemaElement::builder().attribute_name(name).key_type(kind).build().expect("complete")
}

fn attribute(name: &str) -> AttributeDefinition {
    let builder = AttributeDefinition::builder().attribute_name(name).attribute_type(ScalarAttributeType::S);
    builder.build().expect("complete")
}

fn index(name: &str, pk: &str, sk: &str) -> GlobalSecondaryIndex {
    let keys_only = Projection::builder().projection_type(ProjectionType::KeysOnly).build();
    let builder = GlobalSecondaryIndex::builder().index_name(name).projection(keys_only);
    builder.key_schema(key(pk, KeyType::Hash)).key_schema(key(sk, KeyType::Range)).build().expect("complete")
}

async fn create_shop(client: &Client) {
    let mut request = client.create_table().table_name("shop").billing_mode(BillingMode::PayPerRequest);
    for name in ["pk", "sk", "tpk", "tsk", "cpk", "csk"] {
        request = request.attribute_definitions(attribute(name));
    }
    request
        .key_schema(key("pk", KeyType::Hash))
        .key_schema(key("sk", KeyType::Range))
        .global_secondary_indexes(index("by-time", "tpk", "tsk"))
        .global_secondary_indexes(index("by-customer", "cpk", "csk"))
        .send()
        .await
        .expect("the shop table is created");
}

async fn create_once(client: &Client) {
    client
        .create_table()
        .table_name("once")
        .billing_mode(BillingMode::PayPerRequest)
        .attribute_definitions(attribute("pk"))
        .key_schema(key("pk", KeyType::Hash))
        .send()
        .await
        .expect("the once table is created");
}
