//! What somebody buys, in whole minor units.

use fastrand::Rng;

/// Parts of a tax rate in one: `0.04875` is 4,875.
pub(crate) const WHOLE: i64 = 100_000;

/// A cart at checkout.
#[derive(Debug)]
pub(crate) struct Cart {
    pub(crate) number: u64,
    pub(crate) currency: &'static str,
    /// The currency's decimals.
    pub(crate) places: u32,
    /// The shop reckons in another currency.
    pub(crate) foreign: bool,
    /// Prices contain the tax.
    pub(crate) included: bool,
    /// Tax rates in parts of [`WHOLE`], all on everything.
    pub(crate) rates: Vec<i64>,
    /// How many discounts there are.
    pub(crate) discounts: usize,
    pub(crate) lines: Vec<Line>,
    pub(crate) shipping: Option<Way>,
    pub(crate) tip: i64,
    /// What a gift card pays at most.
    pub(crate) gift_card: i64,
}

/// Some pieces of something.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) pieces: i64,
    pub(crate) price: i64,
    /// What each discount takes off all pieces.
    pub(crate) off: Vec<i64>,
}

impl Line {
    pub(crate) fn gross(&self) -> i64 {
        self.pieces * self.price
    }

    pub(crate) fn after(&self) -> i64 {
        self.gross() - self.off.iter().sum::<i64>()
    }
}

/// A way of shipping.
#[derive(Debug)]
pub(crate) struct Way {
    pub(crate) price: i64,
    /// What each discount takes off.
    pub(crate) off: Vec<i64>,
}

impl Way {
    pub(crate) fn after(&self) -> i64 {
        self.price - self.off.iter().sum::<i64>()
    }
}

/// By their decimals. ICU4X writes a line of complaint about each amount of the last, so there are few of them.
const CURRENCIES: [&[&str]; 3] = [&["JPY", "KRW"], &["EUR", "USD", "GBP", "CAD"], &["KWD", "TND", "BHD"]];

const RATES: &[i64] = &[19_000, 7_000, 20_000, 5_500, 4_000, 4_875, 8_000, 10_000, 25_000, 9_975, 2_900];

impl Cart {
    /// The cart of this number, always the same.
    pub(crate) fn of(number: u64) -> Self {
        let mut rng = Rng::with_seed(number);
        let (places, currencies) = match rng.u8(..16) {
            0 => (3, CURRENCIES[2]),
            1..=4 => (0, CURRENCIES[0]),
            _ => (2, CURRENCIES[1]),
        };
        let currency = currencies[rng.usize(..currencies.len())];
        let discounts = rng.usize(..3);
        let mut rates = RATES.to_vec();
        rng.shuffle(&mut rates);
        rates.truncate(rng.usize(..3));
        let off = |most: i64, rng: &mut Rng| -> Vec<i64> {
            let mut left = most;
            let mut share = || {
                let off = if rng.u8(..3) == 0 { 0 } else { rng.i64(0..=left) };
                left -= off;
                off
            };
            (0..discounts).map(|_| share()).collect()
        };
        let lines = (0..1 + rng.usize(..5)).map(|_| {
            let pieces = if rng.u8(..20) == 0 { rng.i64(10..1_000) } else { rng.i64(1..6) };
            let price = match rng.u8(..20) {
                0 => 0,
                1 => rng.i64(1..100_000_000),
                2..=9 => rng.i64(1..1_000),
                _ => rng.i64(1..50_000),
            };
            let off = off(pieces * price, &mut rng);
            Line { pieces, price, off }
        });
        let lines = lines.collect();
        let shipping = (rng.u8(..4) > 0).then(|| {
            let price = rng.i64(0..5_000);
            let off = if rng.bool() { off(price, &mut rng) } else { vec![0; discounts] };
            Way { price, off }
        });
        Self {
            number,
            currency,
            places,
            foreign: rng.u8(..4) == 0,
            included: rng.bool(),
            rates,
            discounts,
            lines,
            shipping,
            tip: if rng.u8(..5) == 0 { rng.i64(1..2_000) } else { 0 },
            gift_card: if rng.u8(..5) == 0 { rng.i64(1..20_000) } else { 0 },
        }
    }

    /// An amount as platforms write it.
    pub(crate) fn decimal(&self, minor: i64) -> String {
        decimal(minor, self.places)
    }

    /// What a discount takes off everything.
    pub(crate) fn discount(&self, index: usize) -> i64 {
        let lines: i64 = self.lines.iter().map(|line| line.off[index]).sum();
        lines + self.shipping.as_ref().map_or(0, |way| way.off[index])
    }

    /// The tax of a rate on `amount`, which contains it or not.
    pub(crate) fn tax(&self, amount: i64, rate: i64) -> i64 {
        let whole = WHOLE + if self.included { self.rates.iter().sum() } else { 0 };
        half_up(i128::from(amount) * i128::from(rate), whole.into())
    }

    /// The tax of a rate on everything, each part rounded by itself.
    pub(crate) fn tax_of(&self, rate: i64) -> i64 {
        let lines: i64 = self.lines.iter().map(|line| self.tax(line.after(), rate)).sum();
        lines + self.shipping.as_ref().map_or(0, |way| self.tax(way.after(), rate))
    }

    /// What is paid, where each part's tax is rounded by itself.
    pub(crate) fn total(&self) -> i64 {
        let goods: i64 = self.lines.iter().map(Line::after).sum();
        let shipping = self.shipping.as_ref().map_or(0, Way::after);
        let tax: i64 = self.rates.iter().map(|rate| self.tax_of(*rate)).sum();
        goods + shipping + self.tip + if self.included { 0 } else { tax }
    }
}

/// `numerator / denominator`, rounded, halves up; for what is zero or more.
pub(crate) fn half_up(numerator: i128, denominator: i128) -> i64 {
    i64::try_from((2 * numerator + denominator) / (2 * denominator)).expect("amounts are small")
}

/// The same with halves down.
pub(crate) fn half_down(numerator: i128, denominator: i128) -> i64 {
    i64::try_from((2 * numerator + denominator - 1) / (2 * denominator)).expect("amounts are small")
}

/// `minor` with its point before the last `places` digits.
pub(crate) fn decimal(minor: i64, places: u32) -> String {
    let width = places as usize + 1;
    let digits = format!("{:0>width$}", minor.unsigned_abs());
    let (whole, fraction) = digits.split_at(digits.len() - places as usize);
    let sign = if minor < 0 { "-" } else { "" };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// A rate as a decimal fraction, such as `0.04875`.
pub(crate) fn fraction(rate: i64) -> String {
    decimal(rate, 5).trim_end_matches('0').trim_end_matches('.').to_owned()
}
