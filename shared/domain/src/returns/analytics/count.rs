//! From what was sold and what came back to the numbers of a month.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;

use super::{
    Article, LEAST_SOLD, MONTHS, Month, MonthRate, Part, Reasoned, Report, Restock, Sales, Suspect, Whole,
    per_mille, wilson,
};
use crate::{
    Currency, Money,
    order::Order,
    returns::{
        Because, Fault, Grade, Verdict,
        record::{News, ReturnRecord},
        rma::{RefundState, State},
        rules::Reason,
    },
};

/// So many articles and variants are told one by one.
const MOST_PARTS: usize = 25;
/// So many are named whose descriptions seem to promise something else, and that are on their way back.
const MOST_NAMED: usize = 15;
/// Reasons that a description could have spared its buyer; and what stands under them in a shop's own list.
const OF_DESCRIPTIONS: [&str; 3] = ["not-as-described", "too-large", "too-small"];
/// Fewer pieces stand out of nothing.
const LEAST_SUSPICIOUS: i64 = 3;

/// A return and its order.
#[derive(Debug, Clone, Copy)]
pub struct Returned<'a> {
    /// The return.
    pub kept: &'a ReturnRecord,
    /// Its order, as it is known.
    pub order: Option<&'a Order>,
}

/// What a report is made of.
#[derive(Debug)]
pub struct ReportInput<'a> {
    /// The month.
    pub month: Month,
    /// The shop's zone.
    pub zone: &'a TimeZone,
    /// What amounts are told in.
    pub currency: Currency,
    /// What was sold in it.
    pub sales: &'a Sales,
    /// Every return that something happened to in it, and those that aren't over.
    pub returns: &'a [Returned<'a>],
    /// The shop's list of reasons.
    pub reasons: &'a BTreeMap<String, Reason>,
    /// What a parcel costs that comes back, by the shop's own word.
    pub return_cost: Option<Money>,
    /// The months before, the newest last.
    pub before: &'a [MonthRate],
    /// The route of the mail.
    pub route: &'a str,
}

/// What came back of something.
#[derive(Debug, Default)]
struct Back {
    pieces: i64,
    reasons: BTreeMap<String, i64>,
}

impl Back {
    fn add(&mut self, reason: &str, pieces: i64) {
        self.pieces += pieces;
        *self.reasons.entry(reason.to_owned()).or_default() += pieces;
    }

    fn most(&self) -> Option<String> {
        let given = self.reasons.iter().filter(|(code, _)| !code.is_empty());
        given.max_by_key(|(code, pieces)| (**pieces, std::cmp::Reverse(*code))).map(|(code, _)| code.clone())
    }
}

impl Report {
    /// Counts a month.
    pub fn of(input: &ReportInput<'_>) -> Self {
        let Month { first, last, .. } = input.month;
        let mut counted = Counted::new(input);
        for returned in input.returns.iter().filter(|own| own.kept.rma.state() != State::Cancelled) {
            counted.wish(returned);
            counted.decision(returned.kept);
            counted.money(returned.kept);
            counted.goods(returned.kept);
            counted.coming(returned);
        }
        let sold = |by: fn(&Article) -> &String| {
            let mut sums: BTreeMap<String, i64> = BTreeMap::new();
            for (article, pieces) in &input.sales.pieces {
                *sums.entry(by(article).clone()).or_default() += pieces;
            }
            sums
        };
        let (by_article, by_variant) = (sold(|article| &article.name), sold(|article| &article.variant));
        let whole = counted.whole;
        let this = MonthRate { first, sold: whole.sold, returned: whole.pieces };
        let older = input.before.iter().filter(|month| month.first < first).copied();
        let mut months: Vec<_> = older.chain([this]).collect();
        months.drain(..months.len().saturating_sub(MONTHS));
        let title = |name: &String| input.sales.titles.get(name).filter(|title| *title != name).cloned();
        let mut reasons: Vec<_> = counted.reasons.into_iter().collect();
        reasons.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
        let fault = |code: &String| input.reasons.get(code).map_or(Fault::Customer, |reason| reason.fault);
        Self {
            first,
            last,
            currency: input.currency,
            route: input.route.to_owned(),
            reasons: reasons
                .into_iter()
                .map(|(code, pieces)| Reasoned { fault: fault(&code), code, pieces })
                .collect(),
            descriptions: suspects(input, &counted.articles, &by_article, &title),
            articles: parts(&counted.articles, &by_article, &title),
            variants: parts(&counted.variants, &by_variant, &|_| None),
            days: counted.days,
            months,
            restock: restock(counted.coming, whole.grades),
            whole,
        }
    }
}

struct Counted<'a> {
    input: &'a ReportInput<'a>,
    whole: Whole,
    reasons: BTreeMap<String, i64>,
    articles: BTreeMap<String, Back>,
    variants: BTreeMap<String, Back>,
    days: Vec<i64>,
    coming: BTreeMap<String, i64>,
}

impl<'a> Counted<'a> {
    fn new(input: &'a ReportInput<'a>) -> Self {
        let zero = Money::zero(input.currency);
        let whole = Whole {
            orders: input.sales.orders,
            sold: input.sales.total(),
            returns: 0,
            withdrawals: 0,
            pieces: 0,
            decided: 0,
            without_person: 0,
            refused: 0,
            escalated: 0,
            refunds: 0,
            refunded: zero,
            freight: zero,
            fees: zero,
            bonus: zero,
            kept: zero,
            kept_pieces: 0,
            scrapped: zero,
            handling: input.return_cost.map(|_| zero),
            elsewhere: 0,
            grades: [0; 3],
            days_to_refund: Vec::new(),
        };
        let days = usize::try_from(input.month.last.day()).unwrap_or(31);
        Self {
            input,
            whole,
            reasons: BTreeMap::new(),
            articles: BTreeMap::new(),
            variants: BTreeMap::new(),
            days: vec![0; days],
            coming: BTreeMap::new(),
        }
    }

    /// What was asked for in the month.
    fn wish(&mut self, returned: &Returned<'_>) {
        let request = &returned.kept.rma.request;
        if !self.input.month.holds(request.at) {
            return;
        }
        self.whole.returns += 1;
        self.whole.withdrawals += u64::from(request.withdrawal);
        let day = request.at.to_zoned(self.input.zone.clone()).date().day();
        let granted = &returned.kept.rma.granted;
        for (at, line) in request.lines.iter().enumerate() {
            let there = granted.get(at).is_none_or(|granted| is_there(&granted.because));
            if line.quantity <= 0 || !there {
                continue;
            }
            let pieces = line.quantity;
            let reason = line.reason.as_deref().unwrap_or_default();
            let article = article(returned, &line.line);
            self.whole.pieces += pieces;
            *self.reasons.entry(reason.to_owned()).or_default() += pieces;
            self.articles.entry(article.name).or_default().add(reason, pieces);
            self.variants.entry(article.variant).or_default().add(reason, pieces);
            if let Some(own) = usize::try_from(day - 1).ok().and_then(|at| self.days.get_mut(at)) {
                *own += pieces;
            }
        }
    }

    fn decision(&mut self, kept: &ReturnRecord) {
        let rma = &kept.rma;
        let refused = rma.ended.as_ref().filter(|ended| ended.state == State::Refused).map(|ended| ended.at);
        let decided = rma.decided.or(refused).filter(|at| self.input.month.holds(*at));
        if decided.is_some() {
            self.whole.decided += 1;
            self.whole.without_person += u64::from(rma.rounds == 0 && kept.asked.is_empty());
        }
        let no =
            kept.told.iter().position(|told| told.news == News::Refused && self.input.month.holds(told.at));
        if let Some(at) = no {
            self.whole.refused += 1;
            let later = kept.told[at + 1..].iter().any(|told| told.news != News::Refused);
            self.whole.escalated += u64::from(later || rma.reopened > 0);
        }
    }

    /// What was paid in the month.
    fn money(&mut self, kept: &ReturnRecord) {
        let rma = &kept.rma;
        let paid = |refund: &&crate::returns::rma::Refund| {
            refund.state == RefundState::Done && self.input.month.holds(refund.at)
        };
        let mut first = None;
        let mut own = false;
        let went = rma.refunds.iter().filter(|(key, refund)| paid(refund) && !kept.came_to_nothing(key));
        for (key, refund) in went {
            first = Some(first.map_or(refund.at, |at: jiff::Timestamp| at.min(refund.at)));
            if refund.amount.currency != self.input.currency {
                continue;
            }
            own = true;
            let whole = &mut self.whole;
            whole.refunded = whole.refunded + refund.amount;
            let Some(plan) = kept.plans.get(key) else { continue };
            whole.freight = whole.freight + plan.freight;
            whole.fees = whole.fees + plan.fees;
            whole.bonus = whole.bonus + plan.bonus;
            let stays = |line: &str| {
                let mut granted = rma.granted.iter().filter(|granted| granted.line == line);
                granted.any(|granted| matches!(granted.verdict, Verdict::Keep | Verdict::Donate))
            };
            for line in plan.lines.iter().filter(|line| stays(&line.line)) {
                whole.kept = whole.kept + (line.goods - line.fee);
                whole.kept_pieces += line.pieces;
            }
        }
        let Some(first) = first else { return };
        self.whole.refunds += 1;
        self.whole.elsewhere += u64::from(!own);
        let earlier = rma
            .refunds
            .values()
            .any(|refund| refund.state == RefundState::Done && refund.at < self.input.month.since);
        if !earlier {
            let days = first.duration_since(rma.request.at).as_hours().max(0) / 24;
            match self.whole.days_to_refund.binary_search_by_key(&days, |(days, _)| *days) {
                Ok(at) => self.whole.days_to_refund[at].1 += 1,
                Err(at) => self.whole.days_to_refund.insert(at, (days, 1)),
            }
        }
    }

    /// What arrived in the month.
    fn goods(&mut self, kept: &ReturnRecord) {
        let month = self.input.month;
        for receipt in kept.rma.receipts.values().filter(|receipt| month.holds(receipt.at)) {
            if let (Some(handling), Some(each)) = (&mut self.whole.handling, self.input.return_cost) {
                *handling = *handling + each;
            }
            for line in &receipt.lines {
                let Some(grade) = line.grade else { continue };
                let place = match grade {
                    Grade::A => 0,
                    Grade::B => 1,
                    Grade::C => 2,
                };
                self.whole.grades[place] += line.pieces;
                let scrap =
                    (grade == Grade::C).then(|| paid(kept, line.line.as_deref()?, line.pieces)).flatten();
                if let Some(scrap) = scrap.filter(|scrap| scrap.currency == self.input.currency) {
                    self.whole.scrapped = self.whole.scrapped + scrap;
                }
            }
        }
    }

    /// What is granted and not there yet.
    fn coming(&mut self, returned: &Returned<'_>) {
        let rma = &returned.kept.rma;
        if rma.state().is_over() {
            return;
        }
        let mut there: BTreeMap<&str, i64> = BTreeMap::new();
        for line in rma.receipts.values().flat_map(|receipt| &receipt.lines) {
            if let Some(id) = &line.line {
                *there.entry(id).or_default() += line.pieces;
            }
        }
        for granted in rma.granted.iter().filter(|granted| granted.verdict.ships()) {
            let arrived = there.entry(granted.line.as_str()).or_default();
            let own = granted.quantity.min(*arrived);
            *arrived -= own;
            let left = granted.quantity - own;
            if left > 0 {
                *self.coming.entry(article(returned, &granted.line).name).or_default() += left;
            }
        }
    }
}

/// Whether what was asked for is there at all: a wish for more than was bought says nothing of an article.
fn is_there(because: &Because) -> bool {
    !matches!(because, Because::TooMany { .. } | Because::NoSuchLine | Because::NoQuantity)
}

/// What was paid for pieces of a line, as it was told when the return was decided.
fn paid(kept: &ReturnRecord, line: &str, pieces: i64) -> Option<Money> {
    let plans = kept.plans.values().chain(kept.decision.as_ref().map(|decision| &decision.refund));
    let told = plans.flat_map(|plan| &plan.lines).find(|told| told.line == line && told.pieces > 0)?;
    let share = i128::from(told.paid.minor) * i128::from(pieces) / i128::from(told.pieces);
    Some(Money::new(i64::try_from(share).ok()?, told.paid.currency))
}

/// The article of a line: by the order, else by what the policy looked at.
fn article(returned: &Returned<'_>, line: &str) -> Article {
    let of_order = returned.order.and_then(|order| order.lines.iter().find(|own| own.id == line));
    if let Some(own) = of_order {
        return Article::of(own);
    }
    let product = returned.kept.facts.as_ref().and_then(|facts| facts.products.get(line));
    let name = product.and_then(|product| product.sku.clone()).unwrap_or_default();
    Article { name, variant: String::new() }
}

/// The most returned one by one, all others as one: what is told sums up to the whole.
fn parts(
    back: &BTreeMap<String, Back>,
    sold: &BTreeMap<String, i64>,
    title: &dyn Fn(&String) -> Option<String>,
) -> Vec<Part> {
    let mut named: Vec<_> = back.iter().collect();
    named.sort_by(|a, b| (b.1.pieces, a.0).cmp(&(a.1.pieces, b.0)));
    let told: BTreeSet<&String> = named.iter().take(MOST_PARTS).map(|(name, _)| *name).collect();
    let part = |(name, back): &(&String, &Back)| Part {
        name: (*name).clone(),
        title: title(name),
        sold: sold.get(*name).copied().unwrap_or(0),
        returned: back.pieces,
        reason: back.most(),
    };
    let mut parts: Vec<Part> = named.iter().take(MOST_PARTS).map(part).collect();
    let mut others = Back::default();
    for (_, back) in named.iter().skip(MOST_PARTS) {
        for (reason, pieces) in &back.reasons {
            others.add(reason, *pieces);
        }
    }
    let left = sold.iter().filter(|(name, _)| !told.contains(name)).map(|(_, pieces)| pieces).sum();
    if left > 0 || others.pieces > 0 {
        let (reason, returned) = (others.most(), others.pieces);
        parts.push(Part { name: Report::OTHERS.to_owned(), title: None, sold: left, returned, reason });
    }
    parts
}

/// Whether a reason is one that a description could have spared, by itself or by what it stands under.
fn is_of_description(code: &str, reasons: &BTreeMap<String, Reason>) -> bool {
    let mut at = Some(code);
    for _ in 0..=reasons.len() {
        let Some(code) = at else { return false };
        if OF_DESCRIPTIONS.contains(&code) {
            return true;
        }
        at = reasons.get(code).and_then(|reason| reason.under.as_deref());
    }
    false
}

/// Articles that come back for such reasons more often than the whole shop's articles do, and not by chance.
fn suspects(
    input: &ReportInput<'_>,
    back: &BTreeMap<String, Back>,
    sold: &BTreeMap<String, i64>,
    title: &dyn Fn(&String) -> Option<String>,
) -> Vec<Suspect> {
    let such = |back: &Back| {
        let own = back.reasons.iter().filter(|(code, _)| is_of_description(code, input.reasons));
        own.map(|(code, pieces)| (code.clone(), *pieces)).collect::<Vec<_>>()
    };
    let sum = |such: &[(String, i64)]| such.iter().map(|(_, pieces)| pieces).sum::<i64>();
    let all: i64 = back.values().map(|back| sum(&such(back))).sum();
    let Some(usual) = per_mille(all, input.sales.total()) else { return Vec::new() };
    let suspect = |(name, back): (&String, &Back)| {
        let (such, sold) = (such(back), sold.get(name).copied().unwrap_or(0));
        let returned = sum(&such);
        let least = wilson::lower_per_mille(returned, sold);
        if name.is_empty() || sold < LEAST_SOLD || returned < LEAST_SUSPICIOUS || least <= usual {
            return None;
        }
        let reason =
            such.into_iter().max_by_key(|(code, pieces)| (*pieces, std::cmp::Reverse(code.clone())))?.0;
        Some(Suspect {
            name: name.clone(),
            title: title(name),
            reason,
            sold,
            returned,
            least_per_mille: least,
            usual_per_mille: usual,
        })
    };
    let mut suspects: Vec<_> = back.iter().filter_map(suspect).collect();
    suspects.sort_by(|a, b| (b.least_per_mille, &a.name).cmp(&(a.least_per_mille, &b.name)));
    suspects.truncate(MOST_NAMED);
    suspects
}

fn restock(coming: BTreeMap<String, i64>, grades: [i64; 3]) -> Vec<Restock> {
    let graded: i64 = grades.iter().sum();
    let sellable = |pieces: i64| (graded >= LEAST_SOLD).then(|| pieces * grades[0] / graded);
    let mut all: Vec<_> = coming.into_iter().collect();
    all.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    all.truncate(MOST_NAMED);
    all.into_iter().map(|(name, coming)| Restock { name, coming, sellable: sellable(coming) }).collect()
}
