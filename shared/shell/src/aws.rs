//! What the SDK's clients stand on, from the environment alone.
//!
//! Lambda hands a function its region and credentials as variables. `aws_config::load` would also look for profiles, roles to
//! assume and a machine's metadata: code for STS, files and IMDS in every function, for what is never there.
//! Timeouts and tries are the clients' own defaults, as they were by `load`; its other variables, such as `AWS_MAX_ATTEMPTS`, aren't read.

use std::env;

use aws_config::{
    AppName, BehaviorVersion, Region, SdkConfig, environment::EnvironmentVariableCredentialsProvider,
};
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_types::service_config::{LoadServiceConfig, ServiceConfigKey};

/// Region, credentials and endpoints as the environment has them, for the function of this name.
pub(crate) fn configuration(name: &str) -> SdkConfig {
    let mut builder = SdkConfig::builder()
        // Named, not `latest`: an update must not change how production behaves.
        .behavior_version(BehaviorVersion::v2026_01_12())
        .app_name(AppName::new(format!("nightshift-{name}")).expect("names are plain"))
        .region(variable("AWS_REGION").map(Region::new))
        .credentials_provider(SharedCredentialsProvider::new(EnvironmentVariableCredentialsProvider::new()))
        .service_config(Endpoints);
    builder.set_endpoint_url(variable("AWS_ENDPOINT_URL"));
    builder.build()
}

fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

/// A service's own endpoint, such as `AWS_ENDPOINT_URL_SES`: how the local cloud puts its proxy before SES.
#[derive(Debug)]
struct Endpoints;

impl LoadServiceConfig for Endpoints {
    fn load_config(&self, key: ServiceConfigKey<'_>) -> Option<String> {
        variable(&format!("{}_{}", key.env(), key.service_id().to_uppercase().replace(' ', "_")))
    }
}
