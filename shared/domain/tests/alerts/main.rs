//! The low-stock alert in stories: files of `[[case]]`, each with rules, an item, and what happens to its stock step by
//! step. See `README.md` beside it.

mod random;
mod story;

use story::play;

/// One test for each file, so that each point of the checklist names its own.
macro_rules! stories {
    ($($name:ident: $file:literal,)*) => {$(
        #[test]
        fn $name() {
            play($file, include_str!(concat!("stories/", $file, ".toml")));
        }
    )*};
}

stories! {
    causes: "causes",
    crossings: "crossings",
    hysteresis: "hysteresis",
    levels: "levels",
    thresholds: "thresholds",
    days_of_cover: "days-of-cover",
    seasons_and_new_items: "seasons-and-new-items",
    slow_movers: "slow-movers",
    bundles: "bundles",
    suppressed: "suppressed",
    what_an_alert_says: "what-an-alert-says",
    acknowledged_and_put_off: "acknowledged-and-put-off",
    quiet_period: "quiet-period",
    recovered: "recovered",
}
