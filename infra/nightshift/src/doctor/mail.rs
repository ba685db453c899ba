//! SES: whether the sender may send, to whom, and how much.

use std::collections::BTreeMap;

use aws_config::SdkConfig;
use aws_sdk_ses::Client;

use super::found::{Found, refused};

const CREDENTIALS: &str = "check region and credentials; they need ses:Get*";
/// What SES lets an account send in a day that is still in the sandbox.
const SANDBOX: i64 = 200;

/// What SES said of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Quota {
    /// Mails in 24 hours; below zero for as many as one likes.
    daily: i64,
    /// Mails in the last 24 hours.
    sent: i64,
    /// Mails a second.
    rate: i64,
}

/// Checks the account, and whether each of the senders is verified. `live`: whether buyers are written to.
pub(super) async fn check(config: &SdkConfig, local: bool, senders: &[String], live: bool) -> Vec<Found> {
    let ses = Client::new(config);
    let mut found = vec![account(&ses, local, live).await, enabled(&ses, local).await];
    if !senders.is_empty() {
        found.extend(identities(&ses, senders).await);
    }
    found
}

async fn account(ses: &Client, local: bool, live: bool) -> Found {
    match ses.get_send_quota().send().await {
        Ok(quota) => {
            // SES counts whole mails, and prints them as fractions.
            let quota = Quota {
                daily: quota.max24_hour_send as i64,
                sent: quota.sent_last24_hours as i64,
                rate: quota.max_send_rate as i64,
            };
            judge_quota(quota, local, live)
        }
        Err(e) => Found::unknown("mail: quota", refused(&e), CREDENTIALS),
    }
}

fn judge_quota(quota: Quota, local: bool, live: bool) -> Found {
    const ABOUT: &str = "mail: quota";
    let Quota { daily, sent, rate } = quota;
    let shown = format!("{daily} mails a day, {rate} a second, {sent} sent in the last 24 hours");
    if local {
        return Found::well(ABOUT, "the local cloud sends as many as one likes");
    }
    if daily < 0 {
        return Found::well(ABOUT, format!("as many mails as one likes, {rate} a second"));
    }
    if daily <= SANDBOX {
        let says =
            format!("the account is in the sandbox of SES, and writes to verified addresses only: {shown}");
        let mend = "ask for production access: SES console, Account dashboard; until then set \
                    TransactionalRate and BulkRate so that their sum is at most the rate";
        return if live { Found::wrong(ABOUT, says, mend) } else { Found::note(ABOUT, says, mend) };
    }
    let mend = "ask SES for a higher quota: Service Quotas console, Amazon SES";
    match sent {
        _ if sent >= daily => Found::wrong(ABOUT, format!("today's mails are used up: {shown}"), mend),
        _ if daily - sent < daily / 5 => Found::note(ABOUT, format!("few are left: {shown}"), mend),
        _ => Found::well(ABOUT, shown),
    }
}

async fn enabled(ses: &Client, local: bool) -> Found {
    const ABOUT: &str = "mail: sending";
    if local {
        return Found::well(ABOUT, "the local cloud pauses nothing");
    }
    match ses.get_account_sending_enabled().send().await {
        Ok(answer) if answer.enabled => Found::well(ABOUT, "enabled"),
        Ok(_) => Found::wrong(
            ABOUT,
            "the account's sending is paused",
            "see why in the SES console (reputation), then: aws ses update-account-sending-enabled --enabled",
        ),
        Err(e) => Found::unknown(ABOUT, refused(&e), CREDENTIALS),
    }
}

async fn identities(ses: &Client, senders: &[String]) -> Vec<Found> {
    let mut asked: Vec<String> = senders.iter().flat_map(|sender| names_of(sender)).collect();
    asked.sort();
    asked.dedup();
    match ses.get_identity_verification_attributes().set_identities(Some(asked)).send().await {
        Ok(answer) => {
            let states: BTreeMap<String, String> = answer
                .verification_attributes
                .into_iter()
                .map(|(name, state)| (name, state.verification_status.as_str().to_owned()))
                .collect();
            senders.iter().map(|sender| judge_sender(sender, &states)).collect()
        }
        Err(e) => vec![Found::unknown("mail: senders", refused(&e), CREDENTIALS)],
    }
}

/// What SES may know a sender by: its address, its domain, and the domains above.
fn names_of(sender: &str) -> Vec<String> {
    let domain = sender.rsplit_once('@').map_or("", |(_, domain)| domain);
    let above = std::iter::successors(Some(domain), |domain| domain.split_once('.').map(|(_, rest)| rest));
    let domains = above.filter(|domain| domain.contains('.')).map(str::to_owned);
    std::iter::once(sender.to_owned()).chain(domains).collect()
}

fn judge_sender(sender: &str, states: &BTreeMap<String, String>) -> Found {
    const ABOUT: &str = "mail: sender";
    let mut known = names_of(sender).into_iter().filter_map(|name| Some((states.get(&name)?.clone(), name)));
    if let Some((_, name)) = known.clone().find(|(state, _)| state == "Success") {
        return Found::well(ABOUT, format!("{sender}: SES has verified {name}"));
    }
    match known.next() {
        Some((state, name)) => Found::wrong(
            ABOUT,
            format!("{sender}: SES hasn't verified {name} ({state})"),
            "set the DNS records that SES shows for it, or follow the link that it sent to the address",
        ),
        None => Found::wrong(
            ABOUT,
            format!("{sender}: SES doesn't know it in this region"),
            "make its domain an identity: SES console, Identities, in the stack's region",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::found::State, *};

    #[test]
    fn quotas_are_judged() {
        for (daily, sent, local, live, state, word) in [
            (50_000, 10, false, true, State::Well, "50000 mails a day"),
            (200, 0, false, false, State::Note, "sandbox"),
            (200, 0, false, true, State::Wrong, "sandbox"),
            (200, 0, true, true, State::Well, "local"),
            (1000, 801, false, true, State::Note, "few are left"),
            (1000, 800, false, true, State::Well, "800 sent"),
            (1000, 1000, false, true, State::Wrong, "used up"),
            (-1, 9, false, true, State::Well, "as many mails"),
        ] {
            let found = judge_quota(Quota { daily, sent, rate: 14 }, local, live);
            assert_eq!(found.state, state, "{found:?}");
            assert!(found.says.contains(word), "{found:?}");
        }
    }

    #[test]
    fn a_sender_is_verified_by_address_or_domain() {
        let sender = "shop@mail.acme.example";
        assert_eq!(names_of(sender), [sender, "mail.acme.example", "acme.example"]);
        for (states, state, word) in [
            (vec![("acme.example", "Success")], State::Well, "acme.example"),
            (vec![(sender, "Pending"), ("mail.acme.example", "Success")], State::Well, "mail.acme.example"),
            (vec![("acme.example", "Pending")], State::Wrong, "Pending"),
            (vec![("other.example", "Success")], State::Wrong, "doesn't know"),
        ] {
            let states = states.into_iter().map(|(n, s)| (n.to_owned(), s.to_owned())).collect();
            let found = judge_sender(sender, &states);
            assert_eq!(found.state, state, "{found:?}");
            assert!(found.says.contains(word), "{found:?}");
        }
    }
}
