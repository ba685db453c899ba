//! What goes into the parcel of a return, with the label that is cut off it.
//!
//! Nobody's name stands on it but the shop's: a return's number leads to whoever sent it, and a paper never changes, while a buyer may
//! want to be forgotten.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Broken, MOST_LINES, Party};

/// Places that one return goes to, each by a parcel of its own.
const MOST_PARCELS: usize = 20;

/// All that the paper of a return says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReturnPaper {
    /// The return's number, as people say it. It is a barcode as well.
    pub number: String,
    /// What people call the order.
    pub order: String,
    /// The day on which it was approved, by the shop's clock.
    pub issued: Date,
    /// By when it has to be sent, by the buyer's clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub send_by: Option<Date>,
    /// The locale of the buyer.
    pub locale: String,
    /// Who carries it, where the shop says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carrier: Option<String>,
    /// What the shop says besides, in its own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instructions: Option<String>,
    /// What goes where: a sheet each.
    pub parcels: Vec<ReturnParcel>,
}

/// What goes to one place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReturnParcel {
    /// Where.
    pub to: Party,
    /// What.
    pub lines: Vec<ReturnLine>,
}

/// Something that comes back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnLine {
    /// What it is called; unknown where the order isn't there any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Which one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// The shop's article code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sku: Option<String>,
    /// How many.
    pub quantity: i64,
    /// The code of the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl ReturnPaper {
    /// The word for this paper.
    pub const KIND: &'static str = "return-slip";

    /// Whether all that must be there is.
    pub fn check(&self) -> Result<(), Broken> {
        if self.number.trim().is_empty() {
            return Err(Broken::Missing("the return's number"));
        }
        if !(1..=MOST_PARCELS).contains(&self.parcels.len()) {
            return Err(Broken::Missing("where it goes"));
        }
        let lines: usize = self.parcels.iter().map(|parcel| parcel.lines.len()).sum();
        if lines > MOST_LINES || self.parcels.iter().any(|parcel| parcel.lines.is_empty()) {
            return Err(Broken::Lines(lines));
        }
        for parcel in &self.parcels {
            if parcel.to.name.trim().is_empty() {
                return Err(Broken::Missing("the name of where it goes"));
            }
            let wrong = parcel.lines.iter().zip(1..).find(|(line, _)| line.quantity < 1);
            if let Some((_, number)) = wrong {
                return Err(Broken::Line(number, "its quantity must be positive"));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paper() -> ReturnPaper {
        let line = ReturnLine { name: None, variant: None, sku: None, quantity: 1, reason: None };
        ReturnPaper {
            number: "RMA-1001-1".into(),
            order: "#1001".into(),
            issued: "2026-11-26".parse().expect("a day"),
            send_by: None,
            locale: "de-DE".into(),
            carrier: None,
            instructions: None,
            parcels: vec![ReturnParcel {
                to: Party { name: "Lager".into(), ..Party::default() },
                lines: vec![line],
            }],
        }
    }

    #[test]
    fn what_says_too_little_is_no_paper() {
        assert_eq!(paper().check(), Ok(()));
        type Breaks = fn(&mut ReturnPaper);
        let breaks: [(Breaks, &str); 6] = [
            (|p| p.number = " ".into(), "the return's number is missing"),
            (|p| p.parcels.clear(), "where it goes is missing"),
            (|p| p.parcels = vec![p.parcels[0].clone(); 21], "where it goes is missing"),
            (|p| p.parcels[0].lines.clear(), "it has 0 lines; 1 to 1000 fit a paper"),
            (|p| p.parcels[0].to.name.clear(), "the name of where it goes is missing"),
            (|p| p.parcels[0].lines[0].quantity = 0, "line 1: its quantity must be positive"),
        ];
        for (break_it, told) in breaks {
            let mut paper = paper();
            break_it(&mut paper);
            assert_eq!(paper.check().map_err(|e| e.to_string()), Err(told.to_owned()));
        }
    }
}
