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
/// Different forgeries of each class, so that no single one is learnt.
const POOL: usize = 512;

fn main() -> ExitCode {
    let samples = std::env::args().nth(1).map_or(Ok(1_000_000), |count| count.parse::<usize>());
    let Ok(samples) = samples else {
        eprintln!("signature-timing [SAMPLES]");
        return ExitCode::from(2);
    };
    let times = measure(samples);
    let (all, cropped) = (t_of(&times, u64::MAX), t_of(&times, ninth_tenth(&times)));
    println!(
        "{}",
        json!({
            "samples": samples,
            "t": all,
            "t_cropped": cropped,
            "mean_nanoseconds": [Class::of(&times, false, u64::MAX).mean, Class::of(&times, true, u64::MAX).mean],
        })
    );
    ExitCode::SUCCESS
}

/// Whether the forgery was almost right, and the nanoseconds of its check.
type Sample = (bool, u64);

fn measure(samples: usize) -> Vec<Sample> {
    let source = intake::source("shopify").expect("a known source");
    let secret = Secret::new("a secret of the shop");
    let secrets = [secret];
    let signed = source.sign("orders/create", BODY, &secrets[0], Timestamp::UNIX_EPOCH);
    let right = signed.iter().find(|(name, _)| name.ends_with("hmac-sha256")).expect("a signature");
    let right_bytes = STANDARD.decode(&right.1).expect("base64");
    // Made beforehand, class by class alternating in memory; which is taken is up to chance.
    let forged: Vec<Headers> = (0..2 * POOL)
        .map(|n| {
            let mut bytes = right_bytes.clone();
            if almost(n) {
                let last = bytes.len() - 1;
                bytes[last] ^= fastrand::u8(1..);
            } else {
                bytes.iter_mut().for_each(|byte| *byte = fastrand::u8(..));
            }
            Headers::new([(right.0, STANDARD.encode(bytes).as_str())])
        })
        .collect();
    let mut times = Vec::with_capacity(samples);
    for warm in [true, false] {
        for _ in 0..if warm { samples / 20 } else { samples } {
            let n = fastrand::usize(..forged.len());
            let began = Instant::now();
            let verified = source.verify(black_box(&forged[n]), BODY, &secrets, Timestamp::UNIX_EPOCH);
            let took = began.elapsed().as_nanos();
            assert!(black_box(verified).is_err(), "a forgery");
            if !warm {
                times.push((almost(n), u64::try_from(took).unwrap_or(u64::MAX)));
            }
        }
    }
    times
}

fn almost(n: usize) -> bool {
    n.is_multiple_of(2)
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
        let times = measure(1_000);
        assert_eq!(times.len(), 1_000);
        assert!(times.iter().any(|(almost, _)| *almost) && times.iter().any(|(almost, _)| !*almost));
    }
}
