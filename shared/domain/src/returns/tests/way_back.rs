//! Who pays for the way back.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::spoken::Told;
use crate::returns::{
    Method::{self, Label, OwnPost},
    Policies, Policy, decide,
    rules::Payer::{self, Buyer, Shop},
};

fn policy(version: u32, text: &str) -> Policy {
    let rules = toml::from_str(text).unwrap_or_else(|e| panic!("{text}: {e}"));
    Policy::new(version, &rules, &TimeZone::UTC).unwrap_or_else(|mistakes| panic!("{text}: {mistakes:?}"))
}

fn pays(policies: &Policies, wants: &[&str], method: Method) -> Option<Payer> {
    let wants = wants.iter().map(|want| (*want).to_owned()).collect();
    let told = Told { wants, method, ..Told::default() };
    let decision = decide(&told.request(), &told.facts(&BTreeMap::new()), policies, told.now());
    policies.pays_way_back(&decision, method)
}

#[test]
fn who_pays_is_the_settings_word_and_the_shop_where_it_pays_for_anything() {
    let (choice, fault) = ("1 shoes, changed-mind", "1 mug, defective");
    let (free, all_theirs) =
        ("way_back = { by_choice = \"shop\" }", "way_back = { by_choice = \"buyer\", by_fault = \"buyer\" }");
    for (rules, wants, method, expected) in [
        ("", &[choice][..], OwnPost, Some(Buyer)),
        ("", &[choice], Label, None),
        ("", &[fault], OwnPost, Some(Shop)),
        ("", &[choice, fault], OwnPost, Some(Shop)),
        (free, &[choice], OwnPost, Some(Shop)),
        (free, &[choice], Label, Some(Shop)),
        (free, &[fault], OwnPost, Some(Shop)),
        ("way_back = { by_choice = \"buyer\" }", &[choice], OwnPost, Some(Buyer)),
        ("way_back = { by_choice = \"buyer\" }", &[choice], Label, Some(Buyer)),
        ("way_back = { by_choice = \"buyer\" }", &[choice, fault], OwnPost, Some(Shop)),
        (all_theirs, &[choice, fault], OwnPost, Some(Buyer)),
        ("way_back = { by_choice = \"shop\", by_fault = \"buyer\" }", &[choice, fault], OwnPost, Some(Shop)),
        // Whoever may be asked first is told as well; of what doesn't come, nobody is.
        ("otherwise = \"review\"\nway_back = { by_choice = \"shop\" }", &[choice], OwnPost, Some(Shop)),
    ] {
        let said = pays(&Policies::only(policy(1, rules)), wants, method);
        assert_eq!(said, expected, "{rules:?} {wants:?} {method:?}");
    }
}

#[test]
fn it_is_the_word_of_the_policy_that_governs() {
    let choice = ["1 shoes, changed-mind"];
    for (governs, expected) in [("purchase", Buyer), ("current", Shop)] {
        let of = |version, payer| {
            policy(version, &format!("governs = {governs:?}\nway_back = {{ by_choice = {payer:?} }}"))
        };
        let policies = Policies { purchase: of(1, "buyer"), current: Some(of(2, "shop")) };
        assert_eq!(pays(&policies, &choice, OwnPost), Some(expected), "{governs}");
    }
}
