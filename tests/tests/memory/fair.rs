//! Fair queues in a model: what a shop that floods does to the others' mails, with our own concurrency settings.
//!
//! SQS serves a queue with message groups so that a group with far more than its share of what is being worked on
//! waits behind the others. That can't be tried here: no emulator does it. The model has the path's two bottlenecks,
//! the confirmations' queue and the transactional lane with its pace, in virtual milliseconds.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, VecDeque},
};

use bundle_tests::template::{Template, refers};
use serde_json::Value;

/// How long one order takes to confirm, and one mail to send.
const CONFIRM: u64 = 30;
const SEND: u64 = 80;
/// How long an event is on its way from the journal into a queue and out of it where nobody waits. AWS names no figure;
/// on the local cloud it is rather more.
const WAY: u64 = 100;
/// A group's share of the work is looked at over so long.
const LOOKED_AT: u64 = 10_000;
/// A group that got more than a few, and so many times as many as the others, waits behind them.
const FEW: usize = 10;
const FAR_MORE: usize = 4;

/// The shop that floods; all others are quiet.
const HOT: u32 = 0;
/// So many quiet shops.
const SHOPS: u32 = 19;
/// They place so many orders a second together, a quarter of what the lane sends, for so long.
const QUIET_A_SECOND: u64 = 2;
const DAY: u64 = 600_000;
/// So many such days, by their seeds.
const DAYS: std::ops::Range<u64> = 0..8;
/// The flood: so many orders a second within this time.
const FLOOD_A_SECOND: u64 = 40;
const FLOOD: std::ops::Range<u64> = 60_000..180_000;

/// What works off a queue.
#[derive(Debug, Clone, Copy)]
struct Served {
    instances: u64,
    batch: usize,
    takes: u64,
    /// Each instance begins one this often at most.
    pace: u64,
}

/// Something in a queue: when it came there, whose it is, when it set out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Waiting {
    at: u64,
    shop: u32,
    since: u64,
}

/// What was taken of late, by shop.
#[derive(Default)]
struct Lately {
    taken: VecDeque<(u64, u32)>,
    shares: BTreeMap<u32, usize>,
}

impl Lately {
    fn take(&mut self, at: u64, shop: u32) {
        self.taken.push_back((at, shop));
        *self.shares.entry(shop).or_default() += 1;
    }

    fn forget(&mut self, now: u64) {
        while let Some((_, shop)) = self.taken.pop_front_if(|(at, _)| *at + LOOKED_AT < now) {
            if let Some(share) = self.shares.get_mut(&shop) {
                *share -= 1;
            }
            self.shares.retain(|_, share| *share > 0);
        }
    }

    /// Whether a shop has far more of the work than the others that are here on average.
    fn is_noisy(&self, shop: u32, here: usize) -> bool {
        let share = self.shares.get(&shop).copied().unwrap_or_default();
        let others = here.max(self.shares.len()) - 1;
        share > FEW && share * others > FAR_MORE * (self.taken.len() - share)
    }
}

/// Works a queue off; each comes out when it is done. Whoever is free first takes a batch, and works on one after the
/// other, as the shell does.
fn work_off(mut coming: Vec<Waiting>, served: Served, fair: bool) -> Vec<Waiting> {
    coming.sort_by_key(|w| Reverse(*w));
    let mut free = vec![(0, 0); served.instances.try_into().expect("few")];
    let (mut queue, mut lately, mut done) =
        (BTreeMap::<u32, VecDeque<Waiting>>::new(), Lately::default(), Vec::new());
    while !(queue.is_empty() && coming.is_empty()) {
        free.sort_unstable();
        let (free_at, next_slot) = &mut free[0];
        if let (true, Some(next)) = (queue.is_empty(), coming.last()) {
            *free_at = (*free_at).max(next.at);
        }
        let taken_at = *free_at;
        while let Some(next) = coming.pop_if(|next| next.at <= taken_at) {
            queue.entry(next.shop).or_default().push_back(next);
        }
        lately.forget(taken_at);
        let noisy: BTreeSet<u32> =
            queue.keys().copied().filter(|shop| fair && lately.is_noisy(*shop, queue.len())).collect();
        for _ in 0..served.batch {
            let first = queue.values().filter_map(VecDeque::front).copied();
            let Some(taken) = first.min_by_key(|w| (noisy.contains(&w.shop), *w)) else { break };
            let waiting = queue.entry(taken.shop).or_default();
            waiting.pop_front();
            if waiting.is_empty() {
                queue.remove(&taken.shop);
            }
            lately.take(taken_at, taken.shop);
            let begins = (*free_at).max(*next_slot);
            *next_slot = begins + served.pace;
            *free_at = begins + served.takes;
            done.push(Waiting { at: *free_at, ..taken });
        }
    }
    done
}

/// A day's orders: the quiet shops' by chance; the flood, if it comes, evenly.
fn orders(seed: u64, flood: bool) -> Vec<Waiting> {
    let order = |at, shop| Waiting { at: at + WAY, shop, since: at };
    let mut chance = fastrand::Rng::with_seed(seed);
    let mut orders = Vec::new();
    for at in 0..DAY {
        if chance.u64(..1000) < QUIET_A_SECOND {
            orders.push(order(at, 1 + chance.u32(..SHOPS)));
        }
    }
    let step = usize::try_from(1000 / FLOOD_A_SECOND).expect("few");
    orders.extend(FLOOD.filter(|_| flood).step_by(step).map(|at| order(at, HOT)));
    orders
}

/// From the order to its mail, in milliseconds: the longest but for one in a hundred, of all quiet shops on all days.
fn dwell(confirmation: Served, lane: Served, (flood, fair): (bool, bool)) -> u64 {
    let mut dwell = Vec::new();
    for seed in DAYS {
        let mut confirmed = work_off(orders(seed, flood), confirmation, fair);
        confirmed.iter_mut().for_each(|w| w.at += WAY);
        let sent = work_off(confirmed, lane, fair);
        dwell.extend(sent.iter().filter(|w| w.shop != HOT).map(|w| w.at - w.since));
    }
    dwell.sort_unstable();
    dwell[dwell.len() * 99 / 100]
}

/// How the template deploys it: the confirmations' queue, and the transactional lane.
fn deployed() -> (Served, Served) {
    let template = Template::read();
    let functions = template.functions();
    let confirmation = functions.iter().find(|function| function.name == "order-confirmation");
    let queues = confirmation.expect("it confirms").queues();
    let [(_, mapping)] = queues.as_slice() else { panic!("one queue wakes it, not {queues:?}") };
    (served(&template, mapping, CONFIRM), lane(&template, "transactional").1)
}

/// How a queue is served, one after the other as fast as it goes.
fn served(template: &Template, mapping: &Value, takes: u64) -> Served {
    let number = |value: &Value| template.at_least(value).unwrap_or_else(|| panic!("{value} is no number"));
    let batch = number(&mapping["BatchSize"]).try_into().expect("few");
    let instances = number(&mapping["ScalingConfig"]["MaximumConcurrency"]);
    Served { instances, batch, takes, pace: 0 }
}

#[test]
fn a_flooding_shop_keeps_the_others_waiting_only_where_the_queue_is_not_fair() {
    let (confirmation, lane) = deployed();
    let [alone, fair, plain] =
        [(false, true), (true, true), (true, false)].map(|day| dwell(confirmation, lane, day));
    println!(
        "figure: R21 in the model, {} a batch in the lane: quiet shops' p99 from order to mail {alone} ms; beside a flood \
         {fair} ms in fair queues, {plain} ms in plain ones",
        lane.batch
    );
    // What an instance has in hand it works off first, whoever comes; then the mail has a slot of its own.
    let in_hand = (lane.batch as u64 + 1) * lane.pace.max(lane.takes);
    assert!(fair <= alone + in_hand, "{fair} ms is more than {alone} and {in_hand}");
    assert!(fair <= 2 * alone, "{fair} ms is more than twice {alone}");
    assert!(plain > 50 * fair, "{plain} ms is hardly more than {fair}: this flood is none");
}

/// The queue that mails of a lane lie in, and how it is served, as the template deploys it.
fn lane(template: &Template, lane: &str) -> (String, Served) {
    let kind = Value::from(format!("mail.requested.{lane}"));
    let subscriptions = template.of_type("AWS::SNS::Subscription").filter(|(_, subscription)| {
        subscription["FilterPolicy"]["kind"].as_array().is_some_and(|kinds| kinds.contains(&kind))
    });
    let queues: Vec<_> =
        subscriptions.map(|(_, subscription)| refers(&subscription["Endpoint"]).expect("a queue")).collect();
    let [queue] = queues.as_slice() else { panic!("{kind} goes into one queue, not into {queues:?}") };
    let functions = template.functions();
    let carrier = functions.iter().find(|function| function.name == "mail-delivery").expect("it carries");
    let served_here = carrier.queues().into_iter().find(|(own, _)| own == queue);
    let (_, mapping) = served_here.unwrap_or_else(|| panic!("nobody serves {queue}"));
    let rate = &carrier.properties["Environment"]["Variables"][format!("{}_RATE", lane.to_uppercase())];
    let rate = &template.parameter(refers(rate).expect("a parameter"))["Default"];
    let served = served(template, mapping, SEND);
    let pace = 1000 * served.instances / rate.as_u64().expect("a number");
    ((*queue).to_owned(), Served { pace, ..served })
}

#[test]
fn five_hundred_bulk_mails_delay_no_confirmation() {
    let template = Template::read();
    let lanes = ["transactional", "bulk"].map(|name| lane(&template, name));
    let carrier = template.properties("MailDeliveryFunction");
    assert!(carrier["ReservedConcurrentExecutions"].is_null(), "else the lanes would share its instances");
    let variables = &carrier["Environment"]["Variables"];
    assert_ne!(variables["CONFIGURATION_SET_TRANSACTIONAL"], variables["CONFIGURATION_SET_BULK"]);

    // How long each confirmation of a day is in its lane; bulk mails, if there are any, all lie there first.
    let waited = |bulk: usize| {
        let mut queues = BTreeMap::<&str, (Served, Vec<Waiting>)>::new();
        let campaign = vec![Waiting { at: 0, shop: HOT, since: 0 }; bulk];
        for ((queue, served), mails) in lanes.iter().zip([orders(7, false), campaign]) {
            queues.entry(queue).or_insert((*served, Vec::new())).1.extend(mails);
        }
        let sent = queues.into_values().flat_map(|(served, mails)| work_off(mails, served, true));
        let mut waited: Vec<_> = sent.filter(|w| w.shop != HOT).map(|w| w.at - w.since).collect();
        waited.sort_unstable();
        waited
    };
    let (alone, beside) = (waited(0), waited(500));
    assert!(alone.len() > 1_000 && alone == beside, "a confirmation waited for bulk mails");
    println!(
        "figure: OC-28 in the model: {} confirmations in their lane, p99 {} ms alone and {} ms beside 500 bulk mails",
        alone.len(),
        alone[alone.len() * 99 / 100],
        beside[beside.len() * 99 / 100]
    );
}
