//! schemathesis, which asks the door of delivery dates what its OpenAPI document says: fetched once, by its hashes.

use crate::{
    cloud::{house::House, python, tools},
    out::progress::Step,
    trouble::Trouble,
};

/// Puts it where the test looks, if need be. Without it the test says itself that it was skipped.
pub(super) async fn prepare(house: &House) -> Result<(), Trouble> {
    let step = Step::begin("schemathesis");
    let requirements = house.root().join("tests/peers/schemathesis/requirements.txt");
    let folder = house.root().join(".local/schemathesis");
    let tools = tools::check().await?;
    match python::make(house, &tools, &step, &requirements, &folder).await {
        Ok(true) => {
            step.done("");
        }
        Ok(false) => drop(step),
        Err(trouble) => {
            super::suites::settle(step, false, &format!("can't be had (it wants Python 3.11): {trouble}"));
        }
    }
    Ok(())
}
