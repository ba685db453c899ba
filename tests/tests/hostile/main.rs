//! S7 and S8: every hostile text in every text of every payload and of a shop's settings, through the door's translation
//! into a mail. The mail has the elements and attributes that a harmless text leaves there, no address of another host,
//! its own headers and its one recipient; or there is no mail.
//!
//! What is harmless is tried at the same place: a word, nothing, an address, a number. A sample of all pairs of place and
//! text by default; with `--full` each of them.

mod seeds;
mod shape;

use std::{
    collections::BTreeSet,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use bundle_tests::payloads::{Payload, payloads};
use domain::order::Order;
use mail::{Mail, Unmailable};
use seeds::{Seed, Settings};
use serde_json::Value;

/// What honest people write, or a mark that shows nothing. Numbers and truth values are as good as others where those
/// are read.
const HARMLESS: &[&str] = &["Harmless words", "", "\u{200e}", "1", "-1", "true", "https://other.example/"];

/// One pair of so many is tried by default, of settings more; primes, so that every place meets other texts.
const SAMPLE: usize = 131;
const SAMPLE_OF_SETTINGS: usize = 23;

/// What came of all pairs.
#[derive(Debug, Default)]
struct Tally {
    places: AtomicUsize,
    tried: AtomicUsize,
    /// Nothing of the mail depends on it.
    without_effect: AtomicUsize,
    refused: AtomicUsize,
    mailed: AtomicUsize,
}

fn count(counter: &AtomicUsize) {
    counter.fetch_add(1, Ordering::Relaxed);
}

impl Tally {
    fn tell(&self, what: &str, seeds: usize, payloads: usize) {
        let [places, tried, without, refused, mailed] =
            [&self.places, &self.tried, &self.without_effect, &self.refused, &self.mailed]
                .map(|n| n.load(Ordering::Relaxed));
        println!(
            "figure: S7, S8: {payloads} hostile texts in {places} texts of {seeds} {what}: {tried} tried, {without} without \
             effect, {refused} refused, {mailed} mailed: 0 elements or attributes more, 0 foreign addresses, 0 headers more, \
             one recipient each"
        );
        assert!(mailed > 0 && refused > 0);
    }
}

/// Something with texts in it, of which a mail is made.
trait Bed: Sync {
    /// What a failure calls it.
    fn name(&self) -> &str;
    /// The texts in here are replaced.
    fn body(&self) -> &Value;
    /// The hosts that the mail may name.
    fn hosts(&self) -> Vec<String>;
    /// One pair of so many is tried.
    fn sample(&self) -> usize;
    /// Whether the text at a place says which hosts a mail may name.
    fn is_host(&self, place: &str) -> bool;
    /// What is made of a body. Nothing, where the door refuses it.
    fn sown(&self, body: &Value) -> Option<Sown<'_>>;
}

/// What became of a body.
struct Sown<'b> {
    /// Where the mail follows from this alone: the order.
    order: Option<Order>,
    /// Makes the mail.
    mail: Box<dyn FnOnce() -> Result<Mail, Unmailable> + 'b>,
}

/// Pointers to all texts in a body.
fn texts(body: &Value, at: &str, found: &mut Vec<String>) {
    let below = |key: &str| format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
    match body {
        Value::String(_) => found.push(at.to_owned()),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(n, value)| texts(value, &below(&n.to_string()), found))
        }
        Value::Object(fields) => fields.iter().for_each(|(key, value)| texts(value, &below(key), found)),
        _ => {}
    }
}

/// Tries all pairs of one bed.
fn sow(bed: &dyn Bed, nth: usize, payloads: &[Payload], tally: &Tally) {
    let mut body = bed.body().clone();
    let base = bed.sown(&body).expect("it is a mail as it is");
    let base_mail = (base.mail)().unwrap_or_else(|e| panic!("{}: {e}", bed.name()));
    let base_page = shape::page(&base_mail);
    let own = shape::shape(&base_page);
    let mut hosts = bed.hosts();
    hosts.extend(shape::hosts(&base_page));
    let mut places = Vec::new();
    texts(bed.body(), "", &mut places);
    for (p, place) in places.iter().enumerate() {
        count(&tally.places);
        let put = |body: &mut Value, value: Value| *body.pointer_mut(place).expect("it was found") = value;
        let before = bed.body().pointer(place).expect("it was found").clone();
        let mut shapes: Option<BTreeSet<String>> = None;
        for (t, payload) in payloads.iter().enumerate() {
            let chosen = (p * 7 + t * 13 + nth * 29).is_multiple_of(bed.sample());
            if !chosen && !testkit::is_full() {
                continue;
            }
            let what = || format!("{}{place}: {}", bed.name(), payload.shown());
            count(&tally.tried);
            put(&mut body, payload.text.clone().into());
            let Some(sown) = bed.sown(&body) else {
                count(&tally.refused);
                continue;
            };
            if sown.order.is_some() && sown.order == base.order {
                count(&tally.without_effect);
                continue;
            }
            let mail = match (sown.mail)() {
                Ok(mail) => mail,
                Err(Unmailable::Template(bug)) => panic!("{}: {bug}", what()),
                Err(_) => {
                    count(&tally.refused);
                    continue;
                }
            };
            count(&tally.mailed);
            let page = shape::page(&mail);
            let found = shape::shape(&page);
            // Most leave the mail's own shape: what harmless texts would leave needn't be made then.
            if found != own {
                let shapes = shapes.get_or_insert_with(|| harmless(bed, &mut body, place, &own));
                if !shapes.contains(&found) {
                    // A text whose lines are kept has as many of them as a harmless one.
                    put(&mut body, calm(&payload.text).into());
                    let same = bed.sown(&body).and_then(|sown| (sown.mail)().ok());
                    shapes.extend(same.map(|mail| shape::shape(&shape::page(&mail))));
                }
                assert!(shapes.contains(&found), "{}:\n{}", what(), shape::first_difference(&found, shapes));
            }
            for host in shape::hosts(&page) {
                let named = bed.is_host(place) && payload.text.contains(&host) && !host.contains([':', '/']);
                assert!(named || hosts.contains(&host), "{}: an address of {host:?}", what());
            }
            shape::assert_envelope(&mail, &base_mail, &what());
        }
        put(&mut body, before);
    }
}

/// The same lines without a harmful sign in them.
fn calm(text: &str) -> String {
    text.chars().map(|c| if c.is_whitespace() { c } else { 'x' }).collect()
}

/// The shapes that harmless texts at a place leave.
fn harmless(bed: &dyn Bed, body: &mut Value, place: &str, own: &str) -> BTreeSet<String> {
    let mut shapes = BTreeSet::from([own.to_owned()]);
    let own_host = bed.hosts().first().map(|host| format!("https://{host}/harmless"));
    let texts =
        HARMLESS.iter().map(|text| Value::from(*text)).chain(own_host.map(Value::from)).chain([Value::Null]);
    for text in texts {
        *body.pointer_mut(place).expect("it was found") = text;
        if let Some(Ok(mail)) = bed.sown(body).map(|sown| (sown.mail)()) {
            shapes.insert(shape::shape(&shape::page(&mail)));
        }
    }
    shapes
}

/// All beds, on all cores.
fn sow_all(beds: &[&dyn Bed], payloads: &[Payload], tally: &Tally) {
    let next = Mutex::new(0..beds.len());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                while let Some(n) = next.lock().map(|mut next| next.next()).ok().flatten() {
                    sow(beds[n], n, payloads, tally);
                }
            });
        }
    });
}

fn sow_seeds(what: &str, seeds: &[Seed]) {
    let (payloads, tally) = (payloads(), Tally::default());
    assert!(payloads.len() >= 200);
    let beds: Vec<&dyn Bed> = seeds.iter().map(|seed| seed as &dyn Bed).collect();
    sow_all(&beds, &payloads, &tally);
    tally.tell(what, seeds.len(), payloads.len());
}

#[test]
fn no_text_of_our_payloads_changes_a_mail() {
    let seeds = seeds::ours();
    assert!(seeds.len() > 20, "{} orders", seeds.len());
    sow_seeds("orders of our own", &seeds);
}

#[test]
fn no_text_of_real_payloads_changes_a_mail() {
    let Some(folder) = testkit::fixtures::folder() else {
        return testkit::skip("hostile texts in real payloads", "no fixtures beside the project");
    };
    let seeds = seeds::real(&folder);
    assert!(seeds.len() > 20, "{} orders", seeds.len());
    sow_seeds("real orders", &seeds);
}

#[test]
fn no_text_of_a_shops_settings_changes_a_mail() {
    let (payloads, tally) = (payloads(), Tally::default());
    let settings = seeds::settings();
    let beds: Vec<&dyn Bed> = settings.iter().map(|s: &Settings| s as &dyn Bed).collect();
    sow_all(&beds, &payloads, &tally);
    tally.tell("shops' settings", settings.len(), payloads.len());
}
