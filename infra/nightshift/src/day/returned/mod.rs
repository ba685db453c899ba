//! The day's returns: what comes back of it and of orders from before, and what each must come to.
//!
//! `returns.toml` lies beside the day. Each return stands there as one block with its whole life: how it is asked for, what is done about
//! it, where it must end. All wishes come first, one after the other and without waiting; then, in rounds, what is done about them.

pub(crate) mod play;
pub(crate) mod shown;

use std::{collections::BTreeMap, fs, path::Path};

use domain::{
    EntityRef, ShopId,
    returns::{Grade, of_order::OfOrder, rma::State},
};
use serde::Deserialize;

use crate::{
    cloud::target::Target,
    commands::returns::file::Wish,
    trouble::{Explain, Trouble},
};

/// The file.
const FILE: &str = "returns.toml";

/// The returns of a day.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Returns {
    /// By the number of an order: why the shop pays nothing back for it.
    #[serde(default)]
    pub(crate) refuses: BTreeMap<String, String>,
    /// What was before the shops came here.
    #[serde(default)]
    before: Vec<Before>,
    /// The returns.
    #[serde(rename = "return", default)]
    pub(crate) returns: Vec<One>,
}

/// Orders from before, taken in as facts, and how their parcels went.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Before {
    shop: ShopId,
    /// Orders as the platform's API prints them, one to a line.
    orders: String,
    /// Webhooks of their parcels, one to a line.
    parcels: Option<String>,
    /// Who sends those.
    from: Option<String>,
    /// Their topic.
    topic: Option<String>,
}

/// One return.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct One {
    /// What it shows.
    pub(crate) story: String,
    /// Whose it is.
    pub(crate) shop: ShopId,
    /// How it is asked for.
    asked: Filing,
    /// What is done about it, in rounds.
    #[serde(default)]
    then: Vec<Then>,
    /// How many mails come of all that.
    mails: u64,
    /// Where it must end.
    pub(crate) ends: Ends,
}

/// How it is asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum Filing {
    /// On the shop's platform, whose webhook comes.
    Webhook {
        topic: String,
        file: String,
        /// So many times, one after the other.
        #[serde(default = "once")]
        times: usize,
    },
    /// By somebody of the shop's own.
    Filed {
        /// The order's number.
        order: String,
        #[serde(flatten)]
        wish: Wish,
    },
}

fn once() -> usize {
    1
}

/// What is done about it.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum Then {
    /// Whoever was asked opens the link of their mail, and presses its page's button.
    Act { act: String },
    /// A parcel arrives, with everything that was granted or so many pieces of it, and is looked at.
    Arrives {
        /// Its receipt.
        arrives: String,
        pieces: Option<i64>,
        grade: Option<Grade>,
        percent: Option<i64>,
    },
}

/// Where it must end.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ends {
    /// The code of the policy's reason.
    pub(crate) because: String,
    /// How far it is.
    pub(crate) state: State,
    /// What the shop paid in all, credit included.
    #[serde(default)]
    pub(crate) paid: Option<String>,
    /// Whether a person has a task.
    #[serde(default)]
    pub(crate) task: bool,
}

impl Returns {
    /// Reads them; a day without the file has none.
    pub(crate) fn read(folder: &Path) -> Result<Self, Trouble> {
        let path = folder.join(FILE);
        if !path.exists() {
            return Ok(Self::default());
        }
        let text = fs::read_to_string(&path).or_input(format!("{} can't be read", path.display()))?;
        toml::from_str(&text).map_err(|e| {
            let line = e.span().map_or(0, |span| text[..span.start].lines().count().max(1));
            Trouble::input(format!("these are no returns: {}", e.message()))
                .at(format!("{}:{line}", path.display()))
        })
    }
}

/// Of the orders that something came back of, the one of which most is left, for whoever wants to try it.
pub(crate) async fn something_left(
    target: &Target,
    played: &[play::Played],
) -> Result<Option<(ShopId, EntityRef)>, Trouble> {
    let store = target.store()?;
    let mut best = None;
    for one in played {
        let tie = store.returns_of_order(&one.one.shop, &one.order.id).await.map_err(Target::trouble)?;
        let of_order: OfOrder = tie.said().map_err(|e| Trouble::failed(e.to_string()))?;
        let held: i64 = of_order.held.values().flat_map(BTreeMap::values).sum();
        let left = one.order.lines.iter().map(|line| line.quantity).sum::<i64>() - held;
        if best.as_ref().is_none_or(|(most, _)| left > *most) && left > 0 {
            best = Some((left, (one.one.shop.clone(), EntityRef::order(&one.order.id))));
        }
    }
    Ok(best.map(|(_, order)| order))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::{
        Timestamp,
        returns::{Policy, Rules},
        settings::Shop,
        webhook::Translation,
    };

    use super::*;
    use crate::day::index::{Day, Delivery};

    fn settings(local: &Path, shop: &str) -> Shop {
        let text = fs::read_to_string(local.join(format!("shops/{shop}.toml"))).expect("settings");
        let table: toml::Value = toml::from_str(&text).expect("TOML");
        serde_json::from_value(plain(&table)).expect("a shop")
    }

    /// The same in JSON: instants may stand without quotes.
    fn plain(value: &toml::Value) -> serde_json::Value {
        match value {
            toml::Value::Datetime(at) => at.to_string().into(),
            toml::Value::Array(all) => all.iter().map(plain).collect(),
            toml::Value::Table(all) => all.iter().map(|(key, value)| (key.clone(), plain(value))).collect(),
            other => serde_json::to_value(other).expect("plain data"),
        }
    }

    /// The returns as they stand in the tree, without a cloud: every payload is understood, every order is from before and adds
    /// up, and every parcel is one of theirs.
    #[test]
    fn the_returns_are_what_they_say() {
        let local = Path::new(env!("CARGO_MANIFEST_DIR")).join("../local");
        let folder = local.join("day");
        let (day, returns) = (Day::read(&folder).expect("a day"), Returns::read(&folder).expect("returns"));
        let lines = |shop: &ShopId, file: &str| -> Vec<String> {
            let text = fs::read_to_string(folder.join(shop.as_str()).join(file)).expect("a file");
            text.lines().map(str::to_owned).collect()
        };
        let mut known = BTreeSet::new();
        for before in &returns.before {
            let since =
                settings(&local, before.shop.as_str()).automations["returns-approval"].switch.live_since;
            let mut sent = BTreeSet::new();
            for body in lines(&before.shop, &before.orders) {
                let source = day.source(&before.shop).expect("a source");
                let happened = match source.translate("orders/create", body.as_bytes()).expect("an order") {
                    Translation::Happened(happened) => happened,
                    Translation::Ignored { reason } => panic!("{reason}: {body}"),
                };
                let order = happened.order.expect("the order itself");
                assert_eq!(order.check_sums(), Ok(()), "{}", order.name);
                assert!(Some(order.placed_at) < since, "{} is from before", order.name);
                sent.extend(order.shipments.iter().flat_map(domain::tracking::of_shipment));
                known.insert(order.name.trim_start_matches('#').to_owned());
            }
            let source = intake::source(before.from.as_deref().expect("a source")).expect("a source");
            for body in lines(&before.shop, before.parcels.as_ref().expect("parcels")) {
                let topic = before.topic.as_deref().expect("a topic");
                let translated = source.translate(topic, body.as_bytes());
                let Ok(Translation::Happened(happened)) = translated else { panic!("{translated:?}") };
                let number = happened.entity.id().to_owned();
                assert!(sent.iter().any(|known| known.as_str() == number), "{number} is nobody's parcel");
            }
        }
        let by = day.shift("2026-11-21T12:00:00Z".parse::<Timestamp>().expect("an instant"));
        for One { story, shop, asked, then, .. } in &returns.returns {
            match asked {
                Filing::Webhook { topic, file, .. } => {
                    let delivery = Delivery::of(shop, topic, file, story);
                    let body = day.body(&folder, &delivery, by).expect("a payload");
                    let translated =
                        day.sender(&delivery).expect("a source").translate(topic, body.as_bytes());
                    let Ok(Translation::Happened(happened)) = translated else {
                        panic!("{file}: {translated:?}")
                    };
                    assert_eq!(happened.entity.kind(), "RETURN", "{file}");
                    assert!(happened.returned.is_some(), "{file} says what comes back");
                }
                Filing::Filed { order, .. } => {
                    let of_day = day.end_of(shop, order).is_some();
                    assert!(
                        of_day || known.contains(order),
                        "{order} is no order of the day or from before: {story}"
                    );
                }
            }
            let receipts = then.iter().filter(|then| matches!(then, Then::Arrives { .. })).count();
            assert!(receipts <= 1, "the table tells of one parcel: {story}");
        }
    }

    /// The sample shops' own policies are sound, and their rules are those that the example is to show.
    #[test]
    fn the_sample_policies_are_sound() {
        let local = Path::new(env!("CARGO_MANIFEST_DIR")).join("../local");
        for shop in ["acme", "rosen"] {
            let settings = settings(&local, shop);
            let own = serde_json::Value::Object(settings.automations["returns-approval"].own.clone());
            let rules: Rules = serde_json::from_value(own).expect("a policy");
            let policy = Policy::new(1, &rules, &settings.time_zone());
            assert!(policy.is_ok(), "{shop}: {:?}", policy.err());
        }
    }
}
