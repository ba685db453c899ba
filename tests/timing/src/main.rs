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
/// Forgeries of each class.
const POOL: usize = 512;

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

/// A forgery with what it is taken for.
struct Forged {
    almost: bool,
    headers: Headers,
}

/// Times the check. With `control`, both classes are wrong throughout: what is found then, the method has made.
fn measure(samples: usize, control: bool) -> Vec<Sample> {
    let source = intake::source("shopify").expect("a known source");
    let secrets = [Secret::new("a secret of the shop")];
    let signed = source.sign("orders/create", BODY, &secrets[0], Timestamp::UNIX_EPOCH);
    let right = signed.iter().find(|(name, _)| name.ends_with("hmac-sha256")).expect("a signature");
    let right_bytes = STANDARD.decode(&right.1).expect("base64");
    // Both classes vary in their last byte alone: how varied a signature's text is, whoever sends it knows.
    let mut forged: Vec<Forged> = (0..2 * POOL)
        .map(|n| {
            let almost = n % 2 == 0;
            let mut bytes = right_bytes.clone();
            if !almost || control {
                bytes.iter_mut().for_each(|byte| *byte ^= 0x5a);
            }
            let last = bytes.len() - 1;
            bytes[last] = right_bytes[last] ^ fastrand::u8(1..);
            Forged { almost, headers: Headers::new([(right.0, STANDARD.encode(bytes).as_str())]) }
        })
        .collect();
    // Where a forgery lies in memory is up to chance, and which is taken.
    fastrand::shuffle(&mut forged);
    let mut times = Vec::with_capacity(samples);
    for warm in [true, false] {
        for _ in 0..if warm { samples / 20 } else { samples } {
            let Forged { almost, headers } = &forged[fastrand::usize(..forged.len())];
            let began = Instant::now();
            let verified = source.verify(black_box(headers), BODY, &secrets, Timestamp::UNIX_EPOCH);
            let took = began.elapsed().as_nanos();
            assert!(black_box(verified).is_err(), "a forgery");
            if !warm {
                times.push((*almost, u64::try_from(took).unwrap_or(u64::MAX)));
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
