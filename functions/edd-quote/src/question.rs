//! What is asked, from an address or a body.

use domain::{
    ShopId, Timestamp,
    edd::{self, Destination, MOST_LINES, QuoteLine},
    stock::Item,
};
use serde_json::Value;
use shell::HttpRequest;

use crate::{
    fields::{Fields, is_plain},
    known::Shelf,
    problem::Problem,
};

/// The largest body: 200 lines with long names are a fraction of it.
const LARGEST: usize = 128 * 1024;

pub(crate) const CART: [&str; 7] =
    ["shop", "lines", "destination", "service", "cash_on_delivery", "locale", "explain"];
pub(crate) const LINE: [&str; 5] = ["id", "sku", "variant", "item", "quantity"];
pub(crate) const DESTINATION: [&str; 4] = ["country", "subdivision", "postcode", "kind"];
/// By which an item may be called; the first one that is there counts.
const NAMES: [&str; 3] = ["item", "variant", "sku"];

/// A line, or the place of one that can't be read, and why.
pub(crate) type Listed = Result<Line, (String, Problem)>;

/// A question.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Question {
    pub(crate) shop: ShopId,
    pub(crate) to: Destination,
    /// What; of a list, one may be wrong without spoiling the others.
    pub(crate) lines: Vec<Listed>,
    pub(crate) service: Option<String>,
    pub(crate) cash_on_delivery: bool,
    pub(crate) locale: Option<String>,
    pub(crate) explain: bool,
    /// What a parcel weighs, for whoever asks which services go somewhere.
    pub(crate) grams: Option<u64>,
}

/// A line of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    /// As whoever asks calls it, or its place.
    pub(crate) id: String,
    /// The item; none where any will do.
    pub(crate) item: Option<String>,
    pub(crate) quantity: i64,
}

impl Question {
    /// Reads it.
    pub(crate) fn read(asked: &HttpRequest, posted: bool, list: bool) -> Result<Self, Problem> {
        if posted { Self::of_body(asked, list) } else { Self::of_query(asked) }
    }

    fn of_query(asked: &HttpRequest) -> Result<Self, Problem> {
        let fields = Fields::of_query(asked);
        let shop = required_shop(&fields, None)?;
        let line = Line { id: "1".into(), item: fields.name(&NAMES)?, quantity: fields.quantity()? };
        let to = destination(&fields)?;
        let heaviest = ("bad-weight", "Write whole grams, from 1 to 1000000000.");
        let grams = fields.number("grams", (1, 1_000_000_000), heaviest)?;
        Self {
            lines: vec![Ok(line)],
            grams: grams.and_then(|n| u64::try_from(n).ok()),
            ..Self::bare(shop, to)
        }
        .with_options(&fields)
    }

    fn of_body(asked: &HttpRequest, list: bool) -> Result<Self, Problem> {
        if asked.body.len() > LARGEST {
            return Err(Problem::whole(413, "too-large", "The body is too large.", "Send at most 128 KiB."));
        }
        let body: Value = serde_json::from_slice(&asked.body).map_err(|_| {
            Problem::whole(
                400,
                "no-json",
                "The body isn't JSON.",
                "Send an object as /edd/openapi.json shows it.",
            )
        })?;
        let Value::Object(body) = &body else {
            return Err(Problem::at("#", "no-object", "The body isn't an object.", "Send {\"shop\": …}."));
        };
        let fields = Fields::of_object(body, "#", &CART)?;
        let shop = required_shop(&fields, shop_of_query(asked))?;
        let to = match fields.json("destination") {
            Some(Value::Object(to)) => destination(&Fields::of_object(to, "#/destination", &DESTINATION)?)?,
            _ => {
                let mend = "Send {\"country\": \"DE\", \"postcode\": \"10115\"}.";
                return Err(Problem::at(
                    "#/destination",
                    "no-destination",
                    "Where it goes isn't said.",
                    mend,
                ));
            }
        };
        let lines = lines(fields.json("lines"), list)?;
        Self { lines, ..Self::bare(shop, to) }.with_options(&fields)
    }

    fn bare(shop: ShopId, to: Destination) -> Self {
        Self {
            shop,
            to,
            lines: vec![],
            service: None,
            cash_on_delivery: false,
            locale: None,
            explain: false,
            grams: None,
        }
    }

    fn with_options(mut self, fields: &Fields<'_>) -> Result<Self, Problem> {
        let service = ("bad-service", "Write a service such as DHL/parcel, or what the shop calls it.");
        let locale = ("bad-locale", "Write a language tag such as de-AT.");
        let is_tag = |text: &str| {
            (1..=35).contains(&text.len())
                && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        };
        self.service = fields.text("service", |text| is_plain(text, 150), service)?.map(str::to_owned);
        self.locale = fields.text("locale", is_tag, locale)?.map(str::to_owned);
        self.cash_on_delivery = fields.truth("cash_on_delivery")?;
        self.explain = fields.truth("explain")?;
        Ok(self)
    }

    /// Whether nothing in particular is asked for: a date by postcode alone.
    pub(crate) fn is_bare(&self) -> bool {
        self.sound().all(|line| line.item.is_none())
    }

    /// The lines that could be read.
    pub(crate) fn sound(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter_map(|line| line.as_ref().ok())
    }

    /// All of it, as dates are reckoned.
    pub(crate) fn asked(&self, shelf: &Shelf, now: Timestamp) -> edd::QuoteRequest {
        self.asked_of(self.sound(), shelf, now)
    }

    /// Some lines of it.
    pub(crate) fn asked_of<'l>(
        &self,
        lines: impl IntoIterator<Item = &'l Line>,
        shelf: &Shelf,
        now: Timestamp,
    ) -> edd::QuoteRequest {
        let line = |line: &Line| {
            let item = match &line.item {
                Some(name) => shelf.item(name),
                None => Item { title: "anything".into(), ..Item::default() },
            };
            QuoteLine { id: line.id.clone(), item, quantity: line.quantity, availability: Default::default() }
        };
        edd::QuoteRequest {
            at: now,
            to: self.to.clone(),
            lines: lines.into_iter().map(line).collect(),
            service: self.service.clone(),
            cash_on_delivery: self.cash_on_delivery,
        }
    }
}

/// The shop that an address names, if it does.
pub(crate) fn shop_of_query(asked: &HttpRequest) -> Option<ShopId> {
    asked.query.iter().find(|(name, _)| name == "shop").and_then(|(_, shop)| shop.parse().ok())
}

/// The shop of a question. A body may leave it to the address, and mustn't say otherwise.
fn required_shop(fields: &Fields<'_>, of_query: Option<ShopId>) -> Result<ShopId, Problem> {
    let mend = "Write the shop's id: 1 to 40 of a-z, 0-9 and -, beginning with a letter.";
    let named = fields.text("shop", |text| text.parse::<ShopId>().is_ok(), ("bad-shop", mend))?;
    let named = named.and_then(|text| text.parse::<ShopId>().ok());
    if let (Some(one), Some(other)) = (&named, &of_query)
        && one != other
    {
        let mend = "Name the shop in the body or in the address, or the same in both.";
        return Err(Problem::at(fields.place("shop"), "two-shops", "Two shops are named.", mend));
    }
    let missing = || Problem::at(fields.place("shop"), "no-shop", "The shop isn't said.", mend);
    named.or(of_query).ok_or_else(missing)
}

fn destination(fields: &Fields<'_>) -> Result<Destination, Problem> {
    let two_letters = |text: &str| text.len() == 2 && text.bytes().all(|b| b.is_ascii_alphabetic());
    let mend = "Write the two letters of ISO 3166-1, such as DE.";
    let country = fields.text("country", two_letters, ("bad-country", mend))?;
    let missing = || Problem::at(fields.place("country"), "no-country", "The country isn't said.", mend);
    let country = country.ok_or_else(missing)?.to_uppercase();
    let part = |text: &str| {
        (1..=6).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let mend = "Write the second half of an ISO 3166-2 code, such as BY.";
    let subdivision = fields.text("subdivision", part, ("bad-subdivision", mend))?.map(|text| {
        let text = text.to_uppercase();
        text.strip_prefix(&format!("{country}-")).unwrap_or(&text).to_owned()
    });
    let signs = |text: &str| {
        let code = text.strip_prefix('〒').unwrap_or(text);
        let is_sign = |b: u8| b.is_ascii_alphanumeric() || b == b' ' || b == b'-';
        text.chars().count() <= 16
            && code.bytes().all(is_sign)
            && code.bytes().any(|b| b.is_ascii_alphanumeric())
    };
    let mend = "Write at most 16 letters, digits, spaces and hyphens.";
    let postcode = fields.text("postcode", signs, ("bad-postcode", mend))?.map(str::to_owned);
    Ok(Destination { country, subdivision, postcode, kind: fields.kind()? })
}

fn lines(found: Option<&Value>, list: bool) -> Result<Vec<Listed>, Problem> {
    let mend = "Send a list of 1 to 200 lines, such as [{\"sku\": \"TEA-1\", \"quantity\": 2}].";
    let none = || Problem::at("#/lines", "no-lines", "What is asked for isn't said.", mend);
    let found = found.and_then(Value::as_array).filter(|found| !found.is_empty()).ok_or_else(none)?;
    if found.len() > MOST_LINES {
        return Err(Problem::at("#/lines", "too-many-lines", "There are too many lines.", mend));
    }
    let mut lines = Vec::with_capacity(found.len());
    for (place, line) in found.iter().enumerate() {
        match self::line(place, line) {
            Err(problem) if !list => return Err(problem),
            line => lines.push(line.map_err(|problem| ((place + 1).to_string(), problem))),
        }
    }
    Ok(lines)
}

fn line(place: usize, found: &Value) -> Result<Line, Problem> {
    let pointer = format!("#/lines/{place}");
    let Value::Object(found) = found else {
        let mend = "Send an object such as {\"sku\": \"TEA-1\", \"quantity\": 2}.";
        return Err(Problem::at(pointer, "bad-line", "A line isn't an object.", mend));
    };
    let fields = Fields::of_object(found, &pointer, &LINE)?;
    // It comes back in the answer, and so it may hold nothing that a page would take for its own.
    let is_id = |text: &str| {
        (1..=64).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.:/".contains(&b))
    };
    let mend = "Write 1 to 64 letters, digits and -_.:/ as the line's id.";
    let id = fields.text("id", is_id, ("bad-id", mend))?;
    let id = id.map_or_else(|| (place + 1).to_string(), str::to_owned);
    let missing = || {
        let mend = "Name the item by its sku, its variant's id or its own.";
        Problem::at(pointer.clone(), "no-item", "What is asked for isn't said.", mend)
    };
    let item = Some(fields.name(&NAMES)?.ok_or_else(missing)?);
    Ok(Line { id, item, quantity: fields.quantity()? })
}
