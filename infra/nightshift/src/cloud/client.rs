//! How the SDK is pointed at the local cloud, or at an account.

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_ssm::config::Credentials;

use super::running::REGION;

/// The local cloud's, with made-up keys.
pub(crate) async fn local(endpoint: &str) -> SdkConfig {
    aws_config::defaults(BehaviorVersion::latest())
        .endpoint_url(endpoint)
        .region(Region::from_static(REGION))
        .credentials_provider(Credentials::new("test", "test", None, None, "nightshift-local"))
        .load()
        .await
}

/// An account's, as the AWS command line would find it.
pub(crate) async fn account() -> SdkConfig {
    aws_config::load_defaults(BehaviorVersion::latest()).await
}
