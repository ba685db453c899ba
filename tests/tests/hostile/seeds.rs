//! Where hostile texts are put: payloads of orders, our own and real ones, and shops' settings.

use std::{
    fs,
    path::{Path, PathBuf},
};

use bundle_tests::samples;
use domain::{order::Order, settings::Shop};
use intake::{Source, sources, unwrap_fixture};
use mail::{Mail, Unmailable};
use serde_json::Value;

use crate::{Bed, SAMPLE, SAMPLE_OF_SETTINGS, Sown};

/// An order's payload that can be mailed about.
pub(crate) struct Seed {
    name: String,
    source: &'static dyn Source,
    topic: String,
    body: Value,
    shop: Shop,
}

impl Seed {
    fn of(name: &str, source: &'static dyn Source, topic: &str, body: &[u8]) -> Option<Self> {
        let order = samples::order(source.name(), topic, body).ok().flatten()?;
        let mut shop = samples::shop("acme");
        // Links of the order are only kept where they are the shop's own.
        let host =
            |url: &String| url.strip_prefix("https://")?.split(['/', '?', '#']).next().map(str::to_owned);
        if let Some(host) = order.status_url.as_ref().and_then(host) {
            shop.url = format!("https://{host}");
        }
        let body = serde_json::from_slice(body).ok()?;
        let seed = Self { name: name.to_owned(), source, topic: topic.to_owned(), body, shop };
        mail(&order, &seed.shop).ok()?;
        Some(seed)
    }

    /// The first source that makes something of a body, under a topic that is named or guessed.
    fn guessed(name: &str, body: &[u8], topic: Option<&str>) -> Option<Self> {
        let value: Value = serde_json::from_slice(body).ok()?;
        sources().iter().find_map(|source| {
            let topic = topic.filter(|topic| source.topics().iter().any(|t| t.name == *topic));
            let topic = topic.or_else(|| source.guess_topic(&value))?;
            Self::of(name, *source, topic, body)
        })
    }
}

/// The mail about an order; one without an address gets one, so that it can be seen.
fn mail(order: &Order, shop: &Shop) -> Result<Mail, Unmailable> {
    if order.email.is_some() {
        return samples::mail("order-confirmation", order, shop, None);
    }
    let addressed = Order { email: Some("buyer@mail.example".into()), ..order.clone() };
    samples::mail("order-confirmation", &addressed, shop, None)
}

impl Bed for Seed {
    fn name(&self) -> &str {
        &self.name
    }

    fn body(&self) -> &Value {
        &self.body
    }

    fn hosts(&self) -> Vec<String> {
        vec![self.shop.url.trim_start_matches("https://").to_owned()]
    }

    fn sample(&self) -> usize {
        SAMPLE
    }

    fn is_host(&self, _: &str) -> bool {
        false
    }

    fn sown(&self, body: &Value) -> Option<Sown<'_>> {
        let body = serde_json::to_vec(body).expect("a value can be written");
        let order = samples::order(self.source.name(), &self.topic, &body).ok().flatten()?;
        Some(Sown { order: Some(order.clone()), mail: Box::new(move || mail(&order, &self.shop)) })
    }
}

/// The sample day's orders, those of the sources' own tests, and the documented example of the source `own`.
pub(crate) fn ours() -> Vec<Seed> {
    let source = |name: &str| intake::source(name).expect("a known source");
    let mut seeds: Vec<Seed> = samples::day()
        .iter()
        .filter_map(|d| Seed::of(&d.file, source(&d.source), &d.topic, &d.body))
        .collect();
    let shared = samples::root().join("shared/intake");
    for file in files(&shared.join("tests/payloads")) {
        seeds.extend(seeds_in(&file, &shared));
    }
    let readme = fs::read_to_string(shared.join("src/own/README.md")).expect("the format is described");
    let example =
        readme.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    seeds.extend(Seed::of("own/README.md", source("own"), "order.created", example.as_bytes()));
    seeds
}

/// The orders among the real payloads.
pub(crate) fn real(folder: &Path) -> Vec<Seed> {
    let json = files(folder).into_iter().filter(|file| file.extension().is_some_and(|e| e == "json"));
    json.flat_map(|file| seeds_in(&file, folder)).collect()
}

/// The orders in a file: it may be one, be wrapped, or be a list.
fn seeds_in(file: &Path, below: &Path) -> Vec<Seed> {
    let name = file.strip_prefix(below).unwrap_or(file).display().to_string();
    let bytes = fs::read(file).expect("a readable file");
    let shape: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    let list = ["orders", "data"].iter().find_map(|key| shape.get(*key)).unwrap_or(&shape).as_array();
    let bodies: Vec<Vec<u8>> = match list {
        Some(list) => list.iter().map(|entry| entry.to_string().into_bytes()).collect(),
        None => vec![bytes],
    };
    let seed = |(n, body): (usize, &Vec<u8>)| {
        let unwrapped = unwrap_fixture(body).ok()?;
        Seed::guessed(&format!("{name}[{n}]"), &unwrapped.body, unwrapped.topic.as_deref())
    };
    bodies.iter().enumerate().filter_map(seed).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// A shop's settings, with an order of that shop.
pub(crate) struct Settings {
    name: String,
    body: Value,
    order: Order,
    hosts: Vec<String>,
}

/// Those of the sample shops, and of one that says everything that can be said.
pub(crate) fn settings() -> Vec<Settings> {
    let mut seen = Vec::<String>::new();
    let mut all = Vec::new();
    for (name, _, order) in samples::orders() {
        if seen.contains(&name) {
            continue;
        }
        let mut shop = samples::shop(&name);
        shop.look.logo = Some(format!("{}/logo.png", shop.url));
        shop.sender.name = Some("The shop".into());
        shop.sender.reply_to = Some("help@acme.example".into());
        let words = ["subject", "heading", "lead", "preheader"].map(|word| {
            let key = format!("order-confirmation-{word}");
            (key, format!("{word} {{ $order }}"))
        });
        let language = shop.locale.split('-').next().unwrap_or_default().to_owned();
        shop.wording.insert(language, [("order-confirmation".to_owned(), words.into())].into());
        let hosts = vec![shop.url.trim_start_matches("https://").to_owned()];
        let body = serde_json::to_value(&shop).expect("settings can be written");
        all.push(Settings { name: format!("{name}.toml"), body, order, hosts });
        seen.push(name);
    }
    all
}

impl Bed for Settings {
    fn name(&self) -> &str {
        &self.name
    }

    fn body(&self) -> &Value {
        &self.body
    }

    fn hosts(&self) -> Vec<String> {
        self.hosts.clone()
    }

    fn sample(&self) -> usize {
        SAMPLE_OF_SETTINGS
    }

    fn is_host(&self, place: &str) -> bool {
        place == "/url" || place == "/pages/url" || place.starts_with("/hosts/")
    }

    fn sown(&self, body: &Value) -> Option<Sown<'_>> {
        let shop: Shop = serde_json::from_value(body.clone()).ok()?;
        Some(Sown { order: None, mail: Box::new(move || mail(&self.order, &shop)) })
    }
}
