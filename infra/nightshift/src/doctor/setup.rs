//! A shop's settings: published, effective, sound; what is live and what in shadow; whether tasks reach somebody.

use domain::{
    ShopId, Timestamp,
    calendar::holidays,
    settings::{History, Mode, Routes, Shop, Switch, Version},
};

use super::found::Found;
use crate::settings::at_most;

/// One line on the settings, one for each automation that they name, one on people.
pub(super) fn judge(id: &ShopId, history: &History, now: Timestamp) -> Vec<Found> {
    let Some(newest) = history.newest() else {
        let mend = "write its shop.toml and publish it: cargo nightshift settings apply shop.toml";
        return vec![Found::wrong(
            format!("{id}: settings"),
            "there are none: the shop isn't known here",
            mend,
        )];
    };
    let mut found = vec![version(newest, now)];
    let named = newest.shop.automations.iter();
    found.extend(named.map(|(name, table)| switch(&newest.shop, name, &table.switch, now)));
    if newest.shop.automations.is_empty() {
        let mend = "name each under [automations.NAME] in shop.toml when you switch it on";
        found.push(Found::note(
            format!("{id}: automations"),
            "all are in shadow: the settings name none",
            mend,
        ));
    }
    found.push(people(&newest.shop));
    found.extend(holidays(&newest.shop, now));
    found
}

/// Calendars that keep holidays which nobody knows of this year or the next: told before dates come out wrong.
fn holidays(shop: &Shop, now: Timestamp) -> Option<Found> {
    let missing = |country: &&str| holidays::missing_year(country, now);
    let countries: Vec<_> = shop.holiday_countries().into_iter().filter(missing).collect();
    if countries.is_empty() {
        return None;
    }
    let says = format!(
        "those of {} aren't known for this year and the next: they count as working days",
        countries.join(", ")
    );
    let mend = "write them as `closed` in shop.toml, or install a release whose table knows them";
    Some(Found::note(format!("{}: holidays", shop.id), says, mend))
}

fn version(newest: &Version, now: Timestamp) -> Found {
    let about = format!("{}: settings", newest.shop.id);
    let number = newest.number;
    let mistakes = newest.shop.mistakes();
    if !mistakes.is_empty() {
        let says = format!("v{number} has mistakes: {}", mistakes.join("; "));
        return Found::wrong(
            about,
            says,
            "mend shop.toml and publish it: cargo nightshift settings apply shop.toml",
        );
    }
    let from = newest.effective_from;
    if from > now {
        return Found::note(
            about,
            format!("v{number} holds from {from:.0} on"),
            "nothing, if that was meant",
        );
    }
    Found::well(about, format!("v{number}, since {from:.0}"))
}

fn switch(shop: &Shop, name: &str, switch: &Switch, now: Timestamp) -> Found {
    let about = format!("{}: {name}", shop.id);
    let mode = switch.mode.as_str();
    match (switch.mode, switch.live_since) {
        (Mode::Off | Mode::Shadow, _) => Found::well(about, format!("{mode}: nothing leaves the house")),
        (Mode::Live | Mode::Redirect, Some(since)) if since > now => {
            let says = format!("{mode}, but only from {since:.0} on; nothing leaves the house until then");
            Found::note(about, says, "nothing, if that was meant; else an earlier live_since")
        }
        (Mode::Redirect, Some(since)) => {
            let to = switch.redirect_to.as_deref().unwrap_or("nowhere");
            Found::well(
                about,
                format!("redirect: everything since {since:.0} goes to {to}{}", at_most(switch)),
            )
        }
        (Mode::Live, Some(since)) => {
            Found::well(about, format!("live: it writes to buyers, since {since:.0}{}", at_most(switch)))
        }
        (Mode::Live | Mode::Redirect, None) => Found::wrong(
            about,
            format!("{mode}, without a live_since: nothing leaves the house"),
            "say since when: live_since = 2026-11-21T00:00:00Z",
        ),
    }
}

fn people(shop: &Shop) -> Found {
    let about = format!("{}: people", shop.id);
    match shop.routes.to(Routes::DEFAULT) {
        Some(_) => Found::well(about, "tasks reach their owners"),
        None => Found::note(
            about,
            "nobody is named for tasks, such as requests to erase a customer: they go where answers to mails go",
            "name somebody in shop.toml: [routes] default = \"owner@example.com\"",
        ),
    }
}

/// Whether something of this shop leaves the house.
pub(super) fn is_live(shop: &Shop) -> bool {
    shop.automations.values().any(|table| table.switch.mode == Mode::Live)
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use testkit::orders::{self, at};

    use super::{super::found::State, *};

    fn told(automations: serde_json::Value, from: &str, spoil: fn(&mut Shop)) -> Vec<(State, String)> {
        let mut shop = orders::shop();
        shop.secrets.webhooks.retain(|source, _| source == "shopify");
        shop.automations = serde_json::from_value(automations).expect("tables");
        spoil(&mut shop);
        let id = shop.id.clone();
        let history = History::new(vec![Version { number: 3, effective_from: at(from), shop }]);
        let now = at("2026-11-21T12:00:00Z");
        judge(&id, &history, now).into_iter().map(|found| (found.state, found.says)).collect()
    }

    #[test]
    fn settings_and_switches_are_judged() {
        use State::{Note, Well, Wrong};
        let (past, future) = ("2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z");
        let one = |table: serde_json::Value| json!({"order-confirmation": table});
        type Case = (serde_json::Value, &'static str, fn(&mut Shop), [State; 3], &'static str);
        let cases: Vec<Case> = vec![
            (one(json!({})), past, |_| (), [Well, Well, Well], "shadow: nothing"),
            (one(json!({"mode": "off"})), past, |_| (), [Well, Well, Well], "off: nothing"),
            (
                one(json!({"mode": "live", "live_since": past})),
                past,
                |_| (),
                [Well, Well, Well],
                "writes to buyers",
            ),
            (
                one(json!({"mode": "live", "live_since": past, "mails_per_day": 500})),
                past,
                |_| (),
                [Well, Well, Well],
                ", at most 500 mails a day",
            ),
            (
                one(json!({"mode": "live", "live_since": future})),
                past,
                |_| (),
                [Well, Note, Well],
                "only from",
            ),
            (
                one(json!({"mode": "redirect", "live_since": past, "redirect_to": "a@acme.example"})),
                past,
                |_| (),
                [Well, Well, Well],
                "a@acme.example",
            ),
            (one(json!({"mode": "live"})), past, |_| (), [Wrong, Wrong, Well], "without a live_since"),
            (json!({}), past, |_| (), [Well, Note, Well], "name none"),
            (one(json!({})), future, |_| (), [Note, Well, Well], "v3 holds from"),
            (one(json!({})), past, |shop| shop.routes.0.clear(), [Well, Well, Note], "nobody is named"),
            (one(json!({})), past, |shop| shop.zone = "Berlin".into(), [Wrong, Well, Well], "zone"),
        ];
        for (automations, from, spoil, states, word) in cases {
            let told = told(automations.clone(), from, spoil);
            assert_eq!(
                told.iter().map(|(state, _)| *state).collect::<Vec<_>>(),
                states,
                "{automations}: {told:?}"
            );
            assert!(told.iter().any(|(_, says)| says.contains(word)), "{automations}: {told:?}");
        }
    }

    #[test]
    fn holidays_are_told_of_before_they_are_missing() {
        let mut shop = orders::shop();
        for country in ["DE", "CN", "UA"] {
            let calendar = json!({"country": country});
            let supplier = serde_json::from_value(json!({ "calendar": calendar })).expect("a supplier");
            shop.suppliers.insert(country.into(), supplier);
        }
        for (now, word) in
            [("2026-11-21T12:00:00Z", "of UA aren't"), ("2036-01-01T00:00:00Z", "of CN, DE, UA aren't")]
        {
            let found = holidays(&shop, at(now)).expect("one is missing");
            assert!(found.state == State::Note && found.says.contains(word), "{found:?}");
        }
        shop.suppliers.remove("UA");
        assert_eq!(holidays(&shop, at("2026-11-21T12:00:00Z")), None);
    }

    #[test]
    fn an_unknown_shop_is_told() {
        let found = judge(&orders::shop().id, &History::default(), Timestamp::UNIX_EPOCH);
        assert_eq!(found.iter().map(|f| f.state).collect::<Vec<_>>(), [State::Wrong]);
    }
}
