//! Webhooks: whether they arrive, and whether the platform has them registered, wide awake, at our address.

use domain::{Timestamp, settings::Shop};
use intake::{Becomes, Source};

use super::{
    found::Found,
    platform::{Hook, Platform},
    secrets::Values,
};
use crate::out::progress::seconds;

/// A source that has been silent for so many seconds is worth a word; alarms know each source's own habit.
const SILENT: i64 = 24 * 3600;

/// Whether the source has been heard lately.
pub(super) fn judge_heard(about: String, last: Option<Timestamp>, now: Timestamp) -> Found {
    let Some(last) = last else {
        let mend = "register them, or place a test order; the door journals what it refuses, too";
        return Found::note(about, "none has arrived yet", mend);
    };
    let silence = now.duration_since(last).max(jiff::SignedDuration::ZERO);
    let shown = seconds(silence.unsigned_abs());
    if silence.as_secs() < SILENT {
        return Found::well(about, format!("the last was heard {shown} ago"));
    }
    let hours = silence.as_hours();
    Found::note(
        about,
        format!("none has arrived for {hours} hours"),
        "see whether the platform has disabled them",
    )
}

/// Where the webhooks of one source belong.
pub(super) struct Wanted<'w> {
    /// Whose they are.
    pub(super) shop: &'w Shop,
    /// Who sends them.
    pub(super) source: &'static dyn Source,
    /// Our address for them.
    pub(super) address: &'w str,
    /// Whether that is the local cloud's.
    pub(super) local: bool,
    /// Whether to register those that are missing.
    pub(super) register: bool,
}

impl Wanted<'_> {
    fn about(&self) -> String {
        format!("{}: {} webhooks", self.shop.id, self.source.name())
    }

    /// Asks the platform what it has registered, and registers what is missing if it is told to.
    pub(super) async fn check(&self, http: &reqwest::Client, values: &Values) -> Vec<Found> {
        let name = self.source.name();
        let by_hand = format!("see in the platform's own list that they go to {}", self.address);
        if ["own", "parcels"].contains(&name) {
            return Vec::new();
        }
        if !self.source.is_platform() {
            return vec![Found::note(self.about(), "nobody here asks it what it has registered", by_hand)];
        }
        if self.local {
            let mend = "check a deployed stack: --stack NAME";
            return vec![Found::unknown(self.about(), "no platform reaches the local cloud", mend)];
        }
        let Some(settings) = self.shop.platforms.get(name) else {
            let mend = format!("name [platforms.{name}] in shop.toml, or {by_hand}");
            return vec![Found::unknown(self.about(), "the settings say no way to ask the platform", mend)];
        };
        match Platform::open(name, settings, values, http) {
            Some(Ok(platform)) => self.ask(&platform, values).await,
            Some(Err(missing)) => vec![Found::unknown(self.about(), missing, "put the credential into SSM")],
            None => vec![Found::unknown(self.about(), format!("{name} can't be asked from here"), by_hand)],
        }
    }

    async fn ask(&self, platform: &Platform, values: &Values) -> Vec<Found> {
        let hooks = match platform.hooks().await {
            Ok(hooks) => hooks,
            Err(why) => return vec![self.unanswered(why)],
        };
        let gaps = Gaps::of(&topics(self.source, platform), &hooks, self.address);
        let mut found = Vec::new();
        if self.register && !gaps.is_none() {
            found.extend(self.fill(platform, &gaps, values).await);
            match platform.hooks().await {
                Ok(hooks) => {
                    let gaps = Gaps::of(&topics(self.source, platform), &hooks, self.address);
                    found.push(self.judge(&gaps));
                }
                Err(why) => found.push(self.unanswered(why)),
            }
        } else {
            found.push(self.judge(&gaps));
        }
        let by_hand = platform.by_hand(self.source);
        if !by_hand.is_empty() {
            let says = format!("no API says whether {} are set", by_hand.join(", "));
            let mend = format!("give them the address {} in the app's own configuration", self.address);
            found.push(Found::note(self.about(), says, mend));
        }
        found
    }

    fn unanswered(&self, why: String) -> Found {
        Found::unknown(
            self.about(),
            why,
            "check the address and the credentials under [platforms] in shop.toml",
        )
    }

    async fn fill(&self, platform: &Platform, gaps: &Gaps<'_>, values: &Values) -> Vec<Found> {
        let names = self.shop.secrets.webhooks.get(self.source.name());
        let secret = names.into_iter().flatten().find_map(|name| values.get(name));
        let Some(secret) = secret else {
            let mend = "put the secret into SSM first: without it the door lets nothing in";
            return vec![Found::wrong(
                self.about(),
                "none was registered: there is no secret to sign with",
                mend,
            )];
        };
        let mut found = Vec::new();
        for topic in &gaps.missing {
            found.push(match platform.register(topic, self.address, secret).await {
                Ok(()) => Found::well(self.about(), format!("{topic} is registered now")),
                Err(why) => self.failed(topic, &why),
            });
        }
        for hook in &gaps.asleep {
            found.push(match platform.wake(hook).await {
                Ok(()) => Found::well(self.about(), format!("{} is awake again", hook.topic)),
                Err(why) => self.failed(&hook.topic, &why),
            });
        }
        found
    }

    fn failed(&self, topic: &str, why: &str) -> Found {
        let mend = "give the credential the rights to read what the topic is about and to manage webhooks";
        Found::wrong(self.about(), format!("{topic} can't be registered: {why}"), mend)
    }

    fn judge(&self, gaps: &Gaps<'_>) -> Found {
        if gaps.is_none() {
            let says = format!("all {} topics go to {}", gaps.well, self.address);
            return Found::well(self.about(), says);
        }
        let mut parts = Vec::new();
        if !gaps.missing.is_empty() {
            parts.push(format!("not registered: {}", gaps.missing.join(", ")));
        }
        if !gaps.asleep.is_empty() {
            let asleep: Vec<_> = gaps.asleep.iter().map(|hook| hook.topic.as_str()).collect();
            parts.push(format!("disabled after failures, or paused: {}", asleep.join(", ")));
        }
        let shop = &self.shop.id;
        let mend = format!("cargo nightshift doctor --shop {shop} --register, with the same --stack");
        Found::wrong(self.about(), parts.join("; "), mend)
    }
}

/// The topics of a source that become events, and that the platform registers by its API.
fn topics(source: &dyn Source, platform: &Platform) -> Vec<&'static str> {
    let by_hand = platform.by_hand(source);
    let events = source.topics().iter().filter(|topic| matches!(topic.becomes, Becomes::Event(..)));
    events.map(|topic| topic.name).filter(|name| !name.contains('*') && !by_hand.contains(name)).collect()
}

/// What is missing between what we want and what is registered.
#[derive(Debug, PartialEq, Eq)]
struct Gaps<'g> {
    missing: Vec<&'static str>,
    asleep: Vec<&'g Hook>,
    well: usize,
}

impl<'g> Gaps<'g> {
    fn of(wanted: &[&'static str], hooks: &'g [Hook], address: &str) -> Self {
        let ours = |hook: &&Hook| hook.address.trim_end_matches('/') == address.trim_end_matches('/');
        let mut gaps = Self { missing: Vec::new(), asleep: Vec::new(), well: 0 };
        for topic in wanted {
            let mut all = hooks.iter().filter(ours).filter(|hook| hook.topic == *topic);
            match (all.clone().any(|hook| hook.active), all.next()) {
                (true, _) => gaps.well += 1,
                (false, Some(asleep)) => gaps.asleep.push(asleep),
                (false, None) => gaps.missing.push(topic),
            }
        }
        gaps
    }

    fn is_none(&self) -> bool {
        self.missing.is_empty() && self.asleep.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use testkit::orders::{self, at};

    use super::{
        super::{found::State, platform::fake::Fake},
        *,
    };

    const OURS: &str = "https://hooks.example/hooks/woocommerce/acme";

    fn hook(topic: &str, address: &str, active: bool) -> Hook {
        Hook { id: "1".into(), topic: topic.into(), address: address.into(), active }
    }

    #[test]
    fn gaps_are_found_by_topic_and_address() {
        let wanted = ["order.created", "order.updated"];
        for (hooks, missing, asleep) in [
            (vec![], vec!["order.created", "order.updated"], 0),
            (vec![hook("order.created", OURS, true), hook("order.updated", OURS, true)], vec![], 0),
            (vec![hook("order.created", OURS, true), hook("order.updated", OURS, false)], vec![], 1),
            (
                vec![
                    hook("order.created", "https://else.example/", true),
                    hook("order.updated", &format!("{OURS}/"), true),
                ],
                vec!["order.created"],
                0,
            ),
            (
                vec![
                    hook("order.created", OURS, false),
                    hook("order.created", OURS, true),
                    hook("order.updated", OURS, true),
                ],
                vec![],
                0,
            ),
        ] {
            let gaps = Gaps::of(&wanted, &hooks, OURS);
            assert_eq!((gaps.missing, gaps.asleep.len()), (missing, asleep), "{hooks:?}");
        }
    }

    #[test]
    fn silence_is_told() {
        let now = at("2026-11-21T12:00:00Z");
        for (last, state, word) in [
            (None, State::Note, "none has arrived yet"),
            (Some("2026-11-21T11:59:00Z"), State::Well, "1 min 0 s ago"),
            (Some("2026-11-21T12:00:10Z"), State::Well, "0.0 s ago"),
            (Some("2026-11-20T11:59:59Z"), State::Note, "24 hours"),
        ] {
            let found = judge_heard("x".into(), last.map(at), now);
            assert!(found.state == state && found.says.contains(word), "{last:?}: {found:?}");
        }
    }

    #[tokio::test]
    async fn what_can_not_be_asked_is_not_passed_over() {
        let shop = orders::shop();
        let http = reqwest::Client::new();
        for (source, local, word) in [
            ("shopify", true, Some("no platform reaches")),
            ("shopify", false, Some("say no way to ask")),
            ("own", false, None),
            ("parcels", false, None),
        ] {
            let source = intake::source(source).expect("a source");
            let wanted = Wanted { shop: &shop, source, address: OURS, local, register: true };
            let found = wanted.check(&http, &Values::of(&[])).await;
            let told: Vec<_> =
                found.iter().map(|f| (f.state, f.says.contains(word.unwrap_or_default()))).collect();
            assert_eq!(
                told,
                word.map(|_| (State::Unknown, true)).into_iter().collect::<Vec<_>>(),
                "{found:?}"
            );
        }
    }

    #[tokio::test]
    async fn what_is_missing_is_registered_when_asked_to() {
        let source = intake::source("woocommerce").expect("a source");
        let events = source.topics().iter().filter(|topic| matches!(topic.becomes, Becomes::Event(..)));
        let names: Vec<_> = events.map(|topic| topic.name).collect();
        let row = |name: &&str| json!({"id": 1, "status": "active", "topic": name, "delivery_url": OURS});
        let all: Vec<_> = names.iter().map(row).collect();
        let answers = [(200, json!(all[1..])), (201, json!({})), (200, json!(all))];
        for (register, states) in [(false, vec![State::Wrong]), (true, vec![State::Well, State::Well])] {
            let fake = Fake::answering(&answers).await;
            let mut shop = orders::shop();
            let credentials = vec!["/k".to_owned(), "/s".to_owned()];
            let platform = domain::settings::Platform { api: fake.address.clone(), credentials };
            shop.platforms.insert("woocommerce".into(), platform);
            let http = reqwest::Client::new();
            let wanted = Wanted { shop: &shop, source, address: OURS, local: false, register };
            let keys = [("/k", "ck_1"), ("/s", "cs_1")];
            let unsigned = wanted.check(&http, &Values::of(&keys[..1])).await;
            assert_eq!(
                unsigned.iter().map(|f| f.state).collect::<Vec<_>>(),
                [State::Unknown],
                "{unsigned:?}"
            );
            let secret = [("/nightshift/acme/webhook/woocommerce", "a-long-random-secret")];
            let found = wanted.check(&http, &Values::of(&[&keys[..], &secret].concat())).await;
            assert_eq!(found.iter().map(|f| f.state).collect::<Vec<_>>(), states, "{found:?}");
            assert!(found[0].says.contains(names[0]), "{found:?}");
            if register {
                let made = &fake.asked()[1];
                assert!(made.contains(r#""secret":"a-long-random-secret""#) && made.contains(OURS), "{made}");
            }
        }
    }
}
