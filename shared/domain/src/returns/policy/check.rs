//! What is wrong with a policy, each at its key and with a way to mend it.

use std::collections::BTreeSet;

use super::{Policy, Ruled};
use crate::{
    returns::{
        approval::Flow,
        cel::Condition,
        rules::{Rule, Rules, Window},
        vocabulary,
    },
    settings::Amount,
};

/// The most rules.
const MOST_RULES: usize = 500;

/// Something wrong with a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The key within the table, such as `rules[3].when`.
    pub key: String,
    /// What, and how to mend it.
    pub say: String,
}

pub(super) fn check(policy: &mut Policy) -> Vec<Mistake> {
    let rules = policy.rules.clone();
    let mut found = Found::default();
    found.unless(rules.rules.len() <= MOST_RULES, "rules", "write at most 500 rules");
    found.amounts(&rules);
    found.markets(&rules);
    found.reasons(policy);
    found.flows(&rules);
    let mut ids = BTreeSet::new();
    for (place, rule) in rules.rules.iter().enumerate().take(MOST_RULES) {
        let key = |key: &str| format!("rules[{place}]{}{key}", if key.is_empty() { "" } else { "." });
        found.unless(
            is_id(&rule.id),
            &key("id"),
            "name the rule with 1 to 40 of a-z, 0-9 and -, such as \"used-shoes\"",
        );
        found.unless(
            ids.insert(&rule.id),
            &key("id"),
            "another rule has this name; answers name rules, so give it its own",
        );
        found.unless(
            rule.then.is_some() || changes_something(rule),
            &key(""),
            "say what becomes of the line (then = \"refuse\"), or what changes about it (fee_percent, window_days, …)",
        );
        found.rule_refers(policy, rule, &key);
        let when = match rule.when.as_deref() {
            None => None,
            Some(text) => match Condition::read(text, &policy.facts, rules.currency) {
                Ok(condition) => Some(condition),
                Err(wrong) => {
                    found
                        .0
                        .push(Mistake { key: key("when"), say: format!("at {}: {}", wrong.at, wrong.say) });
                    continue;
                }
            },
        };
        let asks_window =
            when.as_ref().is_some_and(|when| when.facts().into_iter().any(vocabulary::is_of_window));
        found.unless(
            rule.window_days.is_none() || !asks_window,
            &key("when"),
            "this rule says how long the window is, so it can't ask about the window; take window.… out of it",
        );
        policy.ordered.push(Ruled { rule: rule.clone(), when, place });
    }
    found.0
}

fn is_id(id: &str) -> bool {
    (1..=40).contains(&id.len())
        && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

pub(super) fn changes_something(rule: &Rule) -> bool {
    let Rule { window_days, fee_percent, fee, destination, refund_at, outcomes, approvals, owner, .. } = rule;
    window_days.is_some()
        || fee_percent.is_some()
        || fee.is_some()
        || destination.is_some()
        || refund_at.is_some()
        || !outcomes.is_empty()
        || approvals.is_some()
        || owner.is_some()
}

#[derive(Default)]
struct Found(Vec<Mistake>);

impl Found {
    fn unless(&mut self, holds: bool, key: &str, say: &str) {
        if !holds {
            self.0.push(Mistake { key: key.to_owned(), say: say.to_owned() });
        }
    }

    fn amount(&mut self, rules: &Rules, key: &str, amount: Option<&Amount>) {
        let Some(amount) = amount else { return };
        match rules.currency {
            None => {
                self.unless(false, key, "say which currency the table's amounts are in: currency = \"EUR\"")
            }
            Some(currency) => {
                let sound = amount.of(currency).is_ok_and(|money| money.minor >= 0);
                self.unless(
                    sound,
                    key,
                    &format!("write an amount of at least 0 in {currency}, such as \"12\""),
                );
            }
        }
    }

    fn amounts(&mut self, rules: &Rules) {
        for (key, amount) in [
            ("refunds.first_scan_up_to", rules.refunds.first_scan_up_to.as_ref()),
            ("refunds.inspection_from", rules.refunds.inspection_from.as_ref()),
            ("keep.return_cost", rules.keep.as_ref().map(|keep| &keep.return_cost)),
            ("fraud.first_order_above", rules.fraud.first_order_above.as_ref()),
            ("limits.per_return", rules.limits.per_return.as_ref()),
            ("limits.per_day", rules.limits.per_day.as_ref()),
        ] {
            self.amount(rules, key, amount);
        }
        for (place, rule) in rules.rules.iter().enumerate() {
            self.amount(rules, &format!("rules[{place}].fee"), rule.fee.as_ref());
        }
        for (name, amount) in &rules.shipping.standard {
            self.amount(rules, &format!("shipping.standard.{name}"), Some(amount));
            self.market(name, &format!("shipping.standard.{name}"));
        }
    }

    fn window(&mut self, key: &str, window: &Window) {
        self.unless(
            (-1..=3650).contains(&window.days),
            &format!("{key}.days"),
            "write a number of days, or -1 for ever",
        );
        self.unless(
            window.withdrawal_days >= 14,
            &format!("{key}.withdrawal_days"),
            "the law grants 14 days at least; write more, or leave it out",
        );
        for (place, season) in window.seasons.iter().enumerate() {
            let at = format!("{key}.seasons[{place}]");
            self.unless(season.from <= season.to, &at, "the season ends before it begins; swap from and to");
            self.unless(
                season.until >= season.to,
                &at,
                "until is before the season's end, so that nothing becomes longer",
            );
        }
        for (tag, days) in &window.tiers {
            self.unless(
                (-1..=3650).contains(days),
                &format!("{key}.tiers.{tag}"),
                "write a number of days, or -1 for ever",
            );
        }
    }

    fn market(&mut self, name: &str, at: &str) {
        let known = name == "default" || is_market(name);
        self.unless(known, at, "name a market by two capital letters, EU, or default");
    }

    fn markets(&mut self, rules: &Rules) {
        self.window("window", &rules.window);
        for (name, market) in &rules.markets {
            let at = format!("markets.{name}");
            self.market(name, &at);
            if let Some(window) = &market.window {
                self.window(&format!("{at}.window"), window);
            }
        }
        self.unless(
            !rules.outcomes.offered.is_empty(),
            "outcomes.offered",
            "name at least one, such as \"refund\"",
        );
        let mut tenders = rules.tenders.clone();
        tenders.sort_by_key(|tender| format!("{tender:?}"));
        tenders.dedup();
        self.unless(tenders.len() == rules.tenders.len(), "tenders", "one stands here twice; take it out");
        self.unless(
            rules.ship.remind_days < rules.ship.days,
            "ship.remind_days",
            "it is reminded after its time is over; write fewer days than in ship.days",
        );
    }

    fn reasons(&mut self, policy: &Policy) {
        let reasons = policy.reasons();
        for (code, reason) in reasons {
            let at = format!("reasons.{code}");
            self.unless(is_id(code), &at, "name a reason with 1 to 40 of a-z, 0-9 and -");
            let (mut above, mut steps) = (reason.under.as_ref(), 0);
            while let Some(code) = above {
                let Some(next) = reasons.get(code) else {
                    self.unless(false, &format!("{at}.under"), "no reason has this name");
                    break;
                };
                steps += 1;
                if steps > reasons.len() {
                    self.unless(false, &format!("{at}.under"), "it is a case of itself; leave one under out");
                    break;
                }
                above = next.under.as_ref();
            }
        }
    }

    fn flows(&mut self, rules: &Rules) {
        for (name, flow) in &rules.approvals {
            let at = format!("approvals.{name}");
            self.unless(
                !flow.steps.is_empty(),
                &format!("{at}.steps"),
                "write at least one step with who answers",
            );
            self.unless(
                (1..=720).contains(&flow.deadline_hours),
                &format!("{at}.deadline_hours"),
                "write 1 to 720 hours",
            );
            let early = flow.remind_hours.iter().all(|hours| *hours > 0 && *hours < flow.deadline_hours);
            self.unless(
                early,
                &format!("{at}.remind_hours"),
                "remind after an hour at least, and before the deadline",
            );
            let increasing = flow.remind_hours.windows(2).all(|pair| pair[0] < pair[1]);
            self.unless(increasing, &format!("{at}.remind_hours"), "write the hours in order, each once");
            self.steps(&at, flow);
        }
    }

    fn steps(&mut self, at: &str, flow: &Flow) {
        let mut names = BTreeSet::new();
        for (place, step) in flow.steps.iter().enumerate() {
            let at = format!("{at}.steps[{place}]");
            self.unless(names.insert(&step.name), &format!("{at}.name"), "another step has this name");
            let who: BTreeSet<_> = step.who.iter().collect();
            self.unless(
                !who.is_empty(),
                &format!("{at}.who"),
                "name who answers: a route, such as \"quality\"",
            );
            self.unless(
                who.len() == step.who.len(),
                &format!("{at}.who"),
                "one stands here twice; nobody has two votes",
            );
            self.unless(
                step.quorum >= 1 && usize::from(step.quorum) <= who.len().max(1),
                &format!("{at}.quorum"),
                "fewer people are named in who than have to approve",
            );
            for (who, away) in &step.delegates {
                let at = format!("{at}.delegates.{who}");
                self.unless(step.who.contains(who), &at, "only who answers in this step can be away from it");
                let sound = away.iter().all(|away| away.from < away.until && away.to != *who);
                self.unless(sound, &at, "write from before until, and another one to answer");
            }
        }
    }

    fn rule_refers(&mut self, policy: &Policy, rule: &Rule, key: &dyn Fn(&str) -> String) {
        let known = rule.approvals.as_ref().is_none_or(|name| policy.rules.approvals.contains_key(name));
        self.unless(
            known,
            &key("approvals"),
            "no flow has this name: write [automations.returns-approval.approvals.…]",
        );
        let markets = rule.markets.iter().all(|name| is_market(name));
        self.unless(markets, &key("markets"), "name markets by two capital letters, or EU");
        let percent = rule.fee_percent.is_none_or(|percent| (0..=100).contains(&percent));
        self.unless(percent, &key("fee_percent"), "write 0 to 100");
        let days = rule.window_days.is_none_or(|days| (-1..=3650).contains(&days));
        self.unless(days, &key("window_days"), "write a number of days, or -1 for ever");
        let offered = rule.outcomes.iter().all(|outcome| policy.rules.outcomes.offered.contains(outcome));
        self.unless(
            offered,
            &key("outcomes"),
            "the shop doesn't offer one of these: add it to outcomes.offered",
        );
    }
}

fn is_market(name: &str) -> bool {
    name.len() == 2 && name.bytes().all(|b| b.is_ascii_uppercase())
}
