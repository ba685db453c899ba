//! A date, or why there is none, as JSON: for pages, for programs, for people.

use domain::{
    Failure, Timestamp,
    edd::{Answer, NoDate, Planned, Quote, QuoteRequest},
    link::LinkKey,
    zones,
};
use jiff::{SignedDuration, civil::Date, tz::TimeZone};
use mail::DeliveryDates;
use serde_json::{Map, Value, json};

use crate::{fragments, known::Ready, question::Question};

/// How a question is answered in words.
pub(crate) fn voice(ready: &Ready, question: &Question) -> Result<DeliveryDates, Failure> {
    DeliveryDates::of(question.locale.as_deref(), ready.reckoner.shop()).map_err(Failure::from)
}

/// Until when an answer holds: until the cut-off, until other settings count, and no longer than the shop says.
pub(crate) fn valid_until(ready: &Ready, answer: Option<&Answer>, now: Timestamp) -> Timestamp {
    let most = SignedDuration::from_secs(ready.reckoner.rules().max_age.into());
    let kept = now.checked_add(most).unwrap_or(Timestamp::MAX);
    let order_by = answer.and_then(|answer| answer.order_by);
    [Some(kept), order_by, ready.changes].into_iter().flatten().min().unwrap_or(now).max(now)
}

/// What is to be said of a question.
pub(crate) struct Dated<'a> {
    pub(crate) ready: &'a Ready,
    pub(crate) question: &'a Question,
    pub(crate) asked: &'a QuoteRequest,
    pub(crate) voice: &'a DeliveryDates,
    pub(crate) now: Timestamp,
}

impl Dated<'_> {
    /// All of it, with a quote if there is a key.
    pub(crate) fn whole(
        &self,
        reckoned: &Result<Answer, NoDate>,
        key: Option<&LinkKey>,
    ) -> Result<Value, Failure> {
        let mut body = self.common(reckoned)?;
        body.insert("shop".into(), self.question.shop.as_str().into());
        body.insert("locale".into(), self.voice.locale().into());
        if let Ok(answer) = reckoned {
            let shipments: Vec<Value> = answer.shipments.iter().map(shipment).collect();
            body.insert("shipments".into(), shipments.into());
            body.insert("schema_org".into(), fragments::schema_org(self.ready, self.asked, answer));
            if !self.question.is_bare() {
                let said = body["text"].as_str().unwrap_or_default().to_owned();
                body.insert("ucp".into(), fragments::ucp(self.ready, self.asked, answer, &said));
            }
            if let Some(key) = key {
                let quote = Quote::of(&self.question.shop, self.asked, answer).sign(key);
                body.insert("quote".into(), quote.into());
            }
            if self.question.explain {
                body.insert("explanation".into(), explanation(answer));
            }
            self.countdown(answer, &mut body)?;
        }
        Ok(body.into())
    }

    /// What a list of products shows of each.
    pub(crate) fn short(&self, line: &str, reckoned: &Result<Answer, NoDate>) -> Result<Value, Failure> {
        let mut body = self.common(reckoned)?;
        body.insert("line".into(), line.into());
        if let Ok(answer) = reckoned {
            let last = last(answer);
            body.insert("service".into(), last.service.as_str().into());
            body.insert("origin".into(), last.origin.as_str().into());
        }
        Ok(body.into())
    }

    fn common(&self, reckoned: &Result<Answer, NoDate>) -> Result<Map<String, Value>, Failure> {
        let valid_until = valid_until(self.ready, reckoned.as_ref().ok(), self.now);
        let mut body = match reckoned {
            Ok(answer) => {
                let arrival = answer.arrival;
                let today = self.now.to_zoned(self.zone()).date();
                let said =
                    self.voice.say((arrival.earliest, arrival.latest), today).map_err(Failure::from)?;
                let transit = &last(answer).transit;
                let by = serde_json::to_value(&transit.source).unwrap_or_default();
                json!({
                    "date": arrival.latest,
                    "earliest": arrival.earliest,
                    "latest": arrival.latest,
                    "ship_by": answer.ship_by,
                    "order_by": answer.order_by,
                    "valid_until": valid_until,
                    "confidence": transit.confidence,
                    "source": by["by"],
                    "text": said.days,
                    "sentence": said.arrives,
                })
            }
            Err(no_date) => {
                let mut body = serde_json::to_value(no_date).unwrap_or_default();
                body["date"] = Value::Null;
                body["valid_until"] = json!(valid_until);
                body
            }
        };
        if !self.ready.live {
            // The shop tries it out: no buyer is to see it.
            body["shadow"] = true.into();
        }
        match body {
            Value::Object(body) => Ok(body),
            _ => Err(Failure::bug("an answer isn't an object")),
        }
    }

    /// What a clock on the page needs: it fills numbers into words that are already in the reader's language.
    fn countdown(&self, answer: &Answer, body: &mut Map<String, Value>) -> Result<(), Failure> {
        if answer.order_by.is_some() {
            let hours = self.voice.within_hours().map_err(Failure::from)?;
            let minutes = self.voice.within_minutes().map_err(Failure::from)?;
            body.insert("within".into(), json!({"hours": hours, "minutes": minutes}));
        }
        body.insert("dir".into(), if self.voice.rtl() { "rtl" } else { "ltr" }.into());
        Ok(())
    }

    /// The reader's clock, as far as the destination tells it.
    fn zone(&self) -> TimeZone {
        let to = &self.asked.to;
        let known = zones::zone_of(&to.country, to.part());
        let zone = known.and_then(|zone| TimeZone::get(zone).ok());
        zone.unwrap_or_else(|| self.ready.reckoner.time_zone())
    }
}

/// The shipment that decides on the date.
pub(crate) fn last(answer: &Answer) -> &Planned {
    let latest = |planned: &&Planned| -> Date { planned.arrival.latest };
    answer.shipments.iter().max_by_key(latest).expect("a plan has a shipment")
}

fn shipment(planned: &Planned) -> Value {
    let mut body = json!({
        "lines": planned.lines,
        "origin": planned.origin,
        "service": planned.service,
        "earliest": planned.arrival.earliest,
        "latest": planned.arrival.latest,
        "ship_by": planned.hand_over.latest,
        "order_by": planned.order_by,
        "transit": planned.transit,
    });
    if let Some(waits) = planned.waits {
        body["waits"] =
            json!({"on": waits.on, "earliest": waits.until.earliest, "latest": waits.until.latest});
    }
    if let Some(customs) = planned.customs {
        body["customs"] = json!(customs);
    }
    if planned.as_far_as_known {
        body["as_far_as_known"] = true.into();
    }
    body
}

/// Each day up to the promise, shipment by shipment.
fn explanation(answer: &Answer) -> Value {
    let of = |(number, planned): (usize, &Planned)| {
        let steps = planned.steps.iter().map(move |step| {
            json!({
                "shipment": number + 1,
                "on": step.on,
                "stage": step.stage,
                "why": step.why,
                "counts": step.why.counts(),
            })
        });
        steps.collect::<Vec<_>>()
    };
    answer.shipments.iter().enumerate().flat_map(of).collect()
}
