//! How much is used of what an automation may mail today.

use domain::{ShopId, Timestamp, settings::History};
use store::Store;

use super::found::Found;
use crate::{cloud::target::Target, trouble::Trouble};

/// One line for each automation whose mails are limited, in force or by the newest settings.
pub(super) async fn check(
    store: &Store,
    id: &ShopId,
    history: &History,
    now: Timestamp,
) -> Result<Vec<Found>, Trouble> {
    let told = |failure: domain::Failure| Trouble::failed(failure.to_string());
    let mut found = vec![];
    let Some(newest) = history.newest() else { return Ok(found) };
    // Days are counted by the clock that is in force, as mails are.
    let today = history.at(now).map_err(told)?.shop.day(now);
    for automation in newest.shop.automations.keys() {
        if let Some(most) = history.mails_per_day(automation, now).map_err(told)? {
            let sent = store.mails_on(id, automation, today).await.map_err(Target::trouble)?;
            found.push(judge(format!("{id}: mails today"), automation, sent, most));
        }
    }
    Ok(found)
}

fn judge(about: String, automation: &str, sent: u32, most: u32) -> Found {
    let says = format!("{sent} of {most} for {automation}");
    if sent >= most {
        let says = format!("{says}: what comes beyond them waits among the dead letters");
        return Found::wrong(about, says, "see the task mails-beyond-limit; it says what to do");
    }
    // As often as not the rest of the day brings more than a fifth.
    if u64::from(sent) * 5 >= u64::from(most) * 4 {
        return Found::note(about, says, "more mails_per_day in shop.toml, if the day is a good one");
    }
    Found::well(about, says)
}

#[cfg(test)]
mod tests {
    use super::{super::found::State, *};

    #[test]
    fn what_is_used_up_is_wrong_and_what_nearly_is_a_note() {
        for (sent, most, state, word) in [
            (0, 500, State::Well, "0 of 500"),
            (399, 500, State::Well, "399 of 500"),
            (400, 500, State::Note, "400 of 500"),
            (500, 500, State::Wrong, "dead letters"),
            (9, 5, State::Wrong, "9 of 5"),
            (u32::MAX - 1, u32::MAX, State::Note, "of 4294967295"),
        ] {
            let found = judge("acme: mails today".to_owned(), "order-confirmation", sent, most);
            assert!(found.state == state && found.says.contains(word), "{found:?}");
        }
    }
}
