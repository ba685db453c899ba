//! The cases of `tests/dates`, which say by example what this room does.

use std::sync::Arc;

use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    super::*,
    spoken::{Teller, destination, laid, line, moment, stocked},
};
use crate::settings::Shop;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// The shop of all of its cases.
    shop: Value,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    says: String,
    /// Settings laid over the shop's.
    #[serde(default = "nothing")]
    given: Value,
    /// By the warehouse's clock, if no other is named.
    ordered: String,
    #[serde(default = "hamburg")]
    to: String,
    door: Option<String>,
    #[serde(default = "one")]
    lines: Vec<Value>,
    #[serde(default = "nothing")]
    items: Value,
    #[serde(default)]
    stock: Vec<String>,
    /// The table of transit times.
    #[serde(default)]
    table: String,
    by: Option<String>,
    #[serde(default)]
    cash: bool,
    then: Vec<String>,
}

fn nothing() -> Value {
    json!({})
}

fn hamburg() -> String {
    "DE 20095".into()
}

fn one() -> Vec<Value> {
    vec![json!("a")]
}

impl Case {
    fn found(&self, shop: &Value) -> Vec<String> {
        let mut shop = shop.clone();
        laid(&mut shop, &self.given);
        let zone = shop.pointer("/places/berlin/calendar/zone").unwrap_or(&shop["zone"]);
        let zone = TimeZone::get(zone.as_str().expect("a name")).expect("a zone");
        let at = moment(&self.ordered, &zone);
        let lines = self.lines.iter().enumerate().map(|(nth, written)| line(nth, written, &self.items));
        let asked = json!({
            "at": at, "to": destination(&self.to, self.door.as_deref()), "lines": lines.collect::<Vec<_>>(),
            "service": self.by, "cash_on_delivery": self.cash,
        });
        let asked: QuoteRequest = serde_json::from_value(asked).expect("a question");
        let stock = self.stock.iter().map(|text| serde_json::from_value(stocked(text)).expect("stock"));
        let shop: Shop = serde_json::from_value(shop).expect("settings");
        let places: Vec<_> = shop.places.keys().map(String::as_str).collect();
        let table = match self.table.trim() {
            "" => ReadTable::default(),
            table => ReadTable::from_csv(table.as_bytes(), &places).expect("a table"),
        };
        assert!(table.refused.is_empty(), "{}: {:?}", self.says, table.refused);
        let says_which = places.len() > 1 || shop.services().count() > 1;
        let rules = shop.rules_of_edd().expect("rules");
        let answer = Reckoner::new(Arc::new(shop), rules).reckon(
            &asked,
            &stock.collect::<Vec<_>>(),
            None,
            &table.table,
        );
        Teller { year: at.to_zoned(zone.clone()).year(), zone, says_which }.tell(&answer)
    }
}

/// Plays a file. All that differs is told at once.
fn play(name: &str, text: &str) {
    let file: File = toml::from_str(text).unwrap_or_else(|e| panic!("{name}: {e}"));
    let differs = file.case.iter().filter_map(|case| {
        let found = case.found(&file.shop);
        let told = |lines: &[String]| lines.join("\n      ");
        (found != case.then).then(|| {
            format!(
                "{name}: {}\n  ordered {}, to {}\n  should\n      {}\n  is\n      {}\n",
                case.says,
                case.ordered,
                case.to,
                told(&case.then),
                told(&found)
            )
        })
    });
    let differs: Vec<_> = differs.collect();
    assert!(differs.is_empty(), "{} of {}\n\n{}", differs.len(), file.case.len(), differs.join("\n"));
}

/// One test for each file.
macro_rules! dates {
    ($($name:ident: $file:literal,)*) => {$(
        #[test]
        fn $name() {
            play($file, include_str!(concat!("../../../tests/dates/", $file, ".toml")));
        }
    )*};
}

dates! {
    cut_offs: "cut-offs",
    clocks: "clocks",
    holidays: "holidays",
    years: "years",
    in_the_house: "in-the-house",
    supply: "supply",
    places: "places",
    services: "services",
    on_the_way: "on-the-way",
}
