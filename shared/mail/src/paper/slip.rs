//! What goes into the parcel of a return: the label that is cut off it, what is in the parcel, and what to do.

use domain::{
    document::{ReturnLine, ReturnPaper, ReturnParcel},
    settings::Shop,
};

use super::{Columns, Cx, Head, PartyView, Row, plain, plain_note};
use crate::{
    Unmailable,
    locale::Speech,
    strings::{Fence, Strings, Word},
};

/// The folder of its words.
const WORDS: &str = "return-slip";

/// All that stands on the paper of a return.
#[derive(Clone)]
pub struct ReturnSlip {
    /// What every sheet has.
    pub head: Head,
    /// The return's number: in letters, and as a barcode where it is one.
    pub number: String,
    /// Order, day and the like: each with its name.
    pub facts: Vec<(String, String)>,
    /// The words of the label.
    pub label: Label,
    /// What the columns of its tables are called.
    pub columns: Columns,
    /// A sheet each.
    pub parcels: Vec<SlipParcel>,
    /// What to do, step by step, with its heading.
    pub steps: (String, Vec<String>),
    /// What the shop says besides, with its heading.
    pub notes: Option<(String, String)>,
}

/// The words of the label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// What stands over the lines on which the sender is written.
    pub from: String,
    /// What is to be done with it.
    pub cut: String,
    /// Who carries it, with its name.
    pub carrier: Option<(String, String)>,
}

/// What goes to one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlipParcel {
    /// Which of how many, if there are several.
    pub which: Option<String>,
    /// Where it goes.
    pub to: PartyView,
    /// What is in it.
    pub rows: Vec<Row>,
}

impl ReturnSlip {
    /// In the buyer's language, as far as the shop writes in it.
    pub fn of(paper: &ReturnPaper, shop: &Shop) -> Result<Self, Unmailable> {
        let speech = Speech::choose(Some(&paper.locale), shop);
        let strings = Strings::of(WORDS, &speech, &shop.wording)?;
        // A label names the country: nobody knows from where it is sent.
        let cx = Cx { speech: &speech, strings: &strings, home: None, words: WORDS };
        let number = plain(&paper.number);
        let carrier = paper.carrier.as_deref().map(plain).filter(|carrier| !carrier.is_empty());
        let day = |day| speech.dates.full(day);
        let send_by = paper.send_by.map(day).transpose()?;
        let mut facts = vec![(cx.own("number")?, number.clone())];
        let order = plain(&paper.order);
        if !order.is_empty() {
            facts.push((cx.own("order")?, order));
        }
        facts.push((cx.own("date")?, day(paper.issued)?));
        if let Some(send_by) = &send_by {
            facts.push((cx.own("send-by")?, send_by.clone()));
        }
        let all = paper.parcels.len();
        let parcel = |(parcel, at): (&ReturnParcel, usize)| {
            let words = [("n", cx.count(at)?), ("all", cx.count(all)?)];
            Ok(SlipParcel {
                which: if all > 1 {
                    Some(cx.strings.say("return-slip-parcel", &words, Fence::Never)?)
                } else {
                    None
                },
                to: cx.party("to", &parcel.to)?,
                rows: parcel
                    .lines
                    .iter()
                    .zip(1..)
                    .map(|(line, at)| cx.slip_row(line, at))
                    .collect::<Result<_, _>>()?,
            })
        };
        let notes = paper.instructions.as_deref().map(plain_note).filter(|notes| !notes.is_empty());
        Ok(Self {
            head: cx.head(shop, &[("number", Word::Text(number.clone()))])?,
            number,
            facts,
            columns: Columns {
                position: cx.own("position")?,
                supplier_sku: None,
                sku: cx.own("sku")?,
                name: cx.own("name")?,
                quantity: cx.own("quantity")?,
                price: None,
                amount: None,
            },
            parcels: paper.parcels.iter().zip(1..).map(parcel).collect::<Result<_, Unmailable>>()?,
            steps: (cx.own("steps")?, cx.steps(carrier.as_deref(), send_by.as_deref())?),
            label: Label {
                from: cx.own("from")?,
                cut: cx.own("cut")?,
                carrier: carrier
                    .map(|carrier| Ok::<_, Unmailable>((cx.own("carrier")?, carrier)))
                    .transpose()?,
            },
            notes: notes.map(|notes| Ok::<_, Unmailable>((cx.own("notes")?, notes))).transpose()?,
        })
    }
}

impl Cx<'_> {
    fn count(&self, n: usize) -> Result<Word, Unmailable> {
        Ok(Word::Text(self.speech.numbers.count(i64::try_from(n).unwrap_or(i64::MAX))?))
    }

    fn steps(&self, carrier: Option<&str>, send_by: Option<&str>) -> Result<Vec<String>, Unmailable> {
        let said = |key: &str, name: &'static str, value: &str| {
            let words = [(name, Word::Text(value.to_owned()))];
            self.strings.say(&format!("{WORDS}-{key}"), &words, Fence::WhereDirectionsMix)
        };
        let mut steps = vec![self.own("step-pack")?, self.own("step-slip")?, self.own("step-label")?];
        steps.push(match carrier {
            Some(carrier) => said("step-send", "carrier", carrier)?,
            None => self.own("step-send-any")?,
        });
        if let Some(day) = send_by {
            steps.push(said("step-by", "day", day)?);
        }
        steps.push(self.own("step-keep")?);
        Ok(steps)
    }

    fn slip_row(&self, line: &ReturnLine, at: i64) -> Result<Row, Unmailable> {
        let numbers = &self.speech.numbers;
        let name = match line.name.as_deref().map(plain).filter(|name| !name.is_empty()) {
            Some(name) => name,
            None => self.strings.say("line-untitled", &[] as &[(&str, Word)], Fence::Never)?,
        };
        let variant = line.variant.as_deref().map(plain).filter(|variant| !variant.is_empty());
        let under = match line.reason.as_deref().map(plain).filter(|reason| !reason.is_empty()) {
            Some(reason) => Some(self.named("reason", &self.reason(&reason)?)?),
            None => None,
        };
        Ok(Row {
            position: numbers.count(at)?,
            supplier_sku: String::new(),
            sku: line.sku.as_deref().map(plain).unwrap_or_default(),
            name: variant.map_or_else(|| name.clone(), |variant| format!("{name} ({variant})")),
            under,
            quantity: numbers.count(line.quantity)?,
            price: String::new(),
            amount: String::new(),
        })
    }

    /// A reason in words; one of the shop's own list by its code.
    fn reason(&self, code: &str) -> Result<String, Unmailable> {
        let key = format!("{WORDS}-reason-{code}");
        if self.strings.has(&key) {
            return self.strings.say(&key, &[] as &[(&str, Word)], Fence::Never);
        }
        Ok(code.replace(['-', '_'], " "))
    }
}
