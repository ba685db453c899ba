//! What is kept of the last day that was played: one JSON file under `.local/`, all that `report` shows.
//!
//! Journal, mails and the table's rows as they are, and nothing that is worked out of them: the page does that.

use std::{collections::BTreeMap, fs, path::PathBuf};

use domain::{Event, ShopId, Timestamp};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::{
    cloud::house::House,
    day::{evening, returned, shown},
    serve::{Disturbance, Status, pretend::Carried},
    trouble::{Explain, Trouble},
};

/// The file.
const FILE: &str = "day.json";
/// Its shape. A file of another is from another release, and played again sooner than read.
const SHAPE: u32 = 1;

/// A day that was played.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct PlayedDay {
    /// The file's shape.
    pub(crate) shape: u32,
    /// When its first webhook was sent.
    pub(crate) began: Timestamp,
    /// How long it all took, from nothing.
    pub(crate) took_ms: u64,
    /// Whose day it was.
    pub(crate) shops: Vec<Shop>,
    /// The webhooks, and what came of each.
    pub(crate) deliveries: Vec<shown::Row>,
    /// What people and the clock did afterwards.
    pub(crate) evening: Vec<evening::Row>,
    /// The returns.
    pub(crate) returns: Vec<returned::shown::Row>,
    /// What the pretend shop was told to do.
    pub(crate) commands: Vec<Carried>,
    /// The shops' journals, oldest first.
    pub(crate) events: Vec<Event>,
    /// Every mail.
    pub(crate) mails: Vec<Mail>,
    /// By queue of dead letters: how many lie there.
    pub(crate) dead: BTreeMap<String, i64>,
    /// What was put in SES's way.
    pub(crate) disturbance: Disturbance,
    /// What SES had to do.
    pub(crate) status: Status,
}

/// A shop of the day.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Shop {
    /// Its id.
    pub(crate) id: ShopId,
    /// What it is called.
    pub(crate) name: String,
    /// Who sends its webhooks.
    pub(crate) platform: String,
    /// Its zone's name.
    pub(crate) zone: String,
    /// What places are called, by their ids.
    #[serde(default)]
    pub(crate) places: BTreeMap<String, String>,
}

/// A mail as SES took it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Mail {
    /// Its number in the mailbox.
    pub(crate) number: u32,
    /// When it arrived.
    pub(crate) arrived: Timestamp,
    /// Its addressee, masked.
    pub(crate) to: String,
    /// Its subject.
    pub(crate) subject: String,
    /// Its message's folder.
    pub(crate) message: String,
    /// The name of its send: two mails of one name would be one mail sent twice.
    pub(crate) send_id: String,
    /// The event that asked for it, where that stands in the journal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) asked_by: Option<String>,
    /// What SES reported last.
    #[serde(default)]
    pub(crate) reported: String,
    /// It, as a browser can show it.
    pub(crate) html: String,
    /// What came along: names of files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) files: Vec<String>,
}

impl Shop {
    /// Its zone; UTC where this machine doesn't know it.
    pub(crate) fn time_zone(&self) -> TimeZone {
        TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC)
    }
}

impl PlayedDay {
    /// The shape that is written now.
    pub(crate) const SHAPE: u32 = SHAPE;

    /// Keeps it in place of the day before. Renamed into its place, so that nobody ever reads half of one.
    pub(crate) fn write(&self, house: &House) -> Result<PathBuf, Trouble> {
        let path = house.state().join(FILE);
        let partial = house.state().join(format!(".{FILE}.partial"));
        let text = serde_json::to_string(self).expect("plain data");
        fs::create_dir_all(house.state())
            .and_then(|()| fs::write(&partial, text))
            .and_then(|()| fs::rename(&partial, &path))
            .while_trying(format!("{} can't be written", path.display()))?;
        Ok(path)
    }

    /// The last day.
    pub(crate) fn read(house: &House) -> Result<Self, Trouble> {
        let path = house.state().join(FILE);
        let again = || "run cargo nightshift up first: it plays a day and keeps it there".to_owned();
        let Ok(text) = fs::read_to_string(&path) else {
            return Err(Trouble::input("no day has been played here yet").at(path.display()).mend(again()));
        };
        let shape = serde_json::from_str::<Shape>(&text).map(|read| read.shape);
        match (shape, serde_json::from_str::<Self>(&text)) {
            (Ok(SHAPE), Ok(kept)) => Ok(kept),
            (Ok(SHAPE), Err(e)) => Err(Trouble::input("the day that is kept can't be read")
                .saying(e)
                .at(path.display())
                .mend(again())),
            _ => Err(Trouble::input("the day that is kept was played by another release")
                .at(path.display())
                .mend(again())),
        }
    }

    /// The shop of an id.
    pub(crate) fn shop(&self, id: &ShopId) -> Option<&Shop> {
        self.shops.iter().find(|shop| shop.id == *id)
    }
}

#[derive(Deserialize)]
struct Shape {
    shape: u32,
}
