//! Any bytes as any texts of a mail: a refusal, or a mail with the same headers, the same parts and one recipient; never
//! a panic. For five seconds, or as many as `NIGHTSHIFT_FUZZ_SECONDS` says.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use mail::Unmailable;

use crate::{
    hostile::{HOSTILE, PLACES, assert_sound},
    samples,
};

fn seconds() -> Duration {
    let seconds = std::env::var("NIGHTSHIFT_FUZZ_SECONDS").ok().map(|s| s.parse().expect("a whole number"));
    Duration::from_secs(seconds.unwrap_or(5))
}

/// A text: raw bytes, one that has broken somebody's mails, or both in one.
fn text(input: &[u8]) -> String {
    let (how, rest) = input.split_first().unwrap_or((&0, &[]));
    let hostile = HOSTILE[usize::from(*how) / 3 % HOSTILE.len()];
    let raw = String::from_utf8_lossy(rest);
    match how % 3 {
        0 => raw.into_owned(),
        1 => format!("{raw}{hostile}"),
        _ => format!("{hostile}{raw}"),
    }
}

#[test]
fn whatever_the_bytes_the_mail_is_sound() {
    static MAILED: AtomicU64 = AtomicU64::new(0);
    static REFUSED: AtomicU64 = AtomicU64::new(0);
    bolero::check!().with_max_len(256).with_test_time(seconds()).for_each(|input: &[u8]| {
        let mut sample = samples::fetched();
        let (head, rest) = input.split_at(input.len().min(2));
        let message =
            if head.first().is_some_and(|b| b % 2 == 1) { "order-updated" } else { "order-confirmation" };
        let locale = [None, Some("en"), Some("ar-EG"), Some("ja"), Some("xx")]
            [head.get(1).map_or(0, |b| usize::from(*b)) % 5];
        // Pieces of 40 bytes, each with the place that it is put at.
        for piece in rest.chunks(41) {
            let (place, bytes) = piece.split_first().expect("chunks aren't empty");
            PLACES[usize::from(*place) % PLACES.len()].1(&mut sample, text(bytes));
        }
        // Its links are judged by the shop's own host, so that stays.
        sample.shop.url = samples::shop().url;
        sample.shop.hosts.clear();
        match sample.render_in(message, locale) {
            Ok(mail) => {
                assert_sound(&mail, &format!("{input:?}"));
                MAILED.fetch_add(1, Ordering::Relaxed);
            }
            Err(Unmailable::Template(bug)) => panic!("{bug}: {input:?}"),
            Err(_) => {
                REFUSED.fetch_add(1, Ordering::Relaxed);
            }
        }
    });
    let (mailed, refused) = (MAILED.load(Ordering::Relaxed), REFUSED.load(Ordering::Relaxed));
    println!("figure: fuzz: mails: {mailed} sound, {refused} refused in {:?}, 0 panics", seconds());
    assert!(mailed > 0 && refused > 0);
}
