//! Orders, requests and answers as `tests/returns` writes them: in words, so that whoever keeps a shop can check them.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    Currency, Money,
    order::TenderKind,
    returns::{
        Bought, Captured, Customer, Decision, Facts, Freight, Judged, Method, Part, Product, Promotion,
        Purchase, Request, RequestLine, ShopDay,
    },
};

/// What a case says of an order and of what is asked.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Told {
    /// Whereto it went: a country, and perhaps a part of it: `DE-BY`.
    pub(super) to: String,
    /// The buyer's zone; the shop's, Berlin, if absent.
    pub(super) zone: Option<String>,
    pub(super) currency: String,
    /// When it was bought, by the buyer's clock.
    pub(super) bought: String,
    /// When each parcel was there; `shipped 2026-10-20` for one that nobody scanned since; nothing for what wasn't sent.
    pub(super) there: Option<String>,
    /// By line, where lines went apart: parcels as `2 on 2026-10-25`.
    pub(super) parcels: BTreeMap<String, Vec<String>>,
    /// The last day that was promised.
    pub(super) promised: Option<String>,
    /// Lines: pieces, name, price of one, and what is taken off the whole line: `2 shoes 50.00 -10.00`.
    pub(super) order: Vec<String>,
    /// Off everything.
    pub(super) off: Option<String>,
    /// Tax on top of prices; they contain it if absent.
    pub(super) tax: Option<String>,
    /// What was paid for freight, and what the standard way costs.
    pub(super) freight: Option<String>,
    pub(super) standard: Option<String>,
    /// What paid: `card 60.00`; one card for all of it if absent.
    pub(super) paid: Vec<String>,
    pub(super) promotions: Vec<Value>,
    /// By line: pieces that are in other returns, and pieces whose money went back.
    pub(super) requested: BTreeMap<String, i64>,
    pub(super) refunded: BTreeMap<String, i64>,
    /// Lines that are parts of a bundle, that came for an exchange, that are downloads.
    pub(super) parts: BTreeMap<String, String>,
    pub(super) from_exchange: Vec<String>,
    pub(super) digital: Vec<String>,
    pub(super) codes: Vec<String>,
    pub(super) customer: Customer,
    /// Of tags and lists: what the shop doesn't say.
    pub(super) unknown: Vec<String>,
    pub(super) shop: ShopDay,
    pub(super) exception: Option<String>,
    pub(super) instead: BTreeMap<String, String>,
    /// When it is asked for, by the buyer's clock.
    pub(super) asked: String,
    pub(super) withdrawal: bool,
    pub(super) by: String,
    pub(super) method: Method,
    /// What: pieces, line, and any of reason, condition, outcome, `for VARIANT`, `n photos`: `1 shoes, defective, used`.
    pub(super) wants: Vec<String>,
}

impl Default for Told {
    fn default() -> Self {
        Self {
            to: "DE".into(),
            zone: None,
            currency: "EUR".into(),
            bought: "2026-10-20 10:00".into(),
            there: Some("2026-10-25 15:00".into()),
            parcels: BTreeMap::new(),
            promised: None,
            order: vec!["2 shoes 50.00".into(), "1 mug 10.00".into()],
            off: None,
            tax: None,
            freight: None,
            standard: None,
            paid: Vec::new(),
            promotions: Vec::new(),
            requested: BTreeMap::new(),
            refunded: BTreeMap::new(),
            parts: BTreeMap::new(),
            from_exchange: Vec::new(),
            digital: Vec::new(),
            codes: Vec::new(),
            customer: Customer::default(),
            unknown: Vec::new(),
            shop: ShopDay::default(),
            exception: None,
            instead: BTreeMap::new(),
            asked: "2026-11-01 12:00".into(),
            withdrawal: false,
            by: "buyer".into(),
            method: Method::Label,
            wants: vec!["1 shoes".into()],
        }
    }
}

impl Told {
    fn known(&self, fact: &str) -> bool {
        !self.unknown.iter().any(|unknown| unknown == fact)
    }

    fn zone(&self) -> TimeZone {
        TimeZone::get(self.zone.as_deref().unwrap_or("Europe/Berlin")).expect("a zone")
    }

    pub(super) fn currency(&self) -> Currency {
        self.currency.parse().expect("a currency")
    }

    pub(super) fn money(&self, text: &str) -> Money {
        Money::parse(text, self.currency()).expect("an amount")
    }

    /// A moment by the buyer's clock; noon, if only the day is named.
    fn moment(&self, text: &str) -> Timestamp {
        let text = if text.len() == 10 { format!("{text} 12:00") } else { text.to_owned() };
        let civil: DateTime = text.replace(' ', "T").parse().expect("a moment such as 2026-11-01 12:00");
        civil.to_zoned(self.zone()).expect("it is on the clock").timestamp()
    }

    pub(super) fn now(&self) -> Timestamp {
        self.moment(&self.asked)
    }

    fn part(&self, parcel: usize, text: &str, quantity: i64) -> Part {
        let (shipped, delivered) = match text.strip_prefix("shipped ") {
            Some(day) => (Some(self.moment(day)), None),
            None => (Some(self.moment(&self.bought)), Some(self.moment(text))),
        };
        Part { parcel: parcel.to_string(), quantity, shipped, delivered }
    }

    fn line(&self, text: &str) -> Bought {
        let words: Vec<&str> = text.split_whitespace().collect();
        let (quantity, line, price) = (words[0].parse().expect("pieces"), words[1], words[2]);
        let discount = words.get(3).map_or("0", |off| off.strip_prefix('-').expect("it is taken off"));
        let parcels = match self.parcels.get(line) {
            Some(parcels) => {
                let one = |(n, text): (usize, &String)| {
                    let (pieces, day) = text.split_once(" on ").expect("2 on 2026-10-25");
                    self.part(n, day, pieces.parse().expect("pieces"))
                };
                parcels.iter().enumerate().map(one).collect()
            }
            None => self
                .there
                .iter()
                .filter(|day| *day != "never")
                .map(|day| self.part(0, day, quantity))
                .collect(),
        };
        Bought {
            line: line.into(),
            quantity,
            unit_price: self.money(price),
            discount: self.money(discount),
            tax: None,
            tax_rate: None,
            parcels,
            digital: self.digital.iter().any(|own| own == line),
            promised: self.promised.as_ref().map(|day| day.parse().expect("a day")),
            requested: self.requested.get(line).copied().unwrap_or(0),
            refunded: self.refunded.get(line).copied().unwrap_or(0),
            kept: 0,
            from_exchange: self.from_exchange.iter().any(|own| own == line),
            part_of: self.parts.get(line).cloned(),
        }
    }

    pub(super) fn facts(&self, products: &BTreeMap<String, Product>) -> Facts {
        let zero = Money::zero(self.currency());
        let or_zero = |text: &Option<String>| text.as_ref().map_or(zero, |text| self.money(text));
        let lines: Vec<Bought> = self.order.iter().map(|text| self.line(text)).collect();
        let tender = |(n, text): (usize, &String)| {
            let (kind, amount) = text.split_once(' ').expect("card 60.00");
            let (amount, back) = amount.split_once(", back ").unwrap_or((amount, "0"));
            let kind: TenderKind = serde_json::from_value(json!(kind)).expect("a tender");
            Captured { id: n.to_string(), kind, captured: self.money(amount), refunded: self.money(back) }
        };
        let mut tenders: Vec<Captured> = self.paid.iter().enumerate().map(tender).collect();
        if tenders.is_empty() {
            let goods = lines.iter().map(|line| line.unit_price.times(line.quantity) - line.discount);
            let all = Money::sum(self.currency(), goods) - or_zero(&self.off)
                + or_zero(&self.tax)
                + or_zero(&self.freight);
            tenders.push(Captured { id: "0".into(), kind: TenderKind::Card, captured: all, refunded: zero });
        }
        let promotion = |value: &Value| Promotion {
            name: value["name"].as_str().expect("a name").into(),
            lines: serde_json::from_value(value["lines"].clone()).expect("lines"),
            group: value["group"].as_i64().expect("a group"),
            discounts: value["discounts"]
                .as_object()
                .expect("by line")
                .iter()
                .map(|(line, off)| (line.clone(), self.money(off.as_str().expect("an amount"))))
                .collect(),
            clawed_back: value["back"].as_str().map_or(zero, |back| self.money(back)),
        };
        let (country, region) =
            self.to.split_once('-').map_or((self.to.as_str(), None), |(c, r)| (c, Some(r)));
        Facts {
            purchase: Purchase {
                order: "1001".into(),
                placed_at: self.moment(&self.bought),
                currency: self.currency(),
                taxes_included: self.tax.is_none(),
                country: (!country.is_empty()).then(|| country.into()),
                region: region.map(str::to_owned),
                channel: Some("web".into()),
                codes: self.codes.clone(),
                tags: self.known("order.tags").then(Vec::new),
                lines,
                order_discount: or_zero(&self.off),
                order_tax: self.tax.as_ref().map(|tax| self.money(tax)),
                freight: Freight {
                    paid: or_zero(&self.freight),
                    standard: self.standard.as_ref().map(|text| self.money(text)),
                    refunded: zero,
                },
                tenders,
                promotions: self.promotions.iter().map(promotion).collect(),
                returns: 0,
            },
            products: products.clone(),
            customer: Customer {
                tags: self.known("customer.tags").then(|| self.customer.tags.clone().unwrap_or_default()),
                blocked: self.known("customer.blocked").then(|| self.customer.blocked.unwrap_or(false)),
                allowed: self.known("customer.allowed").then(|| self.customer.allowed.unwrap_or(false)),
                ..self.customer.clone()
            },
            shop: self.shop.clone(),
            instead: self.instead.iter().map(|(id, text)| (id.clone(), self.money(text))).collect(),
            zone: self.zone.clone(),
            exception_until: self.exception.as_ref().map(|day| day.parse().expect("a day")),
        }
    }

    pub(super) fn request(&self) -> Request {
        let one = |text: &String| {
            let mut words = text.split(", ");
            let (pieces, line) = words.next().and_then(|first| first.split_once(' ')).expect("1 shoes");
            let mut asked = json!({"line": line, "quantity": pieces.parse::<i64>().expect("pieces")});
            for word in words {
                let (key, value) = if let Some(variant) = word.strip_prefix("for ") {
                    ("instead", json!(variant))
                } else if let Some(photos) = word.strip_suffix(" photos") {
                    ("photos", json!(photos.parse::<u8>().expect("a number")))
                } else if word.parse::<crate::returns::Condition>().is_ok() {
                    ("condition", json!(word))
                } else if word.parse::<crate::returns::Outcome>().is_ok() {
                    ("outcome", json!(word))
                } else {
                    ("reason", json!(word))
                };
                asked[key] = value;
            }
            serde_json::from_value::<RequestLine>(asked).expect("a wish")
        };
        Request {
            key: "k".into(),
            order: "1001".into(),
            at: self.now(),
            channel: "portal".into(),
            by: self.by.clone(),
            withdrawal: self.withdrawal,
            method: self.method,
            lines: self.wants.iter().map(one).collect(),
        }
    }
}

/// The answer about a line, in one.
fn answer(line: &Judged) -> String {
    let by = line.rule.as_ref().map_or_else(String::new, |rule| format!(" {rule}"));
    format!(
        "{}: {} ({}{by}), says {}",
        line.line,
        line.verdict.as_str(),
        line.because.word(),
        line.say.as_str()
    )
}

/// Everything that a decision says: the answers about lines, and what else a case may ask.
pub(super) fn told(decision: &Decision, zone: &TimeZone) -> (Vec<String>, Vec<String>) {
    let answers = decision.lines.iter().map(answer).collect();
    let plan = &decision.refund;
    let mut more = vec![
        format!("whole: {}", decision.verdict.as_str()),
        format!("back {}", plan.total.decimal()),
        format!("freight {}", plan.freight.decimal()),
        format!("fees {}", plan.fees.decimal()),
        format!("credit {}", plan.credit.decimal()),
        format!("bonus {}", plan.bonus.decimal()),
        format!("to pay {}", plan.to_pay.decimal()),
        format!("short {}", plan.short.decimal()),
        format!("paid at {}", decision.refund_at.as_str()),
        format!("owner {}", decision.owner),
        format!("asks {}", decision.approvals.as_deref().unwrap_or("nobody")),
        format!("by policy {}", decision.policy),
    ];
    let day = |at: Timestamp| {
        at.to_zoned(zone.clone()).date().yesterday().map_or_else(|_| "never".into(), |d| d.to_string())
    };
    more.push(decision.refund_by.map_or_else(|| "no law".into(), |at| format!("paid by law by {}", day(at))));
    more.push(decision.ship_by.map_or_else(|| "not sent".into(), |at| format!("sent by {}", day(at))));
    for line in &decision.lines {
        let id = &line.line;
        more.push(match (line.window.open, line.window.last) {
            (_, Some(last)) => format!("{id} until {last}"),
            (Some(_), None) => format!("{id} for ever"),
            (None, None) => format!("{id}: nobody knows until when"),
        });
        more.push(format!("{id} by {}", line.window.by.as_str()));
        more.extend(line.window.longer.map(|longer| format!("{id} longer by {}", longer.as_str())));
        more.extend(line.facts.iter().map(|(name, value)| format!("{id} {name} = {value}")));
        more.push(format!(
            "{id} looked at {}",
            line.trace.iter().map(|l| l.rule.as_str()).collect::<Vec<_>>().join(", ")
        ));
        more.push(format!("{id} by policy {}", line.policy));
    }
    more.extend(plan.clawed_back.iter().map(|(name, due)| format!("taken back {name} {}", due.decimal())));
    more.extend(plan.tenders.iter().map(|part| {
        let kind = serde_json::to_value(part.kind).expect("a word");
        let credit = if part.as_credit { " as credit" } else { "" };
        format!("{} gets {}{credit}", kind.as_str().expect("a word"), part.amount.decimal())
    }));
    more.extend(
        plan.lines.iter().filter_map(|line| Some(format!("{} tax {}", line.line, line.tax?.decimal()))),
    );
    more.extend(decision.shipments.iter().map(|shipment| {
        format!(
            "to {}: {}",
            shipment.destination.as_deref().unwrap_or("the usual place"),
            shipment.verdict.as_str()
        )
    }));
    more.extend(
        decision.signals.iter().map(|signal| format!("sign {} {}", signal.kind.as_str(), signal.points)),
    );
    (answers, more)
}
