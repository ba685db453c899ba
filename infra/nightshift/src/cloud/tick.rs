//! Waking a scheduled function of the local cloud at a time of one's choice.

use domain::Timestamp;
use serde_json::json;

use super::{house::House, running::Running, stack::Stack};
use crate::trouble::{Explain, Trouble};

/// Has `function` do what is due at `at`, and waits until it has.
pub(crate) async fn tick(
    running: &Running,
    stack: &Stack,
    function: &str,
    at: Timestamp,
) -> Result<(), Trouble> {
    let name = format!("{}-{function}", stack.name());
    let address = format!("{}/2015-03-31/functions/{name}/invocations", running.endpoint());
    let doing = format!("{function} can't be woken");
    let answer = reqwest::Client::new().post(address).json(&json!({"time": at})).send().await;
    let answer = answer.while_trying(&doing)?;
    let failed = answer.headers().contains_key("x-amz-function-error") || !answer.status().is_success();
    let said = answer.text().await.while_trying(&doing)?;
    if failed {
        return Err(Trouble::failed(doing).saying(said).mend("see .local/log; is it woken by a schedule?"));
    }
    Ok(())
}

/// The functions that a schedule wakes, by the template.
pub(crate) fn scheduled(house: &House) -> Result<Vec<String>, Trouble> {
    let template = house.template();
    let text =
        std::fs::read_to_string(&template).while_trying(format!("{} can't be read", template.display()))?;
    let mut found = Vec::new();
    let mut binary = None;
    for line in text.lines() {
        if let Some((_, rest)) = line.split_once("Binary: ") {
            binary = rest.split([' ', '}']).next().map(str::to_owned);
        }
        if line.trim() == "Type: ScheduleV2" {
            found.extend(binary.take());
        }
    }
    Ok(found)
}
