//! What a room of objects promises, whatever it stands on: run on the twin in memory and on the local cloud's S3.

use domain::{
    ShopId, Timestamp,
    returns::{
        photo::{self, MediaType, NoPhoto},
        rules::Photos,
    },
};
use jiff::SignedDuration;
use objects::{First, Listed, Objects, ObjectsError, Swept, Then, UploadForm};
use testkit::{Bucket, Posted};

/// Writes, reads, lists and removes under `promises/`.
pub async fn promises(objects: &Objects) {
    let key = |n: u32| format!("promises/{n:04}.bin");
    let all: Vec<Listed> =
        (0..8).map(|n| Listed { key: key(n), bytes: u64::from(n) + 3, at: None }).collect();
    // When something was written is the room's word: it is somewhere near, and nothing else is said of it here.
    let list = async |prefix: &str| {
        let mut listed = objects.list(prefix).await.expect("listed");
        assert!(listed.iter_mut().all(|listed| listed.at.take().is_some()), "{prefix}");
        listed
    };
    for (n, listed) in (0..).zip(&all) {
        let bytes = vec![n; usize::try_from(listed.bytes).expect("a few")];
        assert_eq!(objects.put_new(&listed.key, bytes).await, Ok(true));
    }
    // What is there stays, unless it is written over.
    assert_eq!(objects.put_new(&key(3), b"other".to_vec()).await, Ok(false));
    assert_eq!(objects.get(&key(3), 6).await, Ok(Some(vec![3; 6])));
    assert_eq!(objects.put(&key(3), b"sixth!".to_vec()).await, Ok(()));
    assert_eq!(objects.get(&key(3), 6).await, Ok(Some(b"sixth!".to_vec())));
    // Bounds, and what isn't there.
    assert_eq!(objects.get(&key(3), 5).await, Err(ObjectsError::TooLarge { most: 5 }));
    assert_eq!(objects.get(&key(99), 5).await, Ok(None));
    // Of a long object, its first bytes.
    let first = |bytes: &[u8], length| Ok(Some(First { bytes: bytes.to_vec(), length }));
    assert_eq!(objects.first(&key(3), 3).await, first(b"six", 6));
    assert_eq!(objects.first(&key(3), 100).await, first(b"sixth!", 6));
    assert_eq!(objects.first(&key(99), 3).await, Ok(None));
    // In the order of keys; nothing of another prefix.
    assert_eq!(objects.put("promises-not/a", vec![]).await, Ok(()));
    assert_eq!(objects.first("promises-not/a", 3).await, first(b"", 0));
    assert_eq!(list("promises/").await, all);
    assert_eq!(list("promises/0003").await, vec![all[3].clone()]);
    assert_eq!(objects.list("promises/x").await, Ok(vec![]));
    for listed in &all {
        assert_eq!(objects.delete(&listed.key).await, Ok(()));
    }
    assert_eq!(objects.delete(&key(0)).await, Ok(()), "it is gone already");
    assert_eq!(objects.list("promises/").await, Ok(vec![]));
    assert_eq!(objects.delete("promises-not/a").await, Ok(()));
}

/// A browser's way to post a form: its fields, then its file. Answers `Ok` with where it is told to go, or S3's code.
pub trait Browser {
    /// Posts it.
    fn post(&self, form: &UploadForm, file: &[u8]) -> impl Future<Output = Result<Option<String>, String>>;
}

impl Browser for Bucket {
    async fn post(&self, form: &UploadForm, file: &[u8]) -> Result<Option<String>, String> {
        match Self::post(self, &form.fields, file) {
            Ok(Posted::Go(address)) => Ok(Some(address)),
            Ok(Posted::Nothing) => Ok(None),
            Err(code) => Err(code.to_owned()),
        }
    }
}

/// A picture, as far as anybody looks.
const JPEG: &[u8] = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00";

/// What a form lets through and what it doesn't, whatever it is posted to; and what becomes of photos.
pub async fn forms(objects: &Objects, browser: &impl Browser, now: Timestamp) {
    let shop: ShopId = "acme".parse().expect("an id");
    let bounds = Photos { max_bytes: 100_000, keep_days: 30, ..Photos::default() };
    let place = |id| (&shop, "0af3", id);
    let go = Then::Go("https://door.example/returns/t?step=2".into());
    let form = objects.photo_form(place("p1"), &bounds, go, now).await.expect("a form");
    let changed = |name: &str, value: &str| {
        let mut form = form.clone();
        match form.fields.iter_mut().find(|(own, _)| own == name) {
            Some((_, own)) => value.clone_into(own),
            None => form.fields.insert(0, (name.to_owned(), value.to_owned())),
        }
        form
    };
    let without = |name: &str| {
        let mut form = form.clone();
        form.fields.retain(|(own, _)| own != name);
        form
    };
    let late = objects.photo_form(place("p1"), &bounds, Then::Nothing, now - SignedDuration::from_mins(16));
    let bent = form
        .fields
        .iter()
        .find(|(name, _)| name == "x-amz-signature")
        .expect("signed")
        .1
        .replace(['a', '1'], "b");
    let long = vec![0xff; 100_001];
    for (form, file, code) in [
        (form.clone(), long.as_slice(), "EntityTooLarge"),
        (form.clone(), b"", "EntityTooSmall"),
        (changed("Content-Type", "text/html"), JPEG, "AccessDenied"),
        (without("Content-Type"), JPEG, "AccessDenied"),
        (changed("key", "returns/photos/acme/0af3/p2"), JPEG, "AccessDenied"),
        (changed("key", "returns/photos/other/0af3/p1"), JPEG, "AccessDenied"),
        (changed("success_action_redirect", "https://evil.example/"), JPEG, "AccessDenied"),
        (changed("acl", "public-read"), JPEG, "AccessDenied"),
        (changed("x-amz-meta-a", "b"), JPEG, "AccessDenied"),
        (late.await.expect("a form"), JPEG, "AccessDenied"),
        (changed("x-amz-signature", &bent), JPEG, "SignatureDoesNotMatch"),
        (without("x-amz-signature"), JPEG, "InvalidArgument"),
    ] {
        assert_eq!(browser.post(&form, file).await, Err(code.to_owned()), "{:?}", form.fields);
    }
    assert_eq!(objects.list(photo::ALL).await, Ok(vec![]), "nothing of that was written");

    let told = browser.post(&form, JPEG).await.expect("taken").expect("an address");
    assert!(told.starts_with("https://door.example/returns/t?step=2&bucket="), "{told}");
    let looked = async |id| objects.look_at_photo(place(id), &bounds).await.expect("reachable");
    assert_eq!(looked("p1").await, Ok((MediaType::Jpeg, JPEG.len() as u64)));
    assert_eq!(looked("p9").await, Err(NoPhoto::Missing));
    // What says that it is a picture and is none doesn't stay.
    let second = objects.photo_form(place("p2"), &bounds, Then::Nothing, now).await.expect("a form");
    assert_eq!(browser.post(&second, b"<svg onload=alert(1)>").await, Ok(None));
    assert_eq!(looked("p2").await, Err(NoPhoto::NoPicture));
    assert_eq!(looked("p2").await, Err(NoPhoto::Missing));
    // Time passes; then all of a return goes, whenever it was sent.
    let sweep = async |days: i64| {
        objects.sweep_photos(&shop, &bounds, now + SignedDuration::from_hours(24 * days)).await
    };
    assert_eq!(sweep(29).await, Ok(Swept { kept: 1, ..Swept::default() }));
    assert_eq!(sweep(31).await, Ok(Swept { deleted: 1, ..Swept::default() }));
    assert_eq!(looked("p1").await, Err(NoPhoto::Missing));
    for n in 0..5 {
        let key = photo::key(&shop, if n == 4 { "0af33" } else { "0af3" }, &n.to_string());
        assert_eq!(objects.put(&key, JPEG.to_vec()).await, Ok(()));
    }
    assert_eq!(objects.delete_photos(&shop, "0af3").await, Ok(4));
    assert_eq!(objects.list(photo::ALL).await.expect("listed").len(), 1, "another return's stays");
    assert_eq!(objects.delete_photo((&shop, "0af33", "4")).await, Ok(()));
}
