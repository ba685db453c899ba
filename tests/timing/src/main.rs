//! Times the check of Shopify's signature on two classes of forged signatures, and says by Welch's t whether they can
//! be told apart. Prints JSON.
// Statistics are what floating point is for; no money here.
#![allow(clippy::float_arithmetic, clippy::cast_precision_loss)]

use std::{hint::black_box, process::ExitCode, time::Instant};

use base64::{Engine, engine::general_purpose::STANDARD};
use domain::Timestamp;
use intake::{Headers, Secret};
use serde_json::json;

/// The body is as short as can be: what is compared is the signature.
const BODY: &[u8] = br#"{"id":1}"#;
/// Shops, each with a secret and a forgery that is right for it but for the last byte.
const SHOPS: usize = 256;

fn main() -> ExitCode {
    let samples = std::env::args().nth(1).map_or(Ok(1_000_000), |count| count.parse::<usize>());
    let Ok(samples) = samples else {
        eprintln!("signature-timing [SAMPLES]");
        return ExitCode::from(2);
    };
    let times = measure(samples, false);
    let control = measure(samples, true);
    let (all, cropped) = (t_of(&times, u64::MAX), t_of(&times, ninth_tenth(&times)));
    println!(
        "{}",
        json!({
            "samples": samples,
            "t": all,
            "t_cropped": cropped,
            "control": t_of(&control, u64::MAX),
            "control_cropped": t_of(&control, ninth_tenth(&control)),
            "mean_nanoseconds": [Class::of(&times, false, u64::MAX).mean, Class::of(&times, true, u64::MAX).mean],
        })
    );
    ExitCode::SUCCESS
}

/// Whether the forgery was almost right, and the nanoseconds of its check.
type Sample = (bool, u64);

/// Times the check. Every forgery is tried under its own shop's secret, where it is almost right, and under another shop's, where
/// it is wrong throughout: so both classes are of the same texts, at the same places in memory, under the same secrets, and
/// differ in nothing but what is asked here. With `control`, both are other shops' secrets: what is found then, the method
/// has made.
fn measure(samples: usize, control: bool) -> Vec<Sample> {
    let source = intake::source("shopify").expect("a known source");
    let secrets: Vec<[Secret; 1]> =
        (0..SHOPS).map(|_| [Secret::new(format!("{:032x}", fastrand::u128(..)))]).collect();
    let forged: Vec<Headers> = secrets
        .iter()
        .map(|secret| {
            let signed = source.sign("orders/create", BODY, &secret[0], Timestamp::UNIX_EPOCH);
            let right = signed.iter().find(|(name, _)| name.ends_with("hmac-sha256")).expect("a signature");
            let mut bytes = STANDARD.decode(&right.1).expect("base64");
            *bytes.last_mut().expect("32 of them") ^= fastrand::u8(1..);
            Headers::new([(right.0, STANDARD.encode(bytes).as_str())])
        })
        .collect();
    let mut times = Vec::with_capacity(samples);
    for warm in [true, false] {
        for _ in 0..if warm { samples / 20 } else { samples } {
            let (n, almost) = (fastrand::usize(..SHOPS), fastrand::bool());
            let away = match (almost, control) {
                (true, false) => 0,
                (true, true) => 2,
                (false, _) => 1,
            };
            let secret = &secrets[(n + away) % SHOPS];
            let began = Instant::now();
            let verified = source.verify(black_box(&forged[n]), BODY, secret, Timestamp::UNIX_EPOCH);
            let took = began.elapsed().as_nanos();
            assert!(black_box(verified).is_err(), "a forgery");
            if !warm {
                times.push((almost, u64::try_from(took).unwrap_or(u64::MAX)));
            }
        }
    }
    times
}

/// The time that nine in ten are below: beyond it the machine measures itself.
fn ninth_tenth(times: &[Sample]) -> u64 {
    let mut sorted: Vec<u64> = times.iter().map(|(_, time)| *time).collect();
    sorted.sort_unstable();
    sorted.get(sorted.len() * 9 / 10).copied().unwrap_or(u64::MAX)
}

/// One class's mean and variance, by Welford.
#[derive(Default)]
struct Class {
    count: f64,
    mean: f64,
    squares: f64,
}

impl Class {
    fn of(times: &[Sample], class: bool, below: u64) -> Self {
        let mut all = Self::default();
        for (_, time) in times.iter().filter(|(of, time)| *of == class && *time <= below) {
            all.count += 1.0;
            let delta = *time as f64 - all.mean;
            all.mean += delta / all.count;
            all.squares += delta * (*time as f64 - all.mean);
        }
        all
    }

    fn error(&self) -> f64 {
        self.squares / (self.count - 1.0) / self.count
    }
}

/// Welch's t of both classes, of the times up to `below`.
fn t_of(times: &[Sample], below: u64) -> f64 {
    let (one, other) = (Class::of(times, false, below), Class::of(times, true, below));
    (one.mean - other.mean) / (one.error() + other.error()).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(slower_by: u64) -> Vec<Sample> {
        let noise = |n: u64| n.wrapping_mul(6_364_136_223_846_793_005) >> 58;
        (0..10_000).map(|n| (n % 2 == 0, 1_000 + noise(n) + if n % 2 == 0 { slower_by } else { 0 })).collect()
    }

    #[test]
    fn a_difference_is_found_and_none_isn_t() {
        assert!(t_of(&times(0), u64::MAX).abs() < 4.5);
        assert!(t_of(&times(5), u64::MAX).abs() > 10.0);
    }

    #[test]
    fn every_check_is_timed() {
        let times = measure(1_000, false);
        assert_eq!(times.len(), 1_000);
        assert!(times.iter().any(|(almost, _)| *almost) && times.iter().any(|(almost, _)| !*almost));
    }
}
