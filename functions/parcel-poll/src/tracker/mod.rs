//! What a tracker is asked and how its answer is read. Pure: an [`Ask`] goes out and an [`Answer`] comes back.

mod aftership;
mod easypost;

use std::time::Duration;

use domain::{
    tracking::Number,
    webhook::{Happened, Refusal, Translation},
};
use web::{Answer, Ask, Trouble};

/// A tracker that can be asked for parcels by their numbers.
pub(crate) struct Tracker {
    /// The source's name in settings and in the journal.
    pub(crate) name: &'static str,
    /// How many parcels one request may ask for.
    pub(crate) most: usize,
    /// The least time between two requests: trackers count by the second.
    pub(crate) pace: Duration,
    /// The webhook that would say the same.
    topic: &'static str,
    /// Where the list of parcels stands in an answer.
    list: &'static [&'static str],
    /// The question for these parcels, at an API, by its key.
    pub(crate) ask: fn(&str, &str, &[Number]) -> Ask,
}

/// Every tracker. A new one is a file with its [`Tracker`], an entry here, and its name in `domain::settings::TRACKERS`.
static TRACKERS: [&Tracker; 2] = [&easypost::EASYPOST, &aftership::AFTERSHIP];

/// The tracker of this name.
pub(crate) fn tracker(name: &str) -> Option<&'static Tracker> {
    TRACKERS.into_iter().find(|tracker| tracker.name == name)
}

/// One parcel of an answer.
#[derive(Debug)]
pub(crate) struct Found {
    /// It alone, as it came.
    pub(crate) body: Vec<u8>,
    /// What it says; nothing, if it is left aside; or why it can't be read.
    pub(crate) happened: Result<Option<Box<Happened>>, Refusal>,
}

impl Found {
    /// The parcel's number, where it can be read.
    pub(crate) fn number(&self) -> Option<&Number> {
        let happened = self.happened.as_ref().ok()?.as_ref()?;
        happened.parcel.as_ref().map(|report| &report.number)
    }
}

/// Reads the answer with status 200: each parcel by the code that reads it in a webhook.
pub(crate) fn read(tracker: &Tracker, answer: &Answer) -> Result<Vec<Found>, Trouble> {
    let bodies = intake::elements_at(&answer.body, tracker.list);
    let bodies = bodies.map_err(|refusal| Trouble::Passing(format!("the answer {}", refusal.problem)))?;
    let source = intake::source(tracker.name).expect("every tracker is a source of intake's");
    let found = bodies.into_iter().map(|body| Found {
        body: body.to_vec(),
        happened: source.translate(tracker.topic, body).map(|translation| match translation {
            Translation::Happened(happened) => Some(happened),
            Translation::Ignored { .. } => None,
        }),
    });
    Ok(found.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const EASYPOST: &str = r#"{"trackers": [{"id": "trk_1", "object": "Tracker", "tracking_code": "1Z999AA10123456784",
        "updated_at": "2026-03-05T17:02:10Z", "carrier": "UPS", "tracking_details": [{"object": "TrackingDetail",
        "status": "in_transit", "status_detail": "departed_facility", "datetime": "2026-03-05T16:00:00Z"}]}],
        "has_more": false}"#;
    const AFTERSHIP: &str = r#"{"meta": {"code": 200}, "data": {"pagination": {"total": 2, "has_next_page": false}, "trackings": [
        {"id": "a", "tracking_number": "1Z999AA10123456784", "slug": "ups", "updated_at": "2026-03-05T17:02:10+00:00",
        "checkpoints": [{"checkpoint_time": "2026-03-05T16:00:00Z", "tag": "InTransit", "subtag": "InTransit_003"}]},
        {"id": "b", "tracking_number": "RB123456785GB", "checkpoints": [{"checkpoint_time": "soon", "tag": "InTransit"}]}]}}"#;

    fn answer(body: &str) -> Answer {
        Answer { status: 200, headers: vec![], body: body.as_bytes().to_vec() }
    }

    #[test]
    fn all_that_settings_may_name_are_known() {
        let known: Vec<_> = TRACKERS.iter().map(|tracker| tracker.name).collect();
        assert_eq!(known, domain::settings::TRACKERS);
        for tracker in TRACKERS {
            let source = intake::source(tracker.name).expect("a source");
            assert!(source.topics().iter().any(|topic| topic.name == tracker.topic), "{}", tracker.name);
        }
    }

    #[test]
    fn questions_name_their_parcels_and_carry_the_key_in_a_header() {
        let numbers = ["1Z999AA10123456784", "RB123456785GB"].map(|number| number.parse().expect("a number"));
        for (name, api, url, header, most) in [
            (
                "easypost",
                "https://api.easypost.com",
                "https://api.easypost.com/v2/trackers?tracking_code=1Z999AA10123456784&page_size=20",
                ("authorization", "Basic a2V5Og=="),
                1,
            ),
            (
                "aftership",
                "https://api.aftership.com",
                "https://api.aftership.com/tracking/2026-01/trackings?tracking_numbers=1Z999AA10123456784,RB123456785GB&limit=200",
                ("as-api-key", "key"),
                40,
            ),
        ] {
            let tracker = tracker(name).expect("known");
            assert_eq!(tracker.most, most, "{name}");
            let ask = (tracker.ask)(api, "key", &numbers[..most.min(2)]);
            assert_eq!((ask.url.as_str(), ask.body.as_deref()), (url, None), "{name}");
            assert_eq!(ask.headers, [(header.0, header.1.to_owned())], "{name}");
        }
    }

    #[test]
    fn answers_are_read_as_webhooks_are() {
        for (name, body, parcels) in [
            ("easypost", EASYPOST, vec![Some("1Z999AA10123456784")]),
            ("easypost", r#"{"trackers": [], "has_more": false}"#, vec![]),
            // One that can't be read doesn't touch its neighbour.
            ("aftership", AFTERSHIP, vec![Some("1Z999AA10123456784"), None]),
            ("aftership", r#"{"meta": {"code": 200}, "data": {"trackings": null}}"#, vec![]),
        ] {
            let found = read(tracker(name).expect("known"), &answer(body)).expect(name);
            let numbers: Vec<_> = found.iter().map(|found| found.number().map(Number::as_str)).collect();
            assert_eq!(numbers, parcels, "{name}");
        }
    }

    #[test]
    fn what_is_no_list_passes_by_itself() {
        for name in ["easypost", "aftership"] {
            for body in
                ["", "<html>One moment</html>", "[]", "{}", r#"{"trackers": 1, "data": {"trackings": {}}}"#]
            {
                let read = read(tracker(name).expect("known"), &answer(body));
                assert!(matches!(read, Err(Trouble::Passing(_))), "{name}: {body}: {read:?}");
            }
        }
    }
}
