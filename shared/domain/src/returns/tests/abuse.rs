//! Returns abuse (S11) over whole returns: requests, answers, votes, parcels, refunds here and at the shop, in random rows. Never
//! more pieces held than were delivered, never more paid than came in, no piece paid twice.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicU64, Ordering},
};

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use serde_json::json;

use super::{money::Chance, spoken::Told};
use crate::returns::{
    Facts, Grade, Outcome, Policies, Policy, Purchase, Return, Rules, Verdict, decide,
    rma::{Due, Receipt, ReceivedLine, Refund, RefundState, Step},
};

/// So many rows with `--full`; a slice of them else.
const ALL: u64 = 1_000_000;
const SLICE: u64 = 2_000;
const TASKS: usize = 8;

fn policies() -> Vec<Policy> {
    [
        "currency = \"EUR\"",
        "otherwise = \"review\"",
        "currency = \"EUR\"\nrefunds.at = \"inspection\"\nkeep = { return_cost = \"6\", resale_loss_percent = 50, most = 9 }",
        "refunds.at = \"approval\"\n[[rules]]\nid = \"fee\"\nfee_percent = 10",
        "refunds.at = \"first-scan\"\nwindow.days = 2\ngoverns = \"current\"",
    ]
    .iter()
    .map(|text| {
        let rules: Rules = toml::from_str(text).expect("a policy");
        Policy::new(1, &rules, &TimeZone::UTC).expect("a sound policy")
    })
    .collect()
}

/// An order, its returns, and what the shop has really paid.
struct World<'a> {
    policy: &'a Policy,
    facts: Facts,
    returns: Vec<Return>,
    /// What was asked of the shop or paid by it: what every plan has to know.
    money: Purchase,
    now: Timestamp,
    asked: i64,
}

impl World<'_> {
    /// The facts as they are gathered for a request.
    fn facts(&self, without: Option<usize>) -> Facts {
        let mut facts = self.facts.clone();
        facts.purchase = self.money.clone();
        for line in &mut facts.purchase.lines {
            let others = self.returns.iter().enumerate().filter(|(at, _)| Some(*at) != without);
            line.requested = others.map(|(_, own)| own.holds(&line.line)).sum();
        }
        facts
    }

    fn request(&mut self, chance: &mut Chance) {
        let pieces = 1 + chance.upto(2);
        let line = if chance.one_in(2) { "shoes" } else { "mug" };
        let mut wants = vec![format!("{pieces} {line}")];
        if chance.one_in(3) {
            wants.push(format!("{} {line}, defective, used", 1 + chance.upto(1)));
        }
        let told = json!({"wants": wants, "withdrawal": chance.one_in(4)});
        let mut request = serde_json::from_value::<Told>(told).expect("a wish").request();
        (request.at, request.key) = (self.now, self.asked.to_string());
        if chance.one_in(4) {
            request.lines[0].outcome = Outcome::ALL[usize::try_from(chance.upto(5)).expect("small")];
        }
        self.asked += 1;
        let facts = self.facts(None);
        let decision = decide(&request, &facts, &Policies::only(self.policy.clone()), self.now);
        let asking = (decision.verdict == Verdict::Review)
            .then(|| Box::new(self.policy.asking(&decision, &request, 1, self.now, None)));
        let mut own = Return::begin(request, "RMA".into());
        let step = Step::Decided { decision: Box::new(decision), asking };
        own.step(&step, self.now).expect("it is the first");
        self.returns.push(own);
    }

    /// Something happens to one of the returns.
    fn happens(&mut self, chance: &mut Chance) {
        let at =
            usize::try_from(chance.next() % u64::try_from(self.returns.len()).expect("few")).expect("few");
        let now = self.now;
        // Mostly what was asked for comes back.
        let own = &self.returns[at].request.lines[0].line;
        let line = Some(if chance.one_in(8) { "mug".to_owned() } else { own.clone() });
        let by = |who: &str| who.to_owned();
        let step = match chance.upto(19) {
            0 if chance.one_in(2) => Step::Cancelled { by: by("buyer") },
            1 => Step::Expired,
            2 => Step::Shipped { at: now },
            3 | 4 | 11 | 12 => {
                let lines =
                    vec![ReceivedLine { line, pieces: 1 + chance.upto(1), grade: None, percent: None }];
                Step::Received { id: chance.upto(3).to_string(), receipt: Receipt { at: now, lines } }
            }
            5 => {
                let id = chance.upto(3).to_string();
                let known = self.returns[at].receipts.get(&id).cloned();
                let percent = chance.one_in(2).then(|| chance.upto(100));
                let graded = |line: ReceivedLine| ReceivedLine { grade: Some(Grade::A), percent, ..line };
                Step::Graded {
                    id,
                    lines: known.into_iter().flat_map(|receipt| receipt.lines).map(graded).collect(),
                }
            }
            6 | 7 => {
                Step::Voted { round: 1, by: by("returns"), who: None, yes: chance.one_in(2), exception: None }
            }
            8 => Step::Overridden {
                by: by("boss"),
                reason: by("goodwill"),
                yes: chance.one_in(2),
                exception: None,
            },
            9 => Step::Reopened { by: by("boss"), reason: by("goodwill") },
            10 => Step::Waited,
            _ => return self.pay(at, chance),
        };
        let mut moved = self.returns[at].clone();
        let did = moved.step(&step, now);
        // What is taken up again holds its pieces again: whoever commits that looks whether they are still free.
        let others: i64 = self
            .returns
            .iter()
            .enumerate()
            .filter(|(n, _)| *n != at)
            .map(|(_, own)| own.holds("shoes"))
            .sum();
        let mugs: i64 =
            self.returns.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, own)| own.holds("mug")).sum();
        let fits = others + moved.holds("shoes") <= self.delivered("shoes")
            && mugs + moved.holds("mug") <= self.delivered("mug");
        let gained = ["shoes", "mug"].iter().any(|line| moved.holds(line) > self.returns[at].holds(line));
        if did.is_ok() && (fits || !gained) {
            self.returns[at] = moved;
        }
    }

    fn delivered(&self, line: &str) -> i64 {
        let own = self.facts.purchase.lines.iter().find(|own| own.line == line);
        own.map_or(0, |own| own.parcels.iter().map(|part| part.quantity).sum())
    }

    /// The shop is asked to pay what is due; it pays, refuses, or its answer is lost and comes twice.
    fn pay(&mut self, at: usize, chance: &mut Chance) {
        let own = &mut self.returns[at];
        let Due::Pay { key, pieces, plan } =
            own.refund_due(&at.to_string(), &self.money, self.policy, &BTreeMap::new())
        else {
            return;
        };
        let asked = Step::RefundAsked { key: key.clone(), amount: plan.total, pieces: pieces.clone() };
        own.step(&asked, self.now).expect("what is due can be asked for");
        self.money.refund(&plan);
        let done = Step::RefundDone { key: key.clone(), amount: plan.total, pieces };
        match chance.upto(3) {
            0 => {
                own.step(&Step::RefundFailed { key }, self.now).expect("it was asked for");
            }
            1 => {}
            n => {
                for _ in 1..n {
                    let _the_second_changes_nothing = own.step(&done, self.now);
                }
            }
        }
    }

    fn check(&self) -> Result<(), String> {
        let refunds = || self.returns.iter().flat_map(|own| own.refunds.values());
        let counted = |refund: &&Refund| refund.state != RefundState::Failed;
        let paid = refunds().filter(counted).fold(0i64, |sum, refund| sum + refund.amount.minor);
        let captured = self.money.tenders.iter().fold(0i64, |sum, tender| sum + tender.captured.minor);
        if paid > captured {
            return Err(format!("{paid} went back of {captured}"));
        }
        for line in &self.facts.purchase.lines {
            let held: i64 = self.returns.iter().map(|own| own.holds(&line.line)).sum();
            if held > self.delivered(&line.line) {
                return Err(format!("{held} pieces of {} are held", line.line));
            }
            let pieces =
                refunds().filter(counted).filter_map(|refund| refund.pieces.get(&line.line)).sum::<i64>();
            if pieces > self.delivered(&line.line) {
                return Err(format!("{pieces} pieces of {} are paid", line.line));
            }
        }
        if self.money.tenders.iter().any(|tender| tender.refunded.minor > tender.captured.minor) {
            return Err("a tender gets more than it paid".into());
        }
        Ok(())
    }
}

fn row(seed: u64, policies: &[Policy]) -> Result<usize, String> {
    let mut chance = Chance(seed);
    let quantities = (1 + chance.upto(2), 1 + chance.upto(1));
    let order = vec![format!("{} shoes 50.00 -0.01", quantities.0), format!("{} mug 9.99", quantities.1)];
    let told: Told =
        serde_json::from_value(json!({"order": order, "freight": "4.90", "customer": {"keeps": 0}}))
            .expect("an order");
    let facts = told.facts(&BTreeMap::new());
    let policy = &policies[usize::try_from(seed % 5).expect("small")];
    let money = facts.purchase.clone();
    let mut world = World { policy, facts, returns: Vec::new(), money, now: told.now(), asked: 0 };
    for _ in 0..=chance.upto(24) {
        world.now += SignedDuration::from_secs(1 + chance.upto(3 * 86_400));
        if world.returns.is_empty() || chance.one_in(4) {
            world.request(&mut chance);
        } else {
            world.happens(&mut chance);
        }
        world.check()?;
    }
    Ok(world.returns.iter().map(|own| own.refunds.len()).sum())
}

#[test]
fn rows_of_everything_that_may_happen_hold_no_piece_and_pay_no_cent_too_much() {
    let full = std::env::var_os("NIGHTSHIFT_FULL").is_some();
    let rows = if full { ALL } else { SLICE };
    let policies = policies();
    let (next, refunds) = (AtomicU64::new(0), AtomicU64::new(0));
    std::thread::scope(|scope| {
        for _ in 0..TASKS {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    if at >= rows {
                        break;
                    }
                    match row(at, &policies) {
                        Ok(paid) => refunds.fetch_add(u64::try_from(paid).expect("a few"), Ordering::Relaxed),
                        Err(fault) => panic!("row {at}: {fault}"),
                    };
                }
            });
        }
    });
    println!(
        "figure: S11 {rows} rows of requests, votes, parcels and refunds in {TASKS} tasks, {} refunds: 0 paid above what came in, 0 \
         pieces held or paid beyond what was delivered",
        refunds.load(Ordering::Relaxed)
    );
}
