//! The clock of this machine against AWS's: signatures with a time in them hold for five minutes.

use jiff::{Timestamp, fmt::rfc2822};

use super::found::{Found, said};

const ABOUT: &str = "clock";
/// Signatures that are further away, in seconds, are refused: by AWS, and by our own door.
const TOO_FAR: u64 = 300;
/// Worth a word.
const FAR: u64 = 30;
const MEND: &str = "let the machine keep its time by NTP, such as: timedatectl set-ntp true";

/// Asks `url` what time it is; any answer says so.
pub(super) async fn check(http: &reqwest::Client, url: &str) -> Found {
    let mend = "check the network";
    let answer = match http.get(url).send().await {
        Ok(answer) => answer,
        Err(e) => return Found::unknown(ABOUT, said(&e), mend),
    };
    let date = answer.headers().get("date").and_then(|date| date.to_str().ok());
    match date.and_then(|date| rfc2822::DateTimeParser::new().parse_timestamp(date).ok()) {
        Some(theirs) => judge(theirs, Timestamp::now()),
        None => Found::unknown(ABOUT, "the answer says no time", mend),
    }
}

fn judge(theirs: Timestamp, ours: Timestamp) -> Found {
    let ahead = ours.as_second() - theirs.as_second();
    let way = if ahead > 0 { "ahead of" } else { "behind" };
    let says = format!("{} s {way} AWS's", ahead.abs());
    match ahead.unsigned_abs() {
        TOO_FAR.. => Found::wrong(ABOUT, says, MEND),
        FAR.. => Found::note(ABOUT, says, MEND),
        0..=1 => Found::well(ABOUT, "as AWS's"),
        _ => Found::well(ABOUT, says),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::found::State, *};

    #[test]
    fn clocks_may_differ_a_little() {
        let ours = Timestamp::from_second(1_000_000).expect("in range");
        for (theirs, state, word) in [
            (1_000_001, State::Well, "as AWS's"),
            (999_971, State::Well, "29 s ahead"),
            (1_000_030, State::Note, "30 s behind"),
            (999_701, State::Note, "299 s ahead"),
            (1_000_300, State::Wrong, "300 s behind"),
        ] {
            let found = judge(Timestamp::from_second(theirs).expect("in range"), ours);
            assert!(found.state == state && found.says.contains(word), "{theirs}: {found:?}");
        }
    }
}
