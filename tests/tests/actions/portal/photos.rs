//! Pictures of what comes back.

use std::sync::Arc;

use bundle_tests::{reader::Reader, returning::acme};
use domain::{EntityRef, returns::portal::Draft};
use jiff::SignedDuration;
use serde_json::{Value, json};
use shell::{Scheduled as _, TimeLeft};

use super::{ORDER, Portal, Returning, asks, desk, filed, token, world};

const JPEG: &[u8] = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00";

/// A world with an order of so many pieces, whose portal takes photos into this bucket.
async fn with_bucket(own: &Value, pieces: i64) -> (Returning, Portal, testkit::Bucket) {
    let (world, mut portal) = world(own, pieces).await;
    let bucket = testkit::Bucket::default();
    portal.door =
        portal.door.with_photos(objects::Objects::on(Arc::new(bucket.clone())), "https://pages.example");
    (world, portal, bucket)
}

async fn draft_of(world: &Returning) -> Option<Draft> {
    world.store.draft(&acme(), &EntityRef::order(ORDER)).await.expect("readable")
}

/// A picture is a fact once its first bytes were looked at; what is none goes, and comes back to be said.
#[tokio::test(start_paused = true)]
async fn photos_are_sent_to_the_bucket_looked_at_and_seen_by_whoever_decides() {
    let (mut world, mut portal, bucket) = with_bucket(&asks(&["quality"]), 1).await;
    let own = token(&world, ORDER).await;
    let mut seconds = 0;
    for (file, is_taken) in
        [(JPEG, true), (&b"<svg onload=alert(1)>"[..], false), (&b"%PDF-1.7"[..], false), (JPEG, true)]
    {
        seconds += 1;
        portal.now = world.now + SignedDuration::from_secs(seconds);
        bucket.is_now(portal.now);
        let mut reader = Reader::open(&portal, &format!("/return/{own}")).await;
        if seconds == 1 {
            reader.press("next", &[("pieces.0", "1")]).await;
            reader.press("photos.0", &[("reason.0", "defective"), ("condition.0", "damaged")]).await;
        } else {
            reader.go(&format!("/return/{own}/photos-0")).await;
        }
        assert!(reader.at.ends_with("/photos-0"), "{} {}", reader.at, reader.text());
        let policy =
            reader.answer.all_headers().into_iter().find(|(name, _)| *name == "content-security-policy");
        let (_, policy) = policy.expect("a policy");
        let (address, fields) = reader.upload();
        let origin = address.split('/').take(3).collect::<Vec<_>>().join("/");
        assert!(policy.contains(&format!("form-action 'self' {origin} https://pages.example")), "{policy}");
        assert!(!policy.contains("script"), "{policy}");
        let posted = bucket.post(&fields, file).expect("the policy lets it through");
        let testkit::Posted::Go(back) = posted else { panic!("it leads back") };
        reader.go(back.strip_prefix("https://pages.example").expect("to where pages are")).await;
        let draft = draft_of(&world).await.expect("a draft");
        let there = draft.wishes[0].photos.len();
        let expected = if seconds < 4 { 1 } else { 2 };
        assert_eq!((there, bucket.all().len()), (expected, expected), "{is_taken} {}", reader.text());
        // Loading the address again takes nothing twice.
        reader.go(back.strip_prefix("https://pages.example").expect("to where pages are")).await;
        let draft = draft_of(&world).await.expect("a draft");
        assert_eq!(draft.wishes[0].photos.len(), expected);
    }
    let mut reader = Reader::open(&portal, &format!("/return/{own}/photos-0")).await;
    let draft = draft_of(&world).await.expect("a draft");
    reader.press(&format!("remove.{}", draft.wishes[0].photos[0].id), &[]).await;
    assert_eq!(bucket.all().len(), 1);
    reader.go(&format!("/return/{own}/review")).await;
    reader.press("file", &[]).await;
    world.run().await;
    let id = filed(&world).await.remove(0);
    assert_eq!(world.kept(&id).await.rma.request.lines[0].photos, 1);
    let quality = desk(&world, "quality").await;
    let case = Reader::open(&portal, &format!("/returns-desk/{quality}/{id}")).await;
    assert!(
        case.answer.body.to_text().contains(&draft.wishes[0].photos[1].id),
        "{}",
        case.answer.body.to_text()
    );
}

/// A photo lies under its draft's name: who takes the draft away takes the photos along, or nobody finds them any more.
#[tokio::test(start_paused = true)]
async fn photos_go_with_the_draft_that_they_were_sent_for_and_stay_no_longer_than_it() {
    let (world, mut portal, bucket) = with_bucket(&json!({"photos": {"keep_days": 90}}), 2).await;
    let first = format!("/return/{}", token(&world, ORDER).await);
    for (n, way) in (1..).zip(["one piece less", "forget", "withdraw"]) {
        portal.now = world.now + SignedDuration::from_mins(n);
        bucket.is_now(portal.now);
        let mut reader = Reader::open(&portal, &first).await;
        reader.press("next", &[("pieces.0", "2")]).await;
        reader.press("split.0", &[("reason.0", "defective"), ("condition.0", "damaged")]).await;
        for wish in ["0", "1"] {
            reader.go(&format!("{first}/details")).await;
            reader.press(&format!("photos.{wish}"), &[]).await;
            let (_, fields) = reader.upload();
            let posted = bucket.post(&fields, JPEG).expect("the policy lets it through");
            let testkit::Posted::Go(back) = posted else { panic!("it leads back") };
            // The second one comes in and is never looked at: its browser died on the way back.
            if wish == "0" || way == "one piece less" {
                reader.go(back.strip_prefix("https://pages.example").expect("to where pages are")).await;
            }
        }
        assert_eq!(bucket.all().len(), 2, "{way}");
        // The row lives as long as what it leads to.
        let place = (store::engine::Table::Shop, store::keys::draft(&acme(), &EntityRef::order(ORDER)));
        let until = (portal.now + SignedDuration::from_hours(24 * 90)).as_second();
        assert_eq!(store::engine::number(&world.engine.items()[&place], "ttl"), Some(until), "{way}");
        reader.go(&first).await;
        let left = match way {
            "forget" => {
                reader.press("forget", &[]).await;
                0
            }
            "withdraw" => {
                reader.go(&format!("{first}/withdraw")).await;
                reader.press("next", &[]).await;
                assert!(reader.at.ends_with("/withdraw-confirm"), "{} {}", reader.at, reader.text());
                0
            }
            _ => {
                reader.press("next", &[("pieces.0", "1")]).await;
                let draft = draft_of(&world).await.expect("a draft");
                assert_eq!(draft.wishes[0].photos.len(), 1);
                1
            }
        };
        assert_eq!(bucket.all().len(), left, "{way}");
        bucket.all().clear();
        world
            .store
            .drop_draft(&acme(), &EntityRef::order(ORDER), &draft_key(&world).await)
            .await
            .expect("gone");
    }
}

async fn draft_key(world: &Returning) -> String {
    draft_of(world).await.map(|draft| draft.key).unwrap_or_default()
}

/// The one page whose opening may write: the bucket leads back to it by a GET, with the photo's name. It then notes the photo in this
/// order's draft, or deletes what is no picture under this draft's name; whatever else stands there writes nothing.
#[tokio::test(start_paused = true)]
async fn opening_the_page_of_photos_writes_nothing_but_the_photo_that_was_sent() {
    let (world, portal, bucket) = with_bucket(&json!({}), 1).await;
    bucket.is_now(portal.now);
    let own = token(&world, ORDER).await;
    let at = format!("/return/{own}/photos-0");
    let mut reader = Reader::open(&portal, &format!("/return/{own}")).await;
    reader.press("next", &[("pieces.0", "1")]).await;
    let elsewhere = objects::Objects::on(Arc::new(bucket.clone()));
    elsewhere.put("returns/photos/acme/another/p1", JPEG.to_vec()).await.expect("kept");
    elsewhere.put("returns/photos/acme/another/p2", b"no picture".to_vec()).await.expect("kept");
    let (items, objects) = (world.engine.items(), bucket.all().clone());
    for question in
        ["", "?photo=", "?photo=p1", "?photo=../another/p1", "?photo=..%2Fanother%2Fp2", "?photo=another/p2"]
    {
        reader.go(&format!("{at}{question}")).await;
        assert_eq!(reader.answer.status, 200, "{question}");
        for doing in ["remove.p1", "back", "next"] {
            reader.forge(&[("proof", "x"), ("do", doing)]).await;
        }
        assert!(world.engine.items() == items && *bucket.all() == objects, "{question}");
    }
    reader.go(&at).await;
    let (_, fields) = reader.upload();
    let testkit::Posted::Go(back) = bucket.post(&fields, JPEG).expect("the policy lets it through") else {
        panic!("it leads back")
    };
    reader.go(back.strip_prefix("https://pages.example").expect("to where pages are")).await;
    let row = (store::engine::Table::Shop, store::keys::draft(&acme(), &EntityRef::order(ORDER)));
    let after = world.engine.items();
    let changed: Vec<_> = after
        .iter()
        .filter(|(place, item)| items.get(*place) != Some(*item))
        .map(|(place, _)| place)
        .collect();
    assert_eq!((changed, after.len(), bucket.all().len()), (vec![&row], items.len(), 3));
}

/// RA-38: photos go after the shop's days, in the fourth hour of its own day; what was written beside a return has a time to live.
#[tokio::test(start_paused = true)]
async fn photos_and_words_are_forgotten_in_time() {
    let (world, _) = world(&json!({"photos": {"keep_days": 30}}), 1).await;
    let bucket = testkit::Bucket::default();
    let objects = objects::Objects::on(Arc::new(bucket.clone()));
    let sweeper = photo_retention::PhotoRetention { store: world.store.clone(), objects: objects.clone() };
    let night = testkit::orders::at("2026-03-10T02:30:00Z"); // half past three in Berlin
    let photo = |n: i64| format!("returns/photos/acme/r1/p{n}");
    for (n, days) in [(1, 31), (2, 30), (3, 29)] {
        bucket.is_now(night - SignedDuration::from_hours(24 * days));
        objects.put(&photo(n), vec![1]).await.expect("kept");
    }
    objects.put("returns/photos/rosen/r1/p1", vec![1]).await.expect("kept");
    let left = || bucket.all().keys().cloned().collect::<Vec<_>>();
    let span = || TimeLeft::span(std::time::Duration::from_secs(240));
    sweeper.tick(night - SignedDuration::from_hours(1), &span()).await.expect("ticks");
    assert_eq!(left().len(), 4, "it isn't its hour");
    for _ in 0..2 {
        sweeper.tick(night, &span()).await.expect("ticks");
        // Nobody set up the other shop: its photos are the bucket's own rule's.
        assert_eq!(left(), [photo(3), "returns/photos/rosen/r1/p1".to_owned()]);
    }
    let rma = EntityRef::new("RETURN", "r1");
    let until = night + SignedDuration::from_hours(24);
    let say = |words: &mut domain::returns::portal::Words| {
        words.say(domain::returns::portal::By::Buyer, "x", night)
    };
    world.store.say_of_return(&acme(), &rma, until, say).await.expect("said");
    let place = (store::engine::Table::Shop, store::keys::words(&acme(), &rma));
    assert_eq!(store::engine::number(&world.engine.items()[&place], "ttl"), Some(until.as_second()));
}
