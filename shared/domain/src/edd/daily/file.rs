//! A day's file: JSON lines, the first of which says what it is and how many follow.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Entry, VERSION};

/// The orders of a day, in the order of their ids.
#[derive(Debug, Clone, PartialEq)]
pub struct DayFile {
    /// The day on which it was known, in UTC.
    pub day: Date,
    entries: BTreeMap<String, Entry>,
}

/// Why a file isn't read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// A newer release wrote it.
    #[error("the file is of version {found}, and {VERSION} is read")]
    Version {
        /// Its version.
        found: u32,
    },
    /// It is broken.
    #[error("the file is broken: {0}")]
    Broken(String),
}

#[derive(Serialize, Deserialize)]
struct Head {
    v: u32,
    day: Date,
    entries: usize,
}

impl DayFile {
    /// Of these entries; of two about one order the later one counts.
    pub fn new(day: Date, entries: impl IntoIterator<Item = Entry>) -> Self {
        Self { day, entries: entries.into_iter().map(|entry| (entry.order.clone(), entry)).collect() }
    }

    /// Its entries.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// Its entries.
    pub fn into_entries(self) -> impl Iterator<Item = Entry> {
        self.entries.into_values()
    }

    /// How many it has.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing happened that day.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The file. The same entries lead to the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let head = Head { v: VERSION, day: self.day, entries: self.entries.len() };
        let mut bytes = serde_json::to_vec(&head).expect("a head is plain data");
        for entry in self.entries.values() {
            bytes.push(b'\n');
            serde_json::to_writer(&mut bytes, entry).expect("an entry is plain data");
        }
        bytes.push(b'\n');
        bytes
    }

    /// Reads a file. One that is cut off is broken.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Unreadable> {
        let mut lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        let first = lines.next().ok_or_else(|| Unreadable::Broken("it is empty".into()))?;
        #[derive(Deserialize)]
        struct Versioned {
            v: u32,
        }
        // What was read may be anything, and isn't repeated: where is enough.
        let broken = |line: usize| {
            move |e: serde_json::Error| Unreadable::Broken(format!("line {line}, column {}", e.column()))
        };
        let Versioned { v } = serde_json::from_slice(first).map_err(broken(1))?;
        if v != VERSION {
            return Err(Unreadable::Version { found: v });
        }
        let head: Head = serde_json::from_slice(first).map_err(broken(1))?;
        let entries = lines.zip(2..).map(|(line, n)| serde_json::from_slice(line).map_err(broken(n)));
        let entries: Vec<Entry> = entries.collect::<Result<_, _>>()?;
        if entries.len() != head.entries {
            let (found, told) = (entries.len(), head.entries);
            return Err(Unreadable::Broken(format!("it has {found} of {told} entries")));
        }
        Ok(Self::new(head.day, entries))
    }
}
