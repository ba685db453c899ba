//! Webhooks of customers. Names, addresses and consents stay in the raw body.

use domain::{EntityRef, webhook::Refusal};
use serde::Deserialize;

use super::{
    facts::{notice, state},
    id,
};
use crate::{
    json::{self, Id, Instant, Text, filled},
    topic::Facts,
};

/// `customers/create`, `update`, `enable`, `disable`, `delete`.
#[derive(Debug, Deserialize)]
struct Customer {
    id: Id,
    admin_graphql_api_id: Option<Text>,
    updated_at: Option<Instant>,
    state: Option<Text>,
}

impl Customer {
    fn entity(&self) -> Result<EntityRef, Refusal> {
        let id = id::exact("Customer", "", &self.id, &self.admin_graphql_api_id)?;
        Ok(EntityRef::customer(&id))
    }
}

/// The customer as it now is; `state` says whether the account can be used.
pub(super) fn changed(body: &[u8]) -> Result<Facts, Refusal> {
    let customer: Customer = json::read(body)?;
    Ok(state(customer.entity()?, customer.updated_at).detail("state", filled(&customer.state)))
}

/// The customer is no more.
pub(super) fn deleted(body: &[u8]) -> Result<Facts, Refusal> {
    Ok(notice(json::read::<Customer>(body)?.entity()?, None))
}

/// `customers/merge`: it also tells of merges that failed, with names in its errors.
#[derive(Debug, Deserialize)]
struct Merge {
    admin_graphql_api_customer_kept_id: Text,
    admin_graphql_api_customer_deleted_id: Text,
    status: Option<Text>,
}

/// Two customers became one, or didn't, as `status` says.
pub(super) fn merged(body: &[u8]) -> Result<Facts, Refusal> {
    let merge: Merge = json::read(body)?;
    let kept = &merge.admin_graphql_api_customer_kept_id;
    let kept = id::global("Customer", "admin_graphql_api_customer_kept_id", kept)?;
    let gone = &merge.admin_graphql_api_customer_deleted_id;
    let gone = id::global("Customer", "admin_graphql_api_customer_deleted_id", gone)?;
    Ok(notice(EntityRef::customer(&kept), None)
        .detail("merged", Some(gone))
        .detail("status", filled(&merge.status)))
}
