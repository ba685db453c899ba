//! Codes of returns in plain English, for tables at a terminal.

use domain::returns::{Because, Verdict, record::ReturnRecord, rma::State};

/// Why it was decided so.
pub(crate) fn why(because: &Because) -> String {
    let plain = match because {
        Because::Withdrawal => "withdrawn by law, in time",
        Because::WithdrawalExcepted { of } => {
            return format!("withdrawn by law, but the law may know an exception: {}", special(of.as_str()));
        }
        Because::WithdrawalLate { last } => {
            return format!("withdrawn by law, after its last day, {}", day(*last));
        }
        Because::ByRule { rule } => return format!("the shop’s rule “{}”", name(rule)),
        Because::InTime => "in time, and no rule against it",
        Because::ReviewedOtherwise => "the policy leaves it to people",
        Because::Excepted => "this order was given more time",
        Because::NotWorthReturning => "sending it back costs more than it is worth",
        Because::TooLate { last } => return format!("too late: its last day was {}", day(*last)),
        Because::Restricted { of } => special(of.as_str()),
        Because::Discounted { percent } => return format!("sold with {percent} % off"),
        Because::MarketClosed => "nothing comes back from there",
        Because::OutcomeNotOffered => "what is wanted isn’t offered for it",
        Because::NoSuchLine => "the order has no such line",
        Because::NotDelivered => "it hasn’t been delivered",
        Because::TooMany { left } => return format!("only {left} are left to return"),
        Because::PartOfBundle => "part of a bundle, which comes back whole",
        Because::FromExchange => "it came in an exchange",
        Because::NoQuantity => "no pieces are named",
        Because::UnknownReason => "a reason that the shop doesn’t know",
        Because::FaultNotRefused { instead_of } => {
            return format!("{}, but the shop or the carrier is at fault", refused_for(instead_of));
        }
        Because::FactUnknown { rule, fact } => {
            return format!("the rule “{}” needs {fact}, which nobody knows", name(rule));
        }
        Because::DeliveryUnknown => "nobody knows when it was delivered",
        Because::Suspicious { points } => return format!("signs of misuse, {points} points"),
        Because::BeyondReturnLimit => "more than may be approved without a person",
        Because::BeyondDayLimit => "more in a day than may be approved without a person",
        Because::LimitUnknown => "the limits are in another currency",
        Because::BreakerOpen => "far more returns than on other days",
        Because::MoneyUnknown => "the money can’t be reckoned",
    };
    plain.to_owned()
}

/// A rule by its name, in words.
pub(crate) fn name(rule: &str) -> String {
    rule.replace('-', " ")
}

pub(crate) fn day(date: jiff::civil::Date) -> String {
    date.strftime("%-d %b %Y").to_string()
}

fn special(what: &str) -> &'static str {
    match what {
        "final-sale" => "sold as final",
        "hygiene" => "sealed for hygiene, and opened",
        "personalised" => "made to the buyer’s wishes",
        "perishable" => "it spoils",
        "digital" => "digital",
        "gift-card" => "a gift card",
        _ => "a sealed recording, and opened",
    }
}

/// What would have been the reason, by its code alone.
fn refused_for(code: &str) -> &'static str {
    match code {
        "restricted" => "it is of a kind that doesn’t come back",
        "discounted" => "it was sold at a high discount",
        "too-late" => "it is too late",
        "market-closed" => "nothing comes back from there",
        "outcome-not-offered" => "what is wanted isn’t offered for it",
        _ => "it would be refused",
    }
}

/// What was decided, by whom if by people: who said what.
pub(crate) fn decision(kept: &ReturnRecord, votes: &[(String, bool)]) -> String {
    let rma = &kept.rma;
    let said = |yes: bool| -> Vec<&str> {
        votes.iter().filter(|(_, said)| *said == yes).map(|(by, _)| by.as_str()).collect()
    };
    let by = |word: &str, who: Vec<&str>| {
        if who.is_empty() { word.to_owned() } else { format!("{word} by {}", who.join(" and ")) }
    };
    let granted = |is: &dyn Fn(&domain::returns::rma::Granted) -> bool| rma.granted.iter().any(is);
    match rma.state() {
        State::Requested => "not decided yet".to_owned(),
        State::Review => by("people decide", said(true)).replace("decide by", "decide; yes from"),
        State::Refused => by("refused", said(false)),
        _ if granted(&|line| line.verdict == Verdict::Keep && line.outcome.stays()) => {
            "paid back in part, and stays with the buyer".to_owned()
        }
        _ if granted(&|line| line.verdict == Verdict::Keep) => {
            "paid back, and stays with the buyer".to_owned()
        }
        _ if granted(&|line| line.verdict == Verdict::Donate) => "paid back, and given away".to_owned(),
        _ if granted(&|line| line.fee_percent > 0 || line.fee_each > 0) => "approved, less a fee".to_owned(),
        _ => by("approved", said(true)),
    }
}

/// How far it is: what came back, and what is waited for.
pub(crate) fn how_far(kept: &ReturnRecord, now: domain::Timestamp) -> String {
    let rma = &kept.rma;
    let word = match rma.state() {
        State::Requested => "waits for its order",
        State::Review => {
            let waiting = rma.asking.iter().flat_map(|asking| asking.waiting_for(now));
            let routes: Vec<String> = waiting.map(|one| one.route).collect();
            return format!("waits for {}", routes.join(" and "));
        }
        State::Approved => "waits for the parcel",
        State::Refused => "over",
        State::Shipped => "on its way",
        State::Received => "there",
        State::Inspected => "there, and looked at",
        State::Refunded => "paid back",
        State::Exchanged => "exchanged",
        State::Closed => "done",
        State::Cancelled => "called off",
        State::Expired => "never sent",
    };
    let lines = || rma.receipts.values().flat_map(|receipt| &receipt.lines);
    let came: i64 = lines().map(|line| line.pieces).sum();
    let wanted: i64 = rma.granted.iter().filter(|line| line.verdict.ships()).map(|line| line.quantity).sum();
    let mut told = vec![word.to_owned()];
    if came > 0 && came != wanted {
        told.push(format!("{came} of {wanted} came"));
    }
    for line in lines() {
        let grade = line.grade.map(|grade| match grade {
            domain::returns::Grade::A => "as new",
            domain::returns::Grade::B => "to be made good",
            domain::returns::Grade::C => "scrap",
        });
        told.extend(grade.map(str::to_owned));
        told.extend(line.percent.map(|percent| format!("worth {percent} % of what was said")));
    }
    told.dedup(); // two lines may have come back alike
    told.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_plain_words() {
        for (because, said) in [
            (Because::ByRule { rule: "dear-return".into() }, "the shop’s rule “dear return”"),
            (
                Because::FaultNotRefused { instead_of: "restricted".into() },
                "it is of a kind that doesn’t come back, but the shop or the carrier is at fault",
            ),
            (
                Because::TooLate { last: jiff::civil::date(2026, 2, 14) },
                "too late: its last day was 14 Feb 2026",
            ),
        ] {
            assert_eq!(why(&because), said);
        }
    }
}
