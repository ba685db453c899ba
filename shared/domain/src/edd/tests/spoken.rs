//! Questions and answers as `tests/dates` writes them: in words, so that whoever keeps a shop can check them.

use jiff::{Timestamp, civil::Date, fmt::strtime, tz::TimeZone};
use serde_json::{Map, Value, json};

use super::super::*;

/// Lays settings over others; `false` takes a key away.
pub(super) fn laid(under: &mut Value, over: &Value) {
    let (Value::Object(under), Value::Object(over)) = (&mut *under, over) else {
        *under = over.clone();
        return;
    };
    for (key, value) in over {
        let is_switch = under.get(key).is_some_and(Value::is_boolean);
        match (under.get_mut(key), value) {
            (Some(_), Value::Bool(false)) if !is_switch => drop(under.remove(key)),
            (Some(old), value) => laid(old, value),
            (None, value) => drop(under.insert(key.clone(), value.clone())),
        }
    }
}

/// `Mon 2 Mar 2026 13:59 UTC`, or by the clock of `zone`.
pub(super) fn moment(text: &str, zone: &TimeZone) -> Timestamp {
    let words: Vec<_> = text.split(' ').collect();
    let (when, zone) = match words.as_slice() {
        [when @ .., name] if words.len() == 6 => (when, TimeZone::get(name).expect("a zone")),
        when => (when, zone.clone()),
    };
    let format = if words[4].len() > 5 { "%a %d %b %Y %H:%M:%S" } else { "%a %d %b %Y %H:%M" };
    let when = strtime::parse(format, when.join(" ")).and_then(|time| time.to_datetime()).expect(text);
    assert_eq!(when.strftime("%a").to_string(), words[0], "{text}");
    when.to_zoned(zone).expect(text).timestamp()
}

/// `DE 10115`, `DE-BY 80331`, `JP`.
pub(super) fn destination(text: &str, door: Option<&str>) -> Value {
    let (region, postcode) = text.split_once(' ').unwrap_or((text, ""));
    let mut to = Map::new();
    let (country, subdivision) = region.split_once('-').unwrap_or((region, ""));
    to.insert("country".into(), country.into());
    to.insert("kind".into(), door.unwrap_or("address").into());
    for (key, value) in [("subdivision", subdivision), ("postcode", postcode)] {
        if !value.is_empty() {
            to.insert(key.into(), value.into());
        }
    }
    to.into()
}

/// `3 a`, `a`, or a table with the item's id and whatever else a line has. `items` says more of the items.
pub(super) fn line(nth: usize, written: &Value, items: &Value) -> Value {
    let mut line = match written {
        Value::String(text) => {
            let (quantity, item) = text.split_once(' ').unwrap_or(("1", text));
            json!({"quantity": quantity.parse::<i64>().expect("a number"), "item": item})
        }
        table => {
            let mut line = json!({"quantity": 1});
            laid(&mut line, table);
            line
        }
    };
    let id = line["item"].as_str().expect("an item").to_owned();
    let mut item = json!({"id": id, "title": id});
    laid(&mut item, items.get(&id).unwrap_or(&json!({})));
    line["item"] = item;
    line["id"] = json!(if nth == 0 { id } else { format!("{id}.{nth}") });
    line
}

/// `a in berlin: 0, 5 on 2026-03-10`.
pub(super) fn stocked(text: &str) -> Value {
    let (what, pieces) = text.split_once(": ").expect(text);
    let (item, location) = what.split_once(" in ").expect(text);
    let mut pieces = pieces.split(", ");
    let available: i64 = pieces.next().and_then(|first| first.parse().ok()).expect(text);
    let incoming = pieces.map(|coming| {
        let (pieces, on) = coming.split_once(" on ").expect(text);
        json!({"pieces": pieces.parse::<i64>().expect(text), "on": on})
    });
    json!({"item": item, "location": location, "available": available, "incoming": incoming.collect::<Vec<_>>()})
}

/// An answer line by line; days without their year, if it is `year`.
pub(super) struct Teller {
    pub(super) zone: TimeZone,
    pub(super) year: i16,
    /// Whether it is said what is sent from where and by which service.
    pub(super) says_which: bool,
}

impl Teller {
    pub(super) fn tell(&self, answer: &Result<Answer, NoDate>) -> Vec<String> {
        let answer = match answer {
            Ok(answer) => answer,
            Err(NoDate::NotServed { reason }) => {
                return vec![format!("no date: not-served, {}", reason_of(reason))];
            }
            Err(no_date) => return vec![format!("no date: {}", no_date.code())],
        };
        let mut lines: Vec<_> = answer.shipments.iter().map(|planned| self.shipment(planned)).collect();
        if answer.shipments.len() > 1 {
            lines.push(format!("all there {}", self.span(answer.arrival)));
        }
        lines.push(match answer.order_by {
            None => "order at any time".into(),
            Some(by) => {
                let by = by.to_zoned(self.zone.clone());
                format!("order by {} {}", self.day(by.date()), by.strftime("%H:%M"))
            }
        });
        if answer.shipments.iter().any(|planned| planned.as_far_as_known) {
            lines.push("as far as known".into());
        }
        lines
    }

    fn shipment(&self, planned: &Planned) -> String {
        let line = match planned.transit.source {
            Source::Table { line } => format!(", line {line}"),
            _ => String::new(),
        };
        let lines: Vec<_> =
            planned.lines.iter().map(|id| id.split_once('.').map_or(id.as_str(), |(id, _)| id)).collect();
        let (which, line) = match self.says_which {
            true => (
                format!("{} from {} by {}{line}: ", lines.join(", "), planned.origin, planned.service),
                String::new(),
            ),
            false => (String::new(), line),
        };
        let waits = planned.waits.map_or_else(String::new, |waits| {
            let on = match waits.on {
                Awaited::Incoming => "goods",
                Awaited::Supplier => "the supplier",
                Awaited::Release => "release",
            };
            format!(", awaits {on} {}", self.span(waits.until))
        });
        let (begins, left, there) =
            (self.day(planned.begins), self.span(planned.hand_over), self.span(planned.arrival));
        format!("{which}begins {begins}{waits}, leaves {left}, there {there}{line}")
    }

    fn span(&self, span: Span) -> String {
        let (from, to) = (span.earliest, span.latest);
        if from == to {
            self.day(from)
        } else if (from.year(), from.month()) == (to.year(), to.month()) {
            format!("{} to {}", from.strftime("%a %-d"), self.day(to))
        } else if from.year() == to.year() {
            format!("{} to {}", from.strftime("%a %-d %b"), self.day(to))
        } else {
            format!("{} to {}", from.strftime("%a %-d %b %Y"), to.strftime("%a %-d %b %Y"))
        }
    }

    fn day(&self, day: Date) -> String {
        day.strftime(if day.year() == self.year { "%a %-d %b" } else { "%a %-d %b %Y" }).to_string()
    }
}

fn reason_of(reason: &Unserved) -> String {
    let told = serde_json::to_value(reason).expect("plain data");
    let table = told.as_object().expect("a table");
    let more = table.iter().filter(|(key, _)| *key != "reason").map(|(_, value)| match value {
        Value::String(word) => format!(" {word}"),
        other => format!(" {other}"),
    });
    format!("{}{}", told["reason"].as_str().expect("a word"), more.collect::<String>())
}
