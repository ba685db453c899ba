//! What a paper says, in its reader's words, numbers and days. How it looks is its function's.

mod slip;
mod table;

use domain::{
    document::{PaperLine, Party, PurchaseOrderPaper},
    order::Address,
    settings::Shop,
};

use crate::{
    Unmailable, address, clean,
    locale::Speech,
    look,
    strings::{Fence, Strings, Word},
};

pub use slip::{Label, ReturnSlip, SlipParcel};
pub use table::purchase_order_table;

/// The folder of its words; a message has the name of the order itself.
const WORDS: &str = "purchase-paper";
/// Longer texts are cut, so that none keeps an order from being given.
const LONGEST: usize = 500;
/// Longer notes are cut, each by itself.
const LONGEST_NOTE: usize = 2_000;
/// No paper says more beside its lines.
const MOST_NOTES: usize = 50;

/// A text of somebody's in the form in which papers and their tables have it: on one line, without controls, and cut where it
/// is longer than anybody reads.
pub fn plain(text: &str) -> String {
    cut(text, LONGEST)
}

/// A note in that form.
pub fn plain_note(text: &str) -> String {
    cut(text, LONGEST_NOTE)
}

fn cut(text: &str, longest: usize) -> String {
    // What `clean::line` takes at most is more than this in any script.
    let start: String = text.chars().take(longest).collect();
    let mut line = clean::line(&start, "paper").unwrap_or_default();
    if text.chars().nth(longest).is_some() {
        line.push('…');
    }
    line
}

/// What every sheet of a paper has.
#[derive(Clone)]
pub struct Head {
    /// The locale that it is written in.
    pub locale: String,
    /// Whether that runs from right to left.
    pub rtl: bool,
    /// The shop's name.
    pub shop: String,
    /// The shop's colour and what is read on it; ours if it has none.
    pub colours: Colours,
    /// What it is and its number.
    pub title: String,
    /// The folder of its words.
    words: &'static str,
    strings: Strings,
}

impl Head {
    /// Which page of how many.
    pub fn page(&self, page: u32, pages: u32) -> Result<String, Unmailable> {
        let words = [("page", Word::Count(page.into())), ("pages", Word::Count(pages.into()))];
        self.strings.say(&format!("{}-page", self.words), &words, Fence::Never)
    }
}

/// All that stands on the paper of a purchase order.
#[derive(Clone)]
pub struct PurchaseOrder {
    /// What every sheet has.
    pub head: Head,
    /// When it was given and the like: each with its name.
    pub facts: Vec<(String, String)>,
    /// Who takes part.
    pub parties: Vec<PartyView>,
    /// What the columns of its table are called.
    pub columns: Columns,
    /// The rows of its table.
    pub rows: Vec<Row>,
    /// What it comes to, with its name.
    pub total: Option<(String, String)>,
    /// What else there is to say, with its heading.
    pub notes: Option<(String, Vec<String>)>,
}

/// Red, green and blue of a ground and of what is written on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colours {
    /// The ground.
    pub ground: [u8; 3],
    /// What is written on it.
    pub ink: [u8; 3],
}

/// Somebody who takes part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyView {
    /// In which role.
    pub role: String,
    /// Who.
    pub name: String,
    /// Where, and its numbers.
    pub lines: Vec<String>,
}

/// What the columns are called. Those that no row fills are empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// The row's number.
    pub position: String,
    /// The supplier's article code.
    pub supplier_sku: Option<String>,
    /// The shop's article code.
    pub sku: String,
    /// What it is.
    pub name: String,
    /// How many.
    pub quantity: String,
    /// What one costs.
    pub price: Option<String>,
    /// What the row comes to.
    pub amount: Option<String>,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number.
    pub position: String,
    /// The supplier's article code.
    pub supplier_sku: String,
    /// The shop's.
    pub sku: String,
    /// What it is.
    pub name: String,
    /// What stands under its name: its GTIN, or why it comes back; named.
    pub under: Option<String>,
    /// How many.
    pub quantity: String,
    /// What one costs, or so many.
    pub price: String,
    /// What it comes to.
    pub amount: String,
}

impl PurchaseOrder {
    /// In the paper's language, as far as the shop writes in it.
    pub fn of(paper: &PurchaseOrderPaper, shop: &Shop) -> Result<Self, Unmailable> {
        let speech = Speech::choose(Some(&paper.locale), shop);
        let strings = Strings::of(WORDS, &speech, &shop.wording)?;
        let cx = Cx { speech: &speech, strings: &strings, home: home(paper), words: WORDS };
        let mut facts = vec![(cx.own("date")?, speech.dates.full(paper.issued)?)];
        if let Some(expected) = paper.expected {
            facts.push((cx.own("expected")?, speech.dates.full(expected)?));
        }
        if let Some(number) = paper.customer_number.as_deref().map(plain).filter(|number| !number.is_empty())
        {
            facts.push((cx.own("customer-number")?, number));
        }
        let parties = [
            ("supplier", Some(&paper.supplier)),
            ("buyer", Some(&paper.buyer)),
            ("deliver-to", paper.deliver_to.as_ref()),
        ];
        let parties = parties.into_iter().filter_map(|(role, party)| Some(cx.party(role, party?)));
        let number = [("number", Word::Text(plain(&paper.number)))];
        let total = match paper.total {
            Some(total) => Some((cx.own("total")?, speech.numbers.money(total)?)),
            None => None,
        };
        let notes: Vec<_> = paper.notes.iter().take(MOST_NOTES).map(|note| plain_note(note)).collect();
        let notes: Vec<_> = notes.into_iter().filter(|note| !note.is_empty()).collect();
        let notes = if notes.is_empty() { None } else { Some((cx.own("notes")?, notes)) };
        Ok(Self {
            head: cx.head(shop, &number)?,
            facts,
            parties: parties.collect::<Result<_, _>>()?,
            columns: cx.columns(paper)?,
            rows: paper.lines.iter().zip(1..).map(|(line, at)| cx.row(line, at)).collect::<Result<_, _>>()?,
            total,
            notes,
        })
    }
}

/// The one country in which everybody is, if that is so: nobody has to be told.
fn home(paper: &PurchaseOrderPaper) -> Option<String> {
    let parties = [Some(&paper.buyer), Some(&paper.supplier), paper.deliver_to.as_ref()];
    let mut countries = parties.into_iter().flatten().map(|party| {
        party.address.as_ref().and_then(|address| address.country.as_deref()).map(str::to_ascii_uppercase)
    });
    let first = countries.next()??;
    countries.all(|other| other.as_ref() == Some(&first)).then_some(first)
}

struct Cx<'a> {
    speech: &'a Speech,
    strings: &'a Strings,
    home: Option<String>,
    /// The folder of the paper's words.
    words: &'static str,
}

impl Cx<'_> {
    fn own(&self, key: &str) -> Result<String, Unmailable> {
        self.strings.say(&format!("{}-{key}", self.words), &[], Fence::Never)
    }

    /// What every sheet has.
    fn head(&self, shop: &Shop, title: &[(&str, Word)]) -> Result<Head, Unmailable> {
        Ok(Head {
            locale: self.speech.tag.clone(),
            rtl: self.speech.rtl,
            shop: plain(&shop.name),
            colours: look::colours(&shop.look),
            title: self.strings.say(&format!("{}-title", self.words), title, Fence::WhereDirectionsMix)?,
            words: self.words,
            strings: self.strings.clone(),
        })
    }

    /// A value after its name.
    fn named(&self, key: &str, value: &str) -> Result<String, Unmailable> {
        let colon = self.strings.say("colon", &[], Fence::Never)?;
        Ok(format!("{}{colon}{}", self.own(key)?, clean::isolated(value, self.speech.rtl)))
    }

    fn party(&self, role: &str, party: &Party) -> Result<PartyView, Unmailable> {
        let name = plain(&party.name);
        let address = party.address.as_ref().map(short);
        let mut lines = address::lines(address.as_ref(), self.speech, self.home.as_deref())?;
        lines.retain(|line| *line != name);
        for (key, number) in [("vat", &party.vat), ("gln", &party.gln)] {
            if let Some(number) = number.as_deref().map(plain).filter(|number| !number.is_empty()) {
                lines.push(self.named(key, &number)?);
            }
        }
        lines.extend([&party.email, &party.phone].into_iter().flatten().map(|text| plain(text)));
        lines.retain(|line| !line.is_empty());
        Ok(PartyView { role: self.own(role)?, name, lines })
    }

    fn columns(&self, paper: &PurchaseOrderPaper) -> Result<Columns, Unmailable> {
        let where_any = |key: &str, any: bool| if any { self.own(key).map(Some) } else { Ok(None) };
        let priced = paper.lines.iter().any(|line| line.price.is_some());
        Ok(Columns {
            position: self.own("position")?,
            supplier_sku: where_any(
                "supplier-sku",
                paper.lines.iter().any(|line| line.supplier_sku.is_some()),
            )?,
            sku: self.own("sku")?,
            name: self.own("name")?,
            quantity: self.own("quantity")?,
            price: where_any("price", priced)?,
            amount: where_any("amount", priced)?,
        })
    }

    fn row(&self, line: &PaperLine, at: i64) -> Result<Row, Unmailable> {
        let numbers = &self.speech.numbers;
        let money = |money: Option<domain::Money>| {
            money.map_or_else(|| Ok("–".to_owned()), |money| numbers.money(money))
        };
        let price = money(line.price)?;
        let price = if line.per > 1 && line.price.is_some() {
            let words = [("price", Word::Text(price)), ("pieces", Word::Text(numbers.count(line.per)?))];
            self.strings.say("purchase-paper-price-per", &words, Fence::Never)?
        } else {
            price
        };
        Ok(Row {
            position: numbers.count(at)?,
            supplier_sku: line.supplier_sku.as_deref().map(plain).unwrap_or_default(),
            sku: plain(&line.sku),
            name: plain(&line.name),
            under: line.gtin.as_deref().map(|gtin| self.named("gtin", gtin)).transpose()?,
            quantity: numbers.count(line.quantity)?,
            price,
            amount: money(line.total)?,
        })
    }
}

/// The address with every part of it cut where nobody would read on.
fn short(address: &Address) -> Address {
    let part = |text: &Option<String>| text.as_deref().map(plain);
    Address {
        name: part(&address.name),
        company: part(&address.company),
        lines: address.lines.iter().take(10).map(|line| plain(line)).collect(),
        city: part(&address.city),
        region: part(&address.region),
        region_code: None,
        postcode: part(&address.postcode),
        country: part(&address.country),
    }
}
