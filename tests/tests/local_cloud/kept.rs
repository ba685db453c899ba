//! Objects in the local cloud's S3; and what the sample day taught.

use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use aws_types::{SdkConfig, region::Region};
use bundle_tests::{kept, learning::acme};
use objects::Objects;

use crate::{cloud::Nightshift, forms};

/// How the running cloud is asked.
pub(crate) fn config(nightshift: &Nightshift) -> SdkConfig {
    let keys = Credentials::new("test", "test", None, None, "test");
    SdkConfig::builder()
        .region(Region::new("eu-central-1"))
        .credentials_provider(SharedCredentialsProvider::new(keys))
        .endpoint_url(format!("http://127.0.0.1:{}", nightshift.state("cloud.json")["gateway"]))
        .build()
}

/// What the room promises holds there, and the night's tick has written the sample day.
pub(crate) async fn as_promised(nightshift: &Nightshift) {
    let config = config(nightshift);
    let bucket = |output: &str| {
        let name = nightshift.outputs(output).pop().expect("the stack has a bucket");
        Objects::open(&config, &name)
    };
    forms::as_promised(&bucket("PhotosBucketName")).await;
    let objects = bucket("DeliveriesBucketName");
    kept::promises(&objects).await;
    let days = objects.days(&acme()).await.expect("listed");
    let day = days.last().expect("the day is written");
    let file = objects.day(&acme(), *day).await.expect("readable").expect("there");
    let delivered = file.entries().filter(|entry| entry.there.is_some()).count();
    assert!(file.len() >= 5 && delivered >= 1, "{} orders, {delivered} delivered", file.len());
    let told = nightshift.run(&["edd", "model", "list", "--shop", "acme"]);
    assert!(String::from_utf8_lossy(&told.stdout).contains("Nothing has been learned"), "{told:?}");
    let told = nightshift.run(&["edd", "report", "--shop", "acme", "--json"]);
    assert!(String::from_utf8_lossy(&told.stdout).contains("\"whole\""), "{told:?}");
}
