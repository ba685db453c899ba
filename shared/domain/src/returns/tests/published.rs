//! What is published agrees with what is decided: by cases, and by random policies against random returns.

use jiff::{Timestamp, ToSpan as _, civil::date, tz::TimeZone};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{
    returns::{
        Because, Facts, Fault, Policies, Policy, Request, Rules, Verdict, decide,
        published::{Accepts, Published, Unsaid, published, schema_org},
    },
    settings::Shop,
};

fn shop(more: Value) -> Shop {
    let mut shop = json!({
        "id": "acme", "name": "Acme Tea", "url": "https://acme.example", "locale": "en-GB", "zone": "Europe/Berlin",
        "sender": {"address": "shop@acme.example"},
        "places": {"berlin": {"name": "Berlin", "country": "DE"}, "leeds": {"name": "Leeds", "country": "GB"}},
    });
    for (key, value) in more.as_object().into_iter().flatten() {
        shop[key] = value.clone();
    }
    serde_json::from_value(shop).expect("a shop")
}

fn now() -> Timestamp {
    "2026-11-26T09:00:00Z".parse().expect("an instant")
}

fn policy(text: &str) -> Policy {
    let rules: Rules = toml::from_str(text).unwrap_or_else(|e| panic!("{text}: {e}"));
    Policy::new(7, &rules, &TimeZone::UTC).unwrap_or_else(|e| panic!("{text}: {e:?}"))
}

fn told(text: &str) -> Published {
    published(&policy(text), &shop(json!({})), None, now())
}

/// The policy that is said of a country, and everything that is left out.
fn said(published: &Published, country: &str) -> (Option<Value>, Vec<Unsaid>) {
    let said = schema_org(published, "Acme Tea", None, Some("https://acme.example/returns"));
    let policies = said.json["hasMerchantReturnPolicy"].as_array().cloned().unwrap_or_default();
    let is_of = |policy: &Value| {
        policy["applicableCountry"].as_array().is_some_and(|all| all.iter().any(|code| code == country))
    };
    let of: Vec<Value> = policies.into_iter().filter(is_of).collect();
    assert!(of.len() <= 1, "{country} stands in two policies");
    let area = published.areas.iter().find(|area| area.countries.iter().any(|code| code == country));
    let places = area.map(|area| area.places.clone()).unwrap_or_default();
    let left = said.left_out.into_iter().filter(|left| left.places.is_empty() || left.places == places);
    (of.into_iter().next(), left.map(|left| left.what).collect())
}

#[test]
fn the_usual_policy() {
    let (of, left) = said(&told(""), "FR");
    let of = of.expect("it can be said");
    assert_eq!(of["returnPolicyCategory"], "https://schema.org/MerchantReturnFiniteReturnWindow");
    assert_eq!((&of["merchantReturnDays"], &of["restockingFee"]), (&json!(30), &json!(0)));
    assert_eq!(
        of["refundType"],
        json!([
            "https://schema.org/ExchangeRefund",
            "https://schema.org/FullRefund",
            "https://schema.org/StoreCreditRefund"
        ])
    );
    // Nobody said who pays for the way back, nor where it goes.
    assert_eq!((of.get("returnFees"), of.get("returnPolicyCountry")), (None, None));
    for what in [Unsaid::WayBack, Unsaid::Destination, Unsaid::FaultDays, Unsaid::Withdrawal, Unsaid::Special]
    {
        assert!(left.contains(&what), "{what:?}: {left:?}");
    }
}

#[test]
fn what_can_be_said_and_what_can_not() {
    let days = |of: &Value| of["merchantReturnDays"].clone();
    let word = |of: &Value, key: &str| {
        of[key].as_str().map(|url| url.trim_start_matches("https://schema.org/").to_owned())
    };
    // A shop that counts from the order promises nothing from delivery; where the law does, that is said.
    let from_order = told("window = { days = 60, from = \"order\" }");
    assert_eq!(said(&from_order, "DE").0.as_ref().map(days), Some(json!(14)));
    let home_is_abroad =
        published(&policy("window = { days = 60, from = \"order\" }"), &shop(json!({})), Some("US"), now());
    let (us, left) = said(&home_is_abroad, "US");
    assert!(us.is_none() && left.contains(&Unsaid::DaysNotFromDelivery), "{us:?} {left:?}");
    // Closed, but for the law.
    let closed = told("markets.default.closed = true\nmarkets.US.closed = true");
    assert_eq!(
        said(&closed, "US").0.and_then(|of| word(&of, "returnPolicyCategory")).as_deref(),
        Some("MerchantReturnNotPermitted")
    );
    assert_eq!(said(&closed, "GB").0.as_ref().map(days), Some(json!(14)));
    // The least that everything has; what some things have is told by people's page.
    let shoes = told("[[rules]]\nid = \"shoes\"\nwhen = 'product.type == \"shoes\"'\nwindow_days = 10");
    assert_eq!(said(&shoes, "DE").0.as_ref().map(days), Some(json!(14)), "the law's");
    let (_, left) = said(&shoes, "DE");
    assert!(left.contains(&Unsaid::LongerForSome), "{left:?}");
    let ever = told("window.days = -1");
    assert_eq!(
        said(&ever, "DE").0.and_then(|of| word(&of, "returnPolicyCategory")).as_deref(),
        Some("MerchantReturnUnlimitedWindow")
    );
    // Free is what costs nothing.
    let free = told("way_back = { by_choice = \"shop\", label = \"in-box\" }");
    let of = said(&free, "DE").0.expect("it can be said");
    assert_eq!(
        (word(&of, "returnFees").as_deref(), word(&of, "customerRemorseReturnLabelSource").as_deref()),
        (Some("FreeReturn"), Some("ReturnLabelInBox"))
    );
    let fee = told(
        "way_back = { by_choice = \"shop\" }\n[[rules]]\nid = \"restocking\"\nfee_percent = 80\nwhen = '1 == 1'",
    );
    let of = said(&fee, "DE").0.expect("it can be said");
    assert_eq!((of.get("returnFees"), of.get("customerRemorseReturnFees")), (None, None));
    assert_eq!(
        (word(&of, "itemDefectReturnFees").as_deref(), &of["restockingFee"]),
        (Some("FreeReturn"), &json!(50))
    );
    assert_eq!(
        of["refundType"],
        json!(["https://schema.org/ExchangeRefund", "https://schema.org/StoreCreditRefund"])
    );
    let fixed = told("currency = \"EUR\"\n[[rules]]\nid = \"fixed\"\nfee = \"4.90\"");
    assert_eq!(
        said(&fixed, "DE").0.expect("said")["restockingFee"],
        json!({"@type": "MonetaryAmount", "currency": "EUR", "value": "4.90"})
    );
    let used = told("[[rules]]\nid = \"used\"\nfee_percent = 20\nwhen = 'line.condition == \"used\"'");
    let (of, left) = said(&used, "DE");
    assert!(of.expect("said").get("restockingFee").is_none() && left.contains(&Unsaid::Fee), "{left:?}");
    // A season with its last day, unless that is too early for some.
    let season = |until: &str| {
        told(&format!(
            "window.seasons = [{{ from = \"2026-11-01\", to = \"2026-12-24\", until = \"{until}\" }}]"
        ))
    };
    let of = said(&season("2027-01-31"), "DE").0.expect("said");
    assert_eq!(of["returnPolicySeasonalOverride"][0]["merchantReturnDays"], "2027-01-31");
    let (of, left) = said(&season("2027-01-10"), "DE");
    assert!(of.expect("said").get("returnPolicySeasonalOverride").is_none());
    assert!(left.contains(&Unsaid::ShortSeason), "{left:?}");
    // Where it goes, where that is certain.
    let there = told("markets.DE.destination = \"berlin\"");
    assert_eq!(said(&there, "DE").0.expect("said")["returnPolicyCountry"], "DE");
    let perhaps = told(
        "markets.DE.destination = \"berlin\"\n[[rules]]\nid = \"shoes\"\nwhen = 'product.type == \"shoes\"'\ndestination = \"leeds\"",
    );
    assert!(said(&perhaps, "DE").0.expect("said").get("returnPolicyCountry").is_none());
}

#[test]
fn areas_are_those_with_the_same_terms() {
    let places = |told: &Published| told.areas.iter().map(|area| area.places.clone()).collect::<Vec<_>>();
    let names = |list: &[&[&str]]| -> Vec<Vec<String>> {
        list.iter().map(|one| one.iter().map(|place| (*place).to_owned()).collect()).collect()
    };
    assert_eq!(places(&told("")), names(&[&["EU", "GB", "IS", "LI", "NO"], &["default"]]));
    let own = told("markets.FR.window.days = 60\nmarkets.US.closed = true");
    assert_eq!(places(&own), names(&[&["EU", "GB", "IS", "LI", "NO"], &["FR"], &["US"], &["default"]]));
    assert!(!own.areas[0].countries.contains(&"FR".to_owned()));
    // Whoever asks for a country sees it first; one that nothing is said of belongs to the rest.
    let draft = policy("markets.US.closed = true");
    for (country, first) in [("US", "US"), ("us", "US"), ("BR", "BR"), ("IT", "EU")] {
        let told = published(&draft, &shop(json!({})), Some(country), now());
        assert!(told.areas[0].places.iter().any(|place| place == first), "{country}: {:?}", places(&told));
    }
    assert_eq!(told("otherwise = \"review\"").areas[0].terms.accepts, Accepts::ByPerson);
}

/// What a shop blocks or watches stands nowhere in what it publishes.
#[test]
fn nothing_is_told_of_conditions_but_what_they_look_at() {
    let secret = "currency = \"EUR\"\nfraud.review_from = 41\nlimits.per_return = \"777\"\n[[rules]]\nid = \"secret-id\"\nlist = \"block\"\n\
                  then = \"refuse\"\nwhen = 'customer.returns > 13 && \"watched\" in customer.tags'";
    let told = told(secret);
    let all =
        serde_json::to_string(&told).expect("JSON") + &schema_org(&told, "Acme", None, None).json.to_string();
    for word in ["secret", "watched", "customer", "13", "41", "777", "block"] {
        assert!(!all.contains(word), "{word} in {all}");
    }
    assert_eq!(told.areas[0].terms.refused.by.iter().map(|by| by.as_str()).collect::<Vec<_>>(), ["other"]);
}

const CONDITIONS: &[Option<&str>] = &[
    None,
    Some("1 == 1"),
    Some("1 == 2"),
    Some("product.type == \"shoes\""),
    Some("line.condition == \"used\""),
    Some("line.fault == \"customer\""),
    Some("line.outcome == \"refund\""),
    Some("return.method == \"store\""),
    Some("order.country == \"DE\""),
    Some("customer.orders > 2"),
];

fn pick(words: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    prop::sample::select(words)
}

fn rule() -> impl Strategy<Value = Value> {
    let changes = (
        prop::option::weighted(0.3, prop::sample::select(vec![-1, 0, 7, 14, 45])),
        prop::option::weighted(0.3, prop::sample::select(vec![0, 10, 60])),
        prop::option::weighted(0.2, prop::sample::select(vec!["0", "3", "7.50"])),
        prop::option::weighted(
            0.2,
            prop::sample::select(vec![json!(["refund"]), json!(["exchange", "refund"])]),
        ),
    );
    let where_when = (
        prop::sample::select(CONDITIONS),
        prop::option::weighted(0.3, pick(&["DE", "EU", "US"])),
        prop::option::weighted(0.2, pick(&["block", "allow"])),
        0i32..4,
    );
    (changes, where_when, prop::option::weighted(0.4, pick(&["approve", "refuse", "review", "instant"])))
        .prop_map(|((days, percent, fee, outcomes), (when, market, list, priority), then)| {
            let mut rule = json!({"priority": priority, "approvals": null});
            rule.as_object_mut().expect("an object").remove("approvals");
            for (key, value) in [
                ("window_days", days.map(Value::from)),
                ("fee_percent", percent.map(Value::from)),
                ("fee", fee.map(Value::from)),
                ("outcomes", outcomes),
                ("when", when.map(Value::from)),
                ("markets", market.map(|market| json!([market]))),
                ("list", list.map(Value::from)),
                ("then", then.map(Value::from)),
            ] {
                if let Some(value) = value {
                    rule[key] = value;
                }
            }
            rule
        })
}

fn window() -> impl Strategy<Value = Value> {
    let days = prop::sample::select(vec![-1, 0, 5, 14, 30, 90]);
    (days, pick(&["delivery", "shipment", "order"]), any::<bool>(), any::<bool>(), 14i32..40).prop_map(
        |(days, from, business, season, law)| {
            let seasons = if season {
                json!([{"from": "2026-11-01", "to": "2026-11-20", "until": "2027-02-15"}])
            } else {
                json!([])
            };
            json!({"days": days, "from": from, "to_business_day": business, "seasons": seasons,
                   "tiers": {"vip": 60}, "withdrawal_days": law})
        },
    )
}

fn policies() -> impl Strategy<Value = Policy> {
    let market =
        (prop::option::of(any::<bool>()), prop::option::of(any::<bool>()), prop::option::of(window()));
    let markets = prop::collection::btree_map(pick(&["DE", "EU", "US", "default"]), market, 0..4);
    let strategy = || pick(&["first", "highest", "lowest"]);
    (
        window(),
        markets,
        prop::collection::vec(rule(), 0..5),
        (strategy(), strategy()),
        prop::option::of((pick(&["buyer", "shop"]), pick(&["buyer", "shop"]))),
        (pick(&["approve", "review"]), prop::sample::select(vec![0i64, 20, 50, 100])),
    )
        .prop_filter_map(
            "a policy that contradicts itself isn't one",
            |(window, markets, rules, merge, way, (otherwise, cap))| {
                let markets: serde_json::Map<String, Value> = markets
                    .into_iter()
                    .map(|(key, (closed, withdrawal, window))| {
                        let mut market = json!({});
                        for (key, value) in [
                            ("closed", closed.map(Value::from)),
                            ("withdrawal", withdrawal.map(Value::from)),
                            ("window", window),
                        ] {
                            if let Some(value) = value {
                                market[key] = value;
                            }
                        }
                        (key.to_owned(), market)
                    })
                    .collect();
                let named = rules.into_iter().enumerate().map(|(n, mut rule)| {
                    rule["id"] = format!("rule-{n}").into();
                    rule
                });
                let mut table = json!({
                    "currency": "EUR", "window": window, "markets": markets, "otherwise": otherwise,
                    "rules": named.collect::<Vec<_>>(), "merge": {"fee": merge.0, "window": merge.1},
                    "outcomes": {"offered": ["refund", "exchange", "store-credit"], "fee_cap_percent": cap},
                });
                if let Some((by_choice, by_fault)) = way {
                    table["way_back"] = json!({"by_choice": by_choice, "by_fault": by_fault});
                }
                let rules: Rules = serde_json::from_value(table).expect("a table");
                Policy::new(1, &rules, &TimeZone::UTC).ok()
            },
        )
}

/// A return of something that isn't special, of an order that was delivered so many days ago.
#[derive(Debug, Clone)]
struct Asked {
    country: &'static str,
    ago: i64,
    kind: &'static str,
    reason: &'static str,
    condition: &'static str,
    outcome: &'static str,
    method: &'static str,
    withdrawal: bool,
}

fn asked() -> impl Strategy<Value = Asked> {
    (
        pick(&["DE", "FR", "US", "GB", "CH"]),
        prop_oneof![0i64..50, prop::sample::select(vec![0i64, 5, 7, 14, 30, 45, 90])],
        pick(&["shoes", "tea"]),
        pick(&["changed-mind", "defective"]),
        pick(&["sealed", "opened", "used", "unsaid"]),
        pick(&["refund", "exchange", "store-credit"]),
        (pick(&["own-post", "store"]), any::<bool>()),
    )
        .prop_map(|(country, ago, kind, reason, condition, outcome, (method, withdrawal))| Asked {
            country,
            ago,
            kind,
            reason,
            condition,
            outcome,
            method,
            withdrawal,
        })
}

impl Asked {
    fn facts(&self) -> Facts {
        let delivered = now() - (24 * self.ago).hours();
        let (placed, shipped) = (delivered - 96.hours(), delivered - 48.hours());
        let money = |minor: i64| json!({"minor": minor, "currency": "EUR"});
        serde_json::from_value(json!({
            "purchase": {
                "order": "1", "placed_at": placed, "currency": "EUR", "country": self.country, "taxes_included": true,
                "lines": [{"line": "1", "quantity": 1, "unit_price": money(10_000), "discount": money(0),
                           "parcels": [{"parcel": "1", "quantity": 1, "shipped": shipped, "delivered": delivered}]}],
                "order_discount": money(0),
                "freight": {"paid": money(0), "refunded": money(0)},
                "tenders": [{"id": "1", "kind": "card", "captured": money(10_000), "refunded": money(0)}],
            },
            "products": {"1": {"kind": self.kind}},
            "customer": {"orders": 1},
            "zone": "UTC",
        }))
        .expect("facts")
    }

    fn request(&self, withdrawal: bool) -> Request {
        serde_json::from_value(json!({
            "key": "r", "order": "1", "at": now(), "channel": "portal", "by": "buyer", "withdrawal": withdrawal,
            "method": self.method,
            "lines": [{"line": "1", "quantity": 1, "reason": self.reason, "condition": self.condition, "outcome": self.outcome}],
        }))
        .expect("a request")
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_published_that_is_decided_otherwise(policy in policies(), asked in asked()) {
        let told = published(&policy, &shop(json!({})), Some(asked.country), now());
        let (of, _) = said(&told, asked.country);
        let Some(of) = of else { return Ok(()) };
        let category = of["returnPolicyCategory"].as_str().unwrap_or_default().to_owned();
        let facts = asked.facts();
        let only = Policies::only(policy.clone());
        let own = decide(&asked.request(asked.withdrawal), &facts, &only, now());
        let line = &own.lines[0];
        let too_late = |line: &crate::returns::Judged| matches!(line.because, Because::TooLate { .. } | Because::WithdrawalLate { .. });

        // Within the days that are said, nothing is too late: by the shop's policy, or by the law's way.
        let in_time = match of["merchantReturnDays"].as_i64() {
            Some(days) => asked.ago <= days,
            None => category.ends_with("UnlimitedWindow"),
        };
        if in_time {
            let by_policy = decide(&asked.request(false), &facts, &only, now());
            let by_law = decide(&asked.request(true), &facts, &only, now());
            let open = !too_late(&by_policy.lines[0]) && by_policy.lines[0].because != Because::MarketClosed;
            prop_assert!(open || by_law.lines[0].verdict == Verdict::Approve, "{:?} {:?}", by_policy.lines[0], of);
        }
        // What was bought in a season is in time until its last day.
        for season in of["returnPolicySeasonalOverride"].as_array().into_iter().flatten() {
            let day = |key: &str| season[key].as_str().and_then(|day| day.parse().ok()).unwrap_or(date(1, 1, 1));
            let placed = facts.purchase.placed_at.to_zoned(TimeZone::UTC).date();
            let today = now().to_zoned(TimeZone::UTC).date();
            if (day("startDate")..=day("endDate")).contains(&placed) && today <= day("merchantReturnDays") && !own.statutory {
                prop_assert!(!too_late(line), "{line:?} {of}");
            }
        }
        // Where nothing comes back, nothing is approved, unless it is faulty.
        if category.ends_with("NotPermitted") {
            prop_assert!(!own.statutory);
            prop_assert!(line.fault != Fault::Customer || !line.verdict.is_yes(), "{line:?} {of}");
        }
        // Free is free, and a fee is what is said.
        let free = |key: &str| of[key] == "https://schema.org/FreeReturn";
        if free("returnFees") || (free("customerRemorseReturnFees") && line.fault == Fault::Customer) {
            prop_assert_eq!(own.refund.fees.minor, 0, "{:?} {}", line, of);
        }
        prop_assert!(line.fault == Fault::Customer || own.refund.fees.minor == 0);
        if line.fault == Fault::Customer && !own.statutory && line.outcome != crate::returns::Outcome::Exchange
            && line.verdict != Verdict::Refuse && line.trace.iter().all(|looked| looked.unknown.is_none())
        {
            let cap = policy.rules.outcomes.fee_cap_percent * 100;
            let fee = own.refund.fees.minor;
            match &of["restockingFee"] {
                Value::Number(percent) => prop_assert_eq!(Some(fee), percent.as_i64().map(|percent| percent * 100), "{:?} {}", line, of),
                Value::Object(each) => {
                    let each = crate::Money::parse(each["value"].as_str().unwrap_or_default(), "EUR".parse().expect("a currency"));
                    prop_assert_eq!(fee, each.expect("an amount").minor.min(cap), "{:?} {}", line, of);
                }
                _ => {}
            }
        }
        // What may be had for it may be had.
        let word = match asked.outcome { "refund" => "FullRefund", "exchange" => "ExchangeRefund", _ => "StoreCreditRefund" };
        let offered = of["refundType"].as_array().is_some_and(|all| all.iter().any(|one| one == &format!("https://schema.org/{word}")));
        if offered {
            prop_assert!(line.because != Because::OutcomeNotOffered, "{line:?} {of}");
            prop_assert!(word != "FullRefund" || !line.verdict.is_yes() || own.refund.fees.minor == 0);
        }
        // The way that is named isn't why it is refused.
        if of.get("returnMethod").is_some() {
            let looked_at = line.facts.contains_key("return.method");
            // What isn't to be had for it is refused for that.
            let for_another = line.because == Because::OutcomeNotOffered;
            prop_assert!(!looked_at || for_another || line.verdict != Verdict::Refuse, "{line:?} {of}");
        }
    }
}
