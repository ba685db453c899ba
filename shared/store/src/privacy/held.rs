//! Everything that is held of a person, as files: a folder for each entity, a file for each item, JSON throughout.

use domain::{EntityRef, ShopId, document::Made, mail::MailRequested, returns::rma};
use serde_json::{Map, Value, json};

use super::{Files, Person};
use crate::{
    Store, StoreError,
    engine::{Attr, Item, text},
    journal::{self, EVENT},
    keys, pack,
};

impl Store {
    /// Everything that the tables hold of a person. The same twice, as long as nothing happens.
    pub async fn held(&self, shop: &ShopId, person: &Person) -> Result<Files, StoreError> {
        let mut files = Files::new();
        for entity in person.customers.iter().chain(&person.parcels) {
            self.held_of(shop, entity, &folder(entity), &mut files).await?;
        }
        for placed in &person.orders {
            let at = folder(&placed.order);
            self.held_of(shop, &placed.order, &at, &mut files).await?;
            for entity in placed.returns.iter().chain(&placed.parcels) {
                self.held_of(shop, entity, &format!("{at}/{}", folder(entity)), &mut files).await?;
            }
        }
        for (_, hash) in &person.asides {
            self.body(shop, hash, "not-understood", &mut files).await?;
        }
        for address in &person.addresses {
            if let Some(stands) = self.suppressed(shop, address).await? {
                let told = json!({"address": address, "reason": stands.reason, "detail": stands.detail,
                    "about": stands.about, "since": stands.at});
                write(&mut files, format!("no-mail/{}.json", plain(address)), &told);
            }
        }
        Ok(files)
    }

    async fn held_of(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
        at: &str,
        files: &mut Files,
    ) -> Result<(), StoreError> {
        let mut story = Vec::new();
        let mut sends = Map::new();
        for item in &self.partition(shop, entity).await? {
            if item.contains_key(EVENT) {
                let event = journal::kept(item)?.event;
                story.push((event.seq, serde_json::to_value(&event).expect("events are plain data")));
                if let Some(hash) = event.data["body"].as_str().filter(|hash| !hash.is_empty()) {
                    self.body(shop, hash, &format!("{at}/as-it-came"), files).await?;
                }
                if let (true, Ok(made)) = (event.kind.starts_with("document."), event.payload::<Made>()) {
                    for file in made.files {
                        if let Some(bytes) = self.file(shop, &file.sha256).await? {
                            files.insert(format!("{at}/papers/{}", plain(&file.name)), bytes);
                        }
                    }
                }
                if event.kind.starts_with("mail.requested")
                    && let Ok(request) = event.payload::<MailRequested>()
                    && let Some(entry) = self.send_entry(shop, &request.send_id(shop, entity)).await?
                {
                    let entry = serde_json::to_value(entry).expect("entries are plain data");
                    sends.insert(format!("{}#{}", request.message, request.revision), entry);
                }
            } else {
                let sk = text(item, "sk").unwrap_or_default();
                write(files, format!("{at}/{}.json", called(entity, sk)), &readable(item));
            }
        }
        story.sort_by_key(|(seq, _)| *seq);
        if !story.is_empty() {
            let events: Vec<Value> = story.into_iter().map(|(_, event)| event).collect();
            write(files, format!("{at}/journal.json"), &events.into());
        }
        if !sends.is_empty() {
            write(files, format!("{at}/mails.json"), &sends.into());
        }
        Ok(())
    }

    async fn body(&self, shop: &ShopId, hash: &str, at: &str, files: &mut Files) -> Result<(), StoreError> {
        if let Some(body) = self.raw(shop, hash).await? {
            let name: String = hash.chars().take(16).collect();
            files.insert(format!("{at}/{name}.json"), body);
        }
        Ok(())
    }
}

fn folder(entity: &EntityRef) -> String {
    format!("{}-{}", entity.kind().to_lowercase(), plain(entity.id()))
}

/// What an item is called in its folder.
fn called(entity: &EntityRef, sk: &str) -> String {
    match (entity.kind(), sk) {
        ("ORDER", keys::BODY) => "order".to_owned(),
        (rma::ENTITY, keys::BODY) => "return".to_owned(),
        ("PARCEL", keys::BODY) => "parcel".to_owned(),
        (_, sk) => plain(&sk.to_lowercase()),
    }
}

/// A part of a path: no id and no file's name leads out of its folder.
fn plain(part: &str) -> String {
    let sign = |c: char| if c.is_ascii_alphanumeric() || "-_.@+".contains(c) { c } else { '-' };
    let plain: String = part.chars().map(sign).take(120).collect();
    if plain.starts_with('.') { format!("-{plain}") } else { plain }
}

/// An item as it is read: JSON within it unfolded, keys of indexes left out.
fn readable(item: &Item) -> Value {
    let mut fields = Map::new();
    for (name, attr) in item {
        let said = match attr {
            Attr::S(text) => serde_json::from_str(text)
                .ok()
                .filter(|value: &Value| value.is_object() || value.is_array())
                .unwrap_or_else(|| Value::from(text.as_str())),
            Attr::N(number) => Value::from(*number),
            Attr::B(bytes) => pack::unpack("an item", bytes)
                .ok()
                .and_then(|json| serde_json::from_slice(&json).ok())
                .unwrap_or_else(|| Value::from(String::from_utf8_lossy(bytes))),
        };
        if !["tpk", "tsk", "cpk", "csk", "v"].contains(&name.as_str()) {
            fields.insert(name.clone(), said);
        }
    }
    fields.into()
}

fn write(files: &mut Files, path: String, value: &Value) {
    let mut text = serde_json::to_vec_pretty(value).expect("values are plain data");
    text.push(b'\n');
    files.insert(path, text);
}
