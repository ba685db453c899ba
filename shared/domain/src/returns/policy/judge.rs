//! What a policy says of one line: statutory > block list > allow list > window and restrictions > rules by priority.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::{Policy, Ruled, is_there};
use crate::returns::{
    Because, Fault, Judged, Looked, Outcome, Product, Say, Terms, Trait, Verdict,
    rules::{List, Otherwise, Restriction},
    vocabulary::{self, Line, shown},
    window::{self, Longer, Open, StartsBy},
};

/// What was found about a line.
struct Found {
    verdict: Verdict,
    because: Because,
    rule: Option<String>,
    say: Option<Say>,
}

impl Found {
    fn new(verdict: Verdict, because: Because) -> Self {
        Self { verdict, because, rule: None, say: None }
    }

    fn saying(self, say: Say) -> Self {
        Self { say: Some(say), ..self }
    }
}

/// What a judgement has at hand.
struct Judge<'a> {
    policy: &'a Policy,
    line: Line<'a>,
    zone: &'a TimeZone,
    now: jiff::Timestamp,
    terms: Terms,
    trace: Vec<Looked>,
    facts: BTreeMap<String, String>,
}

/// Judges one line. The request has passed what no policy changes: it is there, delivered, and not too much.
pub(in crate::returns) fn judge(
    policy: &Policy,
    line: Line<'_>,
    zone: &TimeZone,
    now: jiff::Timestamp,
) -> Judged {
    let (id, quantity, outcome, fault) =
        (line.asked.line.clone(), line.asked.quantity, line.asked.outcome, line.fault);
    let mut judge =
        Judge { policy, line, zone, now, terms: Terms::default(), trace: Vec::new(), facts: BTreeMap::new() };
    let statutory = judge.is_statutory();
    let found = match statutory {
        true => judge.by_law(),
        false => judge.by_policy(),
    };
    let mut found = if statutory { found } else { judge.after(found) };
    if found.verdict.for_outcome(outcome) != found.verdict {
        found.verdict = found.verdict.for_outcome(outcome);
        // What is said of sending it back doesn't hold.
        found.say = found.say.filter(|_| statutory);
    }
    if statutory || fault != Fault::Customer {
        judge.terms.fee_percent = None;
        judge.terms.fee_each = None;
    }
    let say = found.say.unwrap_or_else(|| judge.usual_say(&found));
    Judged {
        line: id,
        quantity,
        verdict: found.verdict,
        because: found.because,
        rule: found.rule,
        policy: policy.version,
        say,
        outcome,
        fault,
        facts: judge.facts,
        window: judge.line.window.unwrap_or(Open {
            start: None,
            by: StartsBy::Nothing,
            last: None,
            open: None,
            longer: None,
        }),
        terms: judge.terms,
        trace: judge.trace,
    }
}

impl<'a> Judge<'a> {
    fn country(&self) -> Option<&'a str> {
        self.line.facts.purchase.country.as_deref()
    }

    fn is_statutory(&self) -> bool {
        self.line.request.withdrawal && self.policy.grants_withdrawal(self.country())
    }

    fn asked_of_window(&self) -> window::WindowInput<'_> {
        window::WindowInput {
            facts: self.line.facts,
            line: &self.line.facts.purchase.lines[self.line.place],
            pieces: self.line.asked.quantity,
            fault: self.line.fault != Fault::Customer,
            rule_days: self.terms.window_days,
            zone: self.zone,
            now: self.now,
        }
    }

    /// The withdrawal that the law grants. Rules are looked at for where things go and when money goes back, and for nothing
    /// else; what the law excepts, and what is late, goes to a person.
    fn by_law(&mut self) -> Found {
        let open = self.asked_of_window().of_law(self.policy.window(self.country()));
        self.note_window(open);
        self.modifiers();
        self.terms.outcomes = None;
        let broken = self.line.asked.condition != crate::returns::Condition::Sealed;
        let excepted = self.line.traits.iter().find(|of| match of {
            Trait::Hygiene | Trait::SealedMedia => broken,
            of => of.may_be_excepted(),
        });
        if let Some(of) = excepted {
            self.fact("product.traits");
            let because = Because::WithdrawalExcepted { of: *of };
            return Found::new(Verdict::Review, because).saying(Say::WithdrawalLookedAt);
        }
        match open.last.filter(|_| open.open == Some(false)) {
            Some(last) => {
                Found::new(Verdict::Review, Because::WithdrawalLate { last }).saying(Say::WithdrawalLookedAt)
            }
            None => Found::new(Verdict::Approve, Because::Withdrawal).saying(Say::Withdrawn),
        }
    }

    fn by_policy(&mut self) -> Found {
        self.windows();
        let window = self.policy.window(self.country());
        let open = self.asked_of_window().of(window);
        self.note_window(open);
        self.modifiers();
        if let Some(found) = self.terminal(Some(List::Block)) {
            return found;
        }
        if let Some(found) = self.reason() {
            return found;
        }
        if let Some(found) = self.terminal(Some(List::Allow)) {
            return found;
        }
        let market = self.policy.market(self.country()).map(|(_, market)| market);
        if market.and_then(|market| market.closed) == Some(true) {
            self.fact("order.country");
            return Found::new(Verdict::Refuse, Because::MarketClosed).saying(Say::Market);
        }
        match (open.open, open.last) {
            // A tag may have made it longer.
            (Some(false), _)
                if self.line.facts.customer.tags.is_none()
                    && self.asked_of_window().at_longest(window).open == Some(true) =>
            {
                self.fact("customer.tags");
                let fact = "customer.tags".to_owned();
                return Found::new(
                    Verdict::Review,
                    Because::FactUnknown { rule: "window.tiers".into(), fact },
                );
            }
            (Some(false), Some(last)) => {
                return Found::new(Verdict::Refuse, Because::TooLate { last }).saying(Say::TooLate);
            }
            (None, _) => return Found::new(Verdict::Review, Because::DeliveryUnknown),
            _ => {}
        }
        if let Some(found) = self.restricted() {
            return found;
        }
        if let Some(found) = self.terminal(None) {
            return found;
        }
        let otherwise = market.and_then(|market| market.otherwise).unwrap_or(self.policy.rules.otherwise);
        let because =
            if open.longer == Some(Longer::Exception) { Because::Excepted } else { Because::InTime };
        match otherwise {
            Otherwise::Approve => Found::new(Verdict::Approve, because),
            Otherwise::Review => Found::new(Verdict::Review, Because::ReviewedOtherwise),
        }
    }

    /// Windows that rules say: they are merged before the window is known.
    fn windows(&mut self) {
        let policy = self.policy;
        for ruled in policy.ordered.iter().filter(|ruled| ruled.rule.window_days.is_some()) {
            if self.holds(ruled) == Ok(true) {
                policy.merge_window(&mut self.terms, ruled);
            }
        }
    }

    /// What else rules change. A rule of which something isn't known changes nothing.
    fn modifiers(&mut self) {
        let policy = self.policy;
        let currency = self.line.facts.purchase.currency;
        for ruled in &policy.ordered {
            if super::check::changes_something(&ruled.rule) && self.holds(ruled) == Ok(true) {
                policy.merge(&mut self.terms, ruled, currency);
            }
        }
        let market = policy.market(self.country()).and_then(|(_, market)| market.destination.clone());
        if self.terms.destination.is_none() {
            self.terms.destination = market;
        }
    }

    fn holds(&self, ruled: &Ruled) -> Result<bool, String> {
        if !is_there(&ruled.rule, self.country()) {
            return Ok(false);
        }
        match &ruled.when {
            None => Ok(true),
            Some(when) => when.holds(&self.line).map_err(|unknown| unknown.0),
        }
    }

    /// The first rule of a list that says what becomes of the line. One that can't be answered goes to a person: what would
    /// come after it may be wrong.
    fn terminal(&mut self, list: Option<List>) -> Option<Found> {
        let policy = self.policy;
        for ruled in policy.ordered.iter().filter(|ruled| ruled.rule.list == list) {
            let Some(then) = ruled.rule.then else { continue };
            let held = self.holds(ruled);
            let rule = || ruled.rule.id.clone();
            let looked = match &held {
                Ok(held) => Looked { rule: rule(), held: Some(*held), unknown: None },
                Err(fact) => Looked { rule: rule(), held: None, unknown: Some(fact.clone()) },
            };
            self.trace.push(looked);
            match held {
                Ok(false) => {}
                Ok(true) => {
                    for place in ruled.when.iter().flat_map(crate::returns::cel::Condition::facts) {
                        self.fact(vocabulary::name(place));
                    }
                    let mut found = Found::new(then, Because::ByRule { rule: rule() });
                    found.rule = Some(rule());
                    found.say = ruled.rule.say;
                    return Some(found);
                }
                Err(fact) => {
                    let mut found = Found::new(Verdict::Review, Because::FactUnknown { rule: rule(), fact });
                    found.rule = Some(rule());
                    return Some(found);
                }
            }
        }
        None
    }

    /// A reason that the shop doesn't know, or doesn't offer for such a product.
    fn reason(&mut self) -> Option<Found> {
        let code = self.line.asked.reason.as_ref()?;
        let known = self.policy.reasons().get(code);
        let product = self.line.facts.products.get(&self.line.asked.line);
        let offered = known.is_some_and(|reason| {
            let kind = product.and_then(|product| product.kind.as_ref());
            reason.types.is_empty() || kind.is_none_or(|kind| reason.types.contains(kind))
        });
        (!offered).then(|| Found::new(Verdict::Review, Because::UnknownReason))
    }

    fn restricted(&mut self) -> Option<Found> {
        let restrictions = &self.policy.rules.restrictions;
        let broken = self.line.asked.condition != crate::returns::Condition::Sealed;
        let mut worst: Option<(Restriction, Trait)> = None;
        for of in self.line.traits {
            let restriction = match of {
                Trait::FinalSale => restrictions.final_sale,
                Trait::Hygiene if broken => restrictions.hygiene,
                Trait::SealedMedia if broken => restrictions.sealed_media,
                Trait::Hygiene | Trait::SealedMedia => Restriction::Ignore,
                Trait::Personalised => restrictions.personalised,
                Trait::Perishable => restrictions.perishable,
                Trait::Digital => restrictions.digital,
                Trait::GiftCard => restrictions.gift_card,
            };
            match (restriction, worst) {
                (Restriction::Ignore, _) | (Restriction::Review, Some(_)) => {}
                (Restriction::Refuse, Some((Restriction::Refuse, _))) => {}
                (restriction, _) => worst = Some((restriction, *of)),
            }
        }
        if let Some((restriction, of)) = worst {
            self.fact("product.traits");
            self.fact("line.condition");
            let because = Because::Restricted { of };
            return Some(match restriction {
                Restriction::Refuse => Found::new(Verdict::Refuse, because).saying(of.say()),
                _ => Found::new(Verdict::Review, because),
            });
        }
        let bought = &self.line.facts.purchase.lines[self.line.place];
        let percent = vocabulary::discount_percent(bought)?;
        let limit = restrictions.discounted_percent?;
        if percent < limit {
            return None;
        }
        self.fact("line.discount_percent");
        Some(match restrictions.final_sale {
            Restriction::Refuse => {
                Found::new(Verdict::Refuse, Because::Discounted { percent }).saying(Say::Discounted)
            }
            Restriction::Review => Found::new(Verdict::Review, Because::Discounted { percent }),
            Restriction::Ignore => return None,
        })
    }

    /// What holds whatever the rules said: what the shop or the carrier broke isn't refused by a machine; what isn't offered
    /// isn't promised.
    fn after(&mut self, found: Found) -> Found {
        let offered = &self.policy.rules.outcomes.offered;
        let outcome = self.line.asked.outcome;
        let allowed = self.terms.outcomes.as_ref().is_none_or(|own| own.contains(&outcome));
        let found = if found.verdict.is_yes() && !(offered.contains(&outcome) && allowed) {
            self.fact("line.outcome");
            Found { rule: found.rule, ..Found::new(Verdict::Refuse, Because::OutcomeNotOffered) }
                .saying(Say::OutcomeNotOffered)
        } else {
            found
        };
        if found.verdict == Verdict::Refuse && self.line.fault != Fault::Customer {
            self.fact("line.fault");
            let because = Because::FaultNotRefused { instead_of: found.because.word() };
            return Found { rule: found.rule, ..Found::new(Verdict::Review, because) };
        }
        found
    }

    fn usual_say(&self, found: &Found) -> Say {
        match found.verdict {
            Verdict::Approve if self.has_fee() => Say::ApprovedWithFee,
            Verdict::Approve => Say::Approved,
            Verdict::Instant => Say::RefundedAtOnce,
            Verdict::Keep => Say::KeepIt,
            Verdict::Donate => Say::DonateIt,
            Verdict::Review => Say::LookedAt,
            Verdict::Refuse => Say::NotAllowed,
        }
    }

    fn has_fee(&self) -> bool {
        self.terms.fee_percent.unwrap_or(0) > 0 || self.terms.fee_each.unwrap_or(0) > 0
    }

    fn note_window(&mut self, open: Open) {
        self.line.window = Some(open);
        let told = |date: jiff::civil::Date| date.to_string();
        for (name, value) in [
            ("window.start", open.start.map(told)),
            ("window.last", open.last.map(told)),
            ("window.by", Some(open.by.as_str().to_owned())),
            ("window.longer", open.longer.map(|by| by.as_str().to_owned())),
        ] {
            self.facts.extend(value.map(|value| (name.to_owned(), value)));
        }
    }

    /// Writes down a fact that was looked at.
    fn fact(&mut self, name: &str) {
        let value = self.line.look(name).map_or_else(|| "unknown".to_owned(), |value| shown(&value));
        self.facts.insert(name.to_owned(), value);
    }
}

/// What is special about a product: what it is by itself, and what the settings make of it.
pub(in crate::returns) fn traits(policy: &Policy, product: Option<&Product>) -> Vec<Trait> {
    let Some(product) = product else { return Vec::new() };
    let mut traits = product.traits.clone();
    for group in &policy.rules.products {
        let one = |words: &[String], word: Option<&String>| word.is_some_and(|word| words.contains(word));
        let any = |words: &[String], own: &[String]| own.iter().any(|word| words.contains(word));
        if one(&group.skus, product.sku.as_ref())
            || one(&group.types, product.kind.as_ref())
            || one(&group.vendors, product.vendor.as_ref())
            || any(&group.categories, &product.categories)
            || any(&group.tags, &product.tags)
        {
            traits.push(group.are);
        }
    }
    traits.sort_unstable();
    traits.dedup();
    traits
}

/// Whether money or credit is what is asked for.
pub(in crate::returns) fn is_money(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Refund | Outcome::StoreCredit)
}
