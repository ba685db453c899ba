//! The facts that conditions may name (RA-11), and what they are for one line of one request.

use std::{borrow::Cow, cell::OnceCell, collections::BTreeMap, sync::LazyLock};

use jiff::civil::Date;

use super::{
    Condition, Facts, Fault, Method, Outcome, Request, RequestLine, Trait,
    cel::{Fact, Known, Type, Value},
    rules::Reason,
    window::Open,
};
use crate::{Currency, Money};

/// Names and types. What stands under `window.` isn't known yet when rules say how long the window is.
const NAMES: [(&str, Type); 38] = [
    ("customer.addresses", Type::Int),
    ("customer.allowed", Type::Bool),
    ("customer.blocked", Type::Bool),
    ("customer.failed_payments", Type::Int),
    ("customer.keeps", Type::Int),
    ("customer.orders", Type::Int),
    ("customer.return_rate_pieces", Type::Int),
    ("customer.return_rate_value", Type::Int),
    ("customer.returns", Type::Int),
    ("customer.tags", Type::Texts),
    ("line.condition", Type::Text),
    ("line.discount_percent", Type::Int),
    ("line.fault", Type::Text),
    ("line.outcome", Type::Text),
    ("line.photos", Type::Int),
    ("line.pieces", Type::Int),
    ("line.reason", Type::Text),
    ("line.value", Type::Money),
    ("order.channel", Type::Text),
    ("order.codes", Type::Texts),
    ("order.country", Type::Text),
    ("order.discount_percent", Type::Int),
    ("order.placed", Type::Date),
    ("order.returns", Type::Int),
    ("order.tags", Type::Texts),
    ("order.value", Type::Money),
    ("product.categories", Type::Texts),
    ("product.price", Type::Money),
    ("product.sku", Type::Text),
    ("product.tags", Type::Texts),
    ("product.traits", Type::Texts),
    ("product.type", Type::Text),
    ("product.vendor", Type::Text),
    ("return.channel", Type::Text),
    ("return.full", Type::Bool),
    ("return.method", Type::Text),
    ("return.pieces", Type::Int),
    ("return.value", Type::Money),
];

/// Those of the window, after the others.
const OF_WINDOW: [(&str, Type); 3] =
    [("window.days", Type::Int), ("window.left", Type::Int), ("window.open", Type::Bool)];

/// The vocabulary for a shop's list of reasons.
pub(super) fn facts(reasons: &BTreeMap<String, Reason>) -> Vec<Fact> {
    let words = |name: &str| -> Vec<String> {
        let all = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        match name {
            "line.condition" => all(&Condition::ALL.iter().map(|word| word.as_str()).collect::<Vec<_>>()),
            "line.fault" => all(&Fault::ALL.iter().map(|word| word.as_str()).collect::<Vec<_>>()),
            "line.outcome" => all(&Outcome::ALL.iter().map(|word| word.as_str()).collect::<Vec<_>>()),
            "return.method" => all(&Method::ALL.iter().map(|word| word.as_str()).collect::<Vec<_>>()),
            "product.traits" => all(&Trait::ALL.iter().map(|word| word.as_str()).collect::<Vec<_>>()),
            "line.reason" => reasons.keys().cloned().collect(),
            _ => Vec::new(),
        }
    };
    let fact = |(name, of): &(&'static str, Type)| Fact { name, of: *of, words: words(name) };
    NAMES.iter().chain(&OF_WINDOW).map(fact).collect()
}

/// How many there are.
const FACTS: usize = NAMES.len() + OF_WINDOW.len();

/// Facts of a line that were looked up already: many rules ask for the same.
pub(super) struct LookedUp([OnceCell<Option<Value>>; FACTS]);

impl Default for LookedUp {
    fn default() -> Self {
        Self([const { OnceCell::new() }; FACTS])
    }
}

/// Whether a fact is one of the window's.
pub(super) fn is_of_window(place: usize) -> bool {
    place >= NAMES.len()
}

/// A fact's name.
pub(super) fn name(place: usize) -> &'static str {
    let of_window = || OF_WINDOW.get(place.checked_sub(NAMES.len())?);
    NAMES.get(place).or_else(of_window).map_or("?", |(name, _)| name)
}

/// A reason list for shops that have none of their own.
pub(super) static USUAL_REASONS: LazyLock<BTreeMap<String, Reason>> = LazyLock::new(|| {
    let reason = |(code, fault, under): (&str, Fault, Option<&str>)| {
        (code.to_owned(), Reason { fault, under: under.map(str::to_owned), types: Vec::new() })
    };
    [
        ("changed-mind", Fault::Customer, None),
        ("too-small", Fault::Customer, Some("changed-mind")),
        ("too-large", Fault::Customer, Some("changed-mind")),
        ("ordered-by-mistake", Fault::Customer, Some("changed-mind")),
        ("arrived-late", Fault::Carrier, None),
        ("damaged-in-transit", Fault::Carrier, None),
        ("defective", Fault::Merchant, None),
        ("wrong-item", Fault::Merchant, None),
        ("not-as-described", Fault::Merchant, None),
        ("missing-parts", Fault::Merchant, Some("defective")),
    ]
    .into_iter()
    .map(reason)
    .collect()
});

/// So few lines are looked for one by one.
const FEW: usize = 4;

/// What is the same for all lines of a request, reckoned once.
pub(super) struct Whole {
    /// What was paid for the order's lines.
    order_value: Option<i64>,
    /// What was paid for what is asked for.
    return_value: Option<i64>,
    return_pieces: Option<i64>,
    is_full: bool,
    discount_percent: Option<i64>,
}

impl Whole {
    pub(super) fn of(request: &Request, facts: &Facts, paid: Option<&[i64]>) -> Self {
        let purchase = &facts.purchase;
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        if request.lines.len() > FEW {
            places.extend(purchase.lines.iter().enumerate().map(|(at, line)| (line.line.as_str(), at)));
        }
        let place = |line: &str| match request.lines.len() > FEW {
            true => places.get(line).copied(),
            false => purchase.lines.iter().position(|own| own.line == line),
        };
        let return_value = paid.and_then(|paid| {
            request.lines.iter().try_fold(0i64, |sum, asked| {
                let place = place(&asked.line)?;
                let quantity = purchase.lines[place].quantity;
                sum.checked_add(super::money::prefix(paid[place], quantity, asked.quantity))
            })
        });
        let sum = |of: &dyn Fn(&super::Bought) -> i128| purchase.lines.iter().map(of).sum::<i128>();
        let gross = sum(&|line| i128::from(line.unit_price.minor) * i128::from(line.quantity));
        let off = sum(&|line| i128::from(line.discount.minor)) + i128::from(purchase.order_discount.minor);
        Self {
            order_value: paid.and_then(|paid| paid.iter().try_fold(0i64, |sum, line| sum.checked_add(*line))),
            return_value,
            return_pieces: request.lines.iter().try_fold(0i64, |sum, asked| sum.checked_add(asked.quantity)),
            is_full: is_full(request, facts),
            discount_percent: if gross <= 0 { Some(0) } else { i64::try_from(off * 100 / gross).ok() },
        }
    }
}

/// What is known for one line of a request.
pub(super) struct Line<'a> {
    pub(super) request: &'a Request,
    pub(super) facts: &'a Facts,
    pub(super) asked: &'a RequestLine,
    /// Its place among the order's lines.
    pub(super) place: usize,
    pub(super) fault: Fault,
    pub(super) traits: &'a [Trait],
    /// What was paid for the whole of each line of the order, in minor units; nothing where that can't be reckoned.
    pub(super) paid: Option<&'a [i64]>,
    /// What is the same for all lines.
    pub(super) whole: &'a Whole,
    pub(super) today: Date,
    pub(super) placed: Date,
    /// Once it is known.
    pub(super) window: Option<Open>,
    pub(super) looked_up: LookedUp,
}

impl Line<'_> {
    fn currency(&self) -> Currency {
        self.facts.purchase.currency
    }

    fn money(&self, minor: i64) -> Value {
        Value::Money(minor, Some(self.currency()))
    }

    /// What was paid for so many pieces of a line.
    fn paid(&self, place: usize, pieces: i64) -> Option<i64> {
        let line = &self.facts.purchase.lines[place];
        Some(super::money::prefix(*self.paid?.get(place)?, line.quantity, pieces))
    }

    pub(super) fn look(&self, name: &str) -> Option<Value> {
        let (purchase, customer) = (&self.facts.purchase, &self.facts.customer);
        let bought = &purchase.lines[self.place];
        let product = self.facts.products.get(&bought.line);
        let text = |text: Option<&String>| text.cloned().map(Value::Text);
        let word = |word: &str| Some(Value::Text(word.to_owned()));
        let int = |int: Option<i64>| int.map(Value::Int);
        let is = |is: Option<bool>| is.map(Value::Bool);
        Some(match name {
            "customer.addresses" => return int(customer.addresses),
            "customer.allowed" => return is(customer.allowed),
            "customer.blocked" => return is(customer.blocked),
            "customer.failed_payments" => return int(customer.failed_payments),
            "customer.keeps" => return int(customer.keeps),
            "customer.orders" => return int(customer.orders),
            "customer.return_rate_pieces" => return int(customer.return_rate_pieces),
            "customer.return_rate_value" => return int(customer.return_rate_value),
            "customer.returns" => return int(customer.returns),
            "customer.tags" => Value::Texts(customer.tags.clone()?),
            "line.condition" => return word(self.asked.condition.as_str()),
            "line.discount_percent" => return int(discount_percent(bought)),
            "line.fault" => return word(self.fault.as_str()),
            "line.outcome" => return word(self.asked.outcome.as_str()),
            "line.photos" => Value::Int(self.asked.photos.into()),
            "line.pieces" => Value::Int(self.asked.quantity),
            "line.reason" => return text(self.asked.reason.as_ref()),
            "line.value" => return self.paid(self.place, self.asked.quantity).map(|minor| self.money(minor)),
            "order.channel" => return text(purchase.channel.as_ref()),
            "order.codes" => Value::Texts(purchase.codes.clone()),
            "order.country" => return text(purchase.country.as_ref()),
            "order.discount_percent" => return int(self.whole.discount_percent),
            "order.placed" => Value::Date(self.placed),
            "order.returns" => Value::Int(purchase.returns),
            "order.tags" => Value::Texts(purchase.tags.clone()?),
            "order.value" => return self.whole.order_value.map(|minor| self.money(minor)),
            "product.categories" => Value::Texts(product?.categories.clone()),
            "product.price" => self.money(bought.unit_price.minor),
            "product.sku" => return text(product?.sku.as_ref()),
            "product.tags" => Value::Texts(product?.tags.clone()),
            "product.traits" => Value::Texts(self.traits.iter().map(|of| of.as_str().to_owned()).collect()),
            "product.type" => return text(product?.kind.as_ref()),
            "product.vendor" => return text(product?.vendor.as_ref()),
            "return.channel" => return word(&self.request.channel),
            "return.full" => Value::Bool(self.whole.is_full),
            "return.method" => return word(self.request.method.as_str()),
            "return.pieces" => return int(self.whole.return_pieces),
            "return.value" => return self.whole.return_value.map(|minor| self.money(minor)),
            "window.days" => return int(self.window?.days(self.today)),
            "window.left" => {
                let last = self.window?.last?;
                Value::Int(i64::from((last - self.today).get_days()))
            }
            "window.open" => Value::Bool(self.window?.open?),
            _ => return None,
        })
    }
}

/// How many percent of its price were taken off a line, by its own discounts.
pub(super) fn discount_percent(line: &super::Bought) -> Option<i64> {
    let gross = i128::from(line.unit_price.minor) * i128::from(line.quantity);
    if gross <= 0 {
        return Some(0);
    }
    i64::try_from(i128::from(line.discount.minor) * 100 / gross).ok()
}

/// Whether nothing of an order stays with the buyer after this.
pub(super) fn is_full(request: &Request, facts: &Facts) -> bool {
    let mut asked: BTreeMap<&str, i64> = BTreeMap::new();
    for line in request.lines.iter().filter(|line| !line.outcome.stays()) {
        let sum = asked.entry(&line.line).or_default();
        *sum = sum.saturating_add(line.quantity);
    }
    let gone = |line: &super::Bought| {
        let own = asked.get(line.line.as_str()).copied().unwrap_or(0);
        line.refunded.max(line.requested).saturating_sub(line.kept).saturating_add(own)
    };
    facts.purchase.lines.iter().all(|line| gone(line) >= line.quantity)
}

impl Known for Line<'_> {
    fn fact(&self, place: usize) -> Option<Cow<'_, Value>> {
        match self.looked_up.0.get(place).filter(|_| !is_of_window(place)) {
            Some(known) => known.get_or_init(|| self.look(name(place))).as_ref().map(Cow::Borrowed),
            // The window is known later than the rest.
            None => self.look(name(place)).map(Cow::Owned),
        }
    }

    fn name(&self, place: usize) -> &str {
        name(place)
    }
}

/// A value as the shop's own people read it.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Bool(is) => is.to_string(),
        Value::Int(is) => is.to_string(),
        Value::Money(minor, Some(currency)) => Money::new(*minor, *currency).to_string(),
        Value::Money(minor, None) => minor.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Text(text) => text.chars().take(80).collect(),
        Value::Texts(texts) => {
            let first: Vec<String> =
                texts.iter().take(8).map(|text| text.chars().take(40).collect()).collect();
            first.join(", ")
        }
    }
}
