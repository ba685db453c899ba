//! Plays the returns: orders from before, the wishes, and round by round what is done about them.

use std::{collections::BTreeMap, fs, path::Path, time::Duration};

use domain::{
    EntityRef, ShopId, Timestamp,
    order::Order,
    returns::{
        record::ReturnRecord,
        rma::{Receipt, ReceivedLine, Step, Stepped},
        told::{Told, kinds},
    },
};
use tokio::time::{Instant, sleep};

use super::{Before, Filing, One, Returns, Then};
use crate::{
    cloud::{house::House, target::Target},
    commands::{import, returns::look::Shop},
    day::{
        evening,
        index::{Day, Delivery, Said},
        play::{self, names},
        post,
        rest::Watch,
    },
    out::progress,
    trouble::{Explain, Trouble},
};

/// How long a mail may be on its way before its link is followed.
const PATIENCE: Duration = Duration::from_secs(10);

/// A return, and what came of it.
#[derive(Debug)]
pub(crate) struct Played {
    /// The return, as it was told.
    pub(crate) one: One,
    /// Its entity.
    pub(crate) entity: EntityRef,
    /// What is kept of it.
    pub(crate) kept: ReturnRecord,
    /// Its order.
    pub(crate) order: Order,
    /// How many tasks people have of it.
    pub(crate) tasks: usize,
    /// Who said what, when they were asked.
    pub(crate) votes: Vec<(String, bool)>,
}

/// What playing has at hand.
struct Table<'t> {
    day: &'t Day,
    folder: &'t Path,
    house: &'t House,
    target: &'t Target,
    /// By shop and number: the orders that may come back.
    orders: BTreeMap<(ShopId, String), EntityRef>,
}

/// Plays them all after so many mails; fails where more come than the file says, or fewer.
pub(crate) async fn play(
    (day, folder): (&Day, &Path),
    (returns, before, mails): (&Returns, &[play::Played], u64),
    house: &House,
    target: &Target,
    watch: &Watch<'_>,
    step: &progress::Step,
) -> Result<Vec<Played>, Trouble> {
    let of_day = names(before).into_iter().map(|((shop, entity), name)| ((shop, name), entity));
    let mut table = Table { day, folder, house, target, orders: of_day.collect() };
    for past in &returns.before {
        table.before(past).await?;
    }
    watch.drained().await?;
    let mut asked = Vec::new();
    for one in &returns.returns {
        step.tick(&one.story);
        asked.push(table.ask(one).await?);
    }
    watch.drained().await?;
    let rounds = returns.returns.iter().map(|one| one.then.len()).max().unwrap_or_default();
    for round in 0..rounds {
        // Between two rounds; after the last one it is waited for how many mails there are.
        if round > 0 {
            watch.drained().await?;
        }
        for (one, entity) in returns.returns.iter().zip(&asked) {
            if let Some(then) = one.then.get(round) {
                step.tick(&one.story);
                table.then(one, entity, then).await?;
            }
        }
    }
    let of_returns: u64 = returns.returns.iter().map(|one| one.mails).sum();
    watch.ends_with(mails + of_returns, "the returns").await?;
    let mut played = Vec::new();
    for (one, entity) in returns.returns.iter().zip(asked) {
        played.push(table.found(one, entity).await?);
    }
    Ok(played)
}

impl Table<'_> {
    fn read(&self, shop: &ShopId, file: &str) -> Result<String, Trouble> {
        let path = self.folder.join(shop.as_str()).join(file);
        let text = fs::read_to_string(&path).or_input(format!("{} can't be read", path.display()))?;
        Ok(crate::day::shift::stamps(&text, self.day.shift(Timestamp::now())))
    }

    async fn shop(&self, id: &ShopId) -> Result<(Shop, domain::settings::Shop), Trouble> {
        let store = self.target.store()?;
        let history = store.settings(id).await.map_err(Target::trouble)?;
        let newest = history.newest().ok_or_else(|| Trouble::input(format!("there is no shop {id} here")))?;
        Ok((Shop::of(&store, &newest.shop), newest.shop.clone()))
    }

    /// Takes in what was before: orders as facts, on which nobody wakes, and the scans of their parcels.
    async fn before(&mut self, past: &Before) -> Result<(), Trouble> {
        let (shop, settings) = self.shop(&past.shop).await?;
        let text = self.read(&past.shop, &past.orders)?;
        let orders = import::before(&shop.store, &settings, self.day.source(&past.shop)?, &text).await;
        let orders = orders.map_err(|trouble| trouble.at(&past.orders))?.into_iter();
        let numbered = |(name, entity): (String, _)| {
            ((past.shop.clone(), name.trim_start_matches('#').to_owned()), entity)
        };
        self.orders.extend(orders.map(numbered));
        let (Some(parcels), Some(topic)) = (&past.parcels, &past.topic) else { return Ok(()) };
        let delivery =
            Delivery { from: past.from.clone(), ..Delivery::of(&past.shop, topic, parcels, parcels) };
        for body in self.read(&past.shop, parcels)?.lines() {
            let said = play::deliver_body(self.day, self.target, &delivery, body.to_owned()).await?;
            expect(&said, Said::Accepted, parcels)?;
        }
        Ok(())
    }

    /// Asks for it, and says which return it is.
    async fn ask(&self, one: &One) -> Result<EntityRef, Trouble> {
        match &one.asked {
            Filing::Webhook { topic, file, times } => {
                let delivery = Delivery::of(&one.shop, topic, file, &one.story);
                let entity = play::subject(self.day, self.folder, &delivery)?;
                let entity = entity.ok_or_else(|| Trouble::input(format!("{file} is about nothing")))?;
                for time in 0..*times {
                    let said = play::deliver(self.day, self.folder, self.target, &delivery).await?;
                    expect(&said, if time == 0 { Said::Accepted } else { Said::Duplicate }, &one.story)?;
                }
                Ok(entity)
            }
            Filing::Filed { order, wish } => {
                let (shop, _) = self.shop(&one.shop).await?;
                let entity = self.orders.get(&(one.shop.clone(), order.clone()));
                let entity = entity
                    .ok_or_else(|| Trouble::input(format!("no order {order} of {} is known", shop.id)))?;
                let order = self.order(&shop, entity).await?;
                Ok(wish.file(&shop, &order).await?.0)
            }
        }
    }

    async fn then(&self, one: &One, entity: &EntityRef, then: &Then) -> Result<(), Trouble> {
        match then {
            Then::Act { act } => {
                let started = Instant::now();
                loop {
                    let (of, days) = (entity.to_string(), 0);
                    match evening::act(self.house, self.target, &one.shop, (act, days, &of)).await {
                        // Its mail may still be on its way.
                        Err(_) if started.elapsed() < PATIENCE => sleep(PATIENCE / 40).await,
                        done => return done,
                    }
                }
            }
            Then::Arrives { arrives, pieces, grade, percent } => {
                let (shop, _) = self.shop(&one.shop).await?;
                let kept = self.kept(&shop, entity).await?;
                let granted = kept.rma.granted.iter().filter(|line| line.verdict.ships());
                let came = granted.map(|line| ReceivedLine {
                    line: Some(line.line.clone()),
                    pieces: pieces.map_or(line.quantity, |pieces| pieces.min(line.quantity)),
                    grade: *grade,
                    percent: *percent,
                });
                let receipt = Receipt { at: shop.now, lines: came.collect() };
                if receipt.lines.is_empty() {
                    return Err(Trouble::failed(format!("nothing of {} may come back", kept.rma.number)));
                }
                let told = Told::Arrived { id: arrives.clone(), receipt };
                shop.tell(entity, kinds::ARRIVED, told).await.map(drop)
            }
        }
    }

    async fn kept(&self, shop: &Shop, entity: &EntityRef) -> Result<ReturnRecord, Trouble> {
        let kept = shop.store.rma_alone(&shop.id, entity).await.map_err(Target::trouble)?;
        kept.ok_or_else(|| Trouble::failed(format!("nobody has opened {entity}")).mend("see .local/log"))
    }

    async fn order(&self, shop: &Shop, entity: &EntityRef) -> Result<Order, Trouble> {
        let order = shop.store.snapshot(&shop.id, entity).await.map_err(Target::trouble)?;
        order.ok_or_else(|| Trouble::failed(format!("{entity} hasn't come whole")))
    }

    async fn found(&self, one: &One, entity: EntityRef) -> Result<Played, Trouble> {
        use domain::{Payload as _, task::Wanted};
        let (shop, _) = self.shop(&one.shop).await?;
        let kept = self.kept(&shop, &entity).await?;
        let order = self.order(&shop, &EntityRef::order(&kept.rma.request.order)).await?;
        let story = shop.store.story(&shop.id, &entity).await.map_err(Target::trouble)?;
        let tasks = story.events.iter().filter(|kept| kept.event.kind == Wanted::KIND).count();
        let said = story.events.iter().filter_map(|kept| match kept.event.payload::<Stepped>().ok()?.step {
            Step::Voted { by, yes, .. } if kept.event.kind == "return.voted" => Some((by, yes)),
            _ => None,
        });
        let votes = said.collect();
        Ok(Played { one: one.clone(), entity, kept, order, tasks, votes })
    }
}

fn expect(answer: &post::Answer, wanted: Said, story: &str) -> Result<(), Trouble> {
    let said = answer.said();
    if said == wanted {
        return Ok(());
    }
    Err(Trouble::failed(format!("the door said {}, not {}: {story}", said.as_str(), wanted.as_str()))
        .saying(&answer.body))
}
