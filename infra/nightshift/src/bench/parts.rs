//! What is measured without the path: in memory, in this program or the one beside it; and the portal's pages.

use super::{Bench, Part, Results, build, edd, fleet::Whose, forecast, learn, portal, returns};
use crate::{out::progress::Step, trouble::Trouble};

impl Bench {
    /// All of it that is wanted.
    pub(super) async fn in_memory(&self, results: &mut Results) -> Result<(), Trouble> {
        if self.wants(Part::Growth) {
            let ground = self.ground().await?;
            let step = Step::begin("history");
            step.say(&format!("{} orders through the store, in memory", self.often.history));
            results.growth = Some(ground.growth(self.often.history).await?);
            step.done("");
        }
        if self.wants(Part::Stock) {
            let ground = self.ground().await?;
            let step = Step::begin("stock");
            let [small, large] = self.often.items;
            step.say(&format!("movements through the ledger; sweeps of {small} and {large} items"));
            results.stock = Some(ground.stock(self.often.items).await?);
            step.done("");
        }
        if self.wants(Part::Forecast) {
            let step = Step::begin("forecast");
            if let Whose::Peer(python, code) = build::peer(&self.house, &step).await? {
                step.say(&format!("nights of {:?} items, ours and numpy's", self.often.forecasts));
                results.forecasts = forecast::measure(&python, &code, &self.often.forecasts).await?;
            }
            step.done("");
        }
        if self.wants(Part::Edd) {
            let step = Step::begin("delivery dates");
            if let Whose::Peer(python, code) = build::peer(&self.house, &step).await? {
                step.say("carts and pages, ours and the peer's in turn");
                results.dates = edd::measure(&python, &code, self.often.dates).await?;
            }
            step.done("");
        }
        if self.wants(Part::Learn) {
            let step = Step::begin("learning");
            let tell = |parcels| step.say(&format!("{parcels} made-up parcels"));
            results.learned = learn::measure(&self.often.parcels, tell).await?;
            step.done("");
        }
        if self.wants(Part::Returns) {
            let ground = self.ground().await?;
            let step = Step::begin("returns");
            step.say(&format!(
                "{} rules, {} lines; a return from its wish to its end",
                returns::RULES,
                returns::LINES
            ));
            let mut decided = returns::measure(self.often.decisions).await?;
            decided.spent = ground.returns().await?;
            results.returns = Some(decided);
            step.done("");
        }
        Ok(())
    }

    /// Pages of the portal, by its release binary.
    pub(super) async fn portal(&self, results: &mut Results) -> Result<(), Trouble> {
        let ground = self.ground().await?;
        let step = Step::begin("release build");
        let name = portal::NAME.to_owned();
        step.say(&format!("{name}, profile {}", self.profile));
        let folder = build::programs(&self.house, std::slice::from_ref(&name), &self.profile, &step).await?;
        step.done("");
        let step = Step::begin("portal");
        let (starts, pages) = (self.often.starts, self.often.pages);
        step.say(&format!("{starts} starts, {pages} of each page"));
        results.portal = Some(portal::measure(&self.house, ground, &folder, starts, pages, &step).await?);
        step.done("");
        Ok(())
    }
}
