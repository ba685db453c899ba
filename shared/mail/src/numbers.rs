//! Amounts, rates and counts as a locale writes them: CLDR by way of ICU4X.
//!
//! CLDR knows how many decimals of a currency people usually write (no fils for Iraq, no cents for Lebanon). A
//! mail must show what was charged, so the number of decimals is ISO 4217's.

use domain::{Currency, Money};
use icu_decimal::{
    DecimalFormatter,
    input::Decimal,
    provider::{DecimalDigitsV1, DecimalSymbolsV1},
};
use icu_experimental::dimension::{
    currency::{CurrencyType, formatter::CurrencyFormatter},
    percent::formatter::PercentFormatter,
    provider::currency::{
        essentials::CurrencyEssentialsV1,
        fractions::{CurrencyFractions, CurrencyFractionsV1, FractionInfo},
        no_currency::CurrencyPatternsNoCurrencyV1,
        symbols::{CurrencyDecimalSymbolsV1, CurrencySymbolsV1},
    },
};
use icu_locale_core::Locale;
use icu_provider::prelude::*;
use zerovec::ZeroMap;

use crate::Unmailable;

/// A locale's way with numbers.
#[derive(Debug, Clone)]
pub(crate) struct Numbers(Locale);

impl Numbers {
    /// Those of `locale`, its region included: `ar-EG` counts in other digits than `ar-MA`.
    pub(crate) fn of(locale: Locale) -> Self {
        Self(locale)
    }

    /// An amount with its currency, all its decimals shown.
    pub(crate) fn money(&self, money: Money) -> Result<String, Unmailable> {
        let currency: CurrencyType = money.currency.code().to_ascii_lowercase().parse().map_err(broken)?;
        let decimals = IsoDecimals(money.currency);
        let formatter = CurrencyFormatter::try_new_symbol_unstable(
            &decimals,
            (&self.0).into(),
            currency,
            Default::default(),
        )
        .map_err(broken)?;
        Ok(formatter.format_fixed_decimal(&decimal(&money.decimal())?).to_string())
    }

    /// A rate given as a decimal fraction, such as `0.19`; `None` if it is none.
    pub(crate) fn percent(&self, fraction: &str) -> Result<Option<String>, Unmailable> {
        let digits = |s: &str| s.len() <= 12 && s.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        if !digits(fraction) {
            return Ok(None);
        }
        let Ok(mut rate) = fraction.parse::<Decimal>() else { return Ok(None) };
        rate.multiply_pow10(2);
        rate.absolute.trim_start();
        rate.absolute.trim_end();
        let formatter = PercentFormatter::try_new((&self.0).into(), Default::default()).map_err(broken)?;
        Ok(Some(formatter.format(&rate).to_string()))
    }

    /// A count.
    pub(crate) fn count(&self, count: i64) -> Result<String, Unmailable> {
        let formatter = DecimalFormatter::try_new((&self.0).into(), Default::default()).map_err(broken)?;
        Ok(formatter.format(&Decimal::from(count)).to_string())
    }

    /// A number with decimals, written as `12.3`.
    pub(crate) fn decimal(&self, text: &str) -> Result<String, Unmailable> {
        let formatter = DecimalFormatter::try_new((&self.0).into(), Default::default()).map_err(broken)?;
        Ok(formatter.format(&decimal(text)?).to_string())
    }
}

fn decimal(text: &str) -> Result<Decimal, Unmailable> {
    text.parse().map_err(broken)
}

/// Data for every locale is compiled in, falling back to CLDR's root: not to find any is a bug.
fn broken(error: impl std::fmt::Display) -> Unmailable {
    Unmailable::Template(format!("a number can't be written: {error}"))
}

/// CLDR as compiled in, but for the number of decimals.
struct IsoDecimals(Currency);

impl DataProvider<CurrencyFractionsV1> for IsoDecimals {
    fn load(&self, _: DataRequest) -> Result<DataResponse<CurrencyFractionsV1>, DataError> {
        let digits = u8::try_from(self.0.exponent()).unwrap_or(2);
        let default = FractionInfo { digits, ..FractionInfo::default() };
        let fractions = CurrencyFractions { fractions: ZeroMap::new(), default };
        Ok(DataResponse { metadata: Default::default(), payload: DataPayload::from_owned(fractions) })
    }
}

/// Passes requests for these on to what is compiled in.
macro_rules! as_compiled {
    ($($marker:ty => $provider:path),* $(,)?) => {$(
        impl DataProvider<$marker> for IsoDecimals {
            fn load(&self, request: DataRequest) -> Result<DataResponse<$marker>, DataError> {
                $provider.load(request)
            }
        }
    )*};
}

as_compiled! {
    CurrencyEssentialsV1 => icu_experimental::provider::Baked,
    CurrencySymbolsV1 => icu_experimental::provider::Baked,
    CurrencyPatternsNoCurrencyV1 => icu_experimental::provider::Baked,
    CurrencyDecimalSymbolsV1 => icu_experimental::provider::Baked,
    DecimalSymbolsV1 => icu_decimal::provider::Baked,
    DecimalDigitsV1 => icu_decimal::provider::Baked,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(locale: &str) -> Numbers {
        Numbers::of(locale.parse().expect("a locale"))
    }

    /// As ICU4X 2.4 has them from CLDR, but for the decimals of IQD, LBP and RSD, which are ISO 4217's.
    #[test]
    fn amounts_are_written_as_their_readers_write_them() {
        for (locale, amount, currency, written) in [
            ("en", "1234.50", "EUR", "€1,234.50"),
            ("en", "-2.00", "USD", "-$2.00"),
            ("en", "1000", "JPY", "¥1,000"),
            ("en", "1.234", "KWD", "KWD\u{a0}1.234"),
            ("en-IN", "1234567", "INR", "₹12,34,567.00"),
            ("de", "1234.50", "EUR", "1.234,50\u{a0}€"),
            ("de-AT", "1234.5", "EUR", "€\u{a0}1\u{a0}234,50"),
            ("fr", "1234.50", "EUR", "1\u{202f}234,50\u{a0}€"),
            ("ja", "1000", "JPY", "￥1,000"),
            ("ar", "12.50", "EUR", "\u{200f}12.50\u{a0}€"),
            ("ar-EG", "1234.50", "EGP", "\u{200f}١٬٢٣٤٫٥٠\u{a0}ج.م.\u{200f}"),
            ("ar-KW", "1.234", "KWD", "\u{200f}١٫٢٣٤\u{a0}د.ك.\u{200f}"),
            ("ar-MA", "1234.50", "EUR", "\u{200f}1.234,50\u{a0}€"),
            ("en", "1.005", "IQD", "IQD\u{a0}1.005"),
            ("en", "12.50", "LBP", "LBP\u{a0}12.50"),
            ("en", "12.5", "RSD", "RSD\u{a0}12.50"),
            ("xx", "12.50", "EUR", "€\u{a0}12.50"),
        ] {
            let money = Money::parse(amount, currency.parse().expect("a currency")).expect("an amount");
            assert_eq!(
                numbers(locale).money(money).as_deref(),
                Ok(written),
                "{amount} {currency} in {locale}"
            );
        }
    }

    #[test]
    fn rates_and_counts() {
        for (locale, rate, written) in [
            ("en", "0.19", Some("19%")),
            ("en", "0.055", Some("5.5%")),
            ("en", "0.08875", Some("8.875%")),
            ("en", "0.200", Some("20%")),
            ("en", "0", Some("0%")),
            ("de", "0.19", Some("19\u{a0}%")),
            ("ar-EG", "0.14", Some("١٤\u{200e}%\u{200e}")), // CLDR has ٪ here; ICU4X 0.7 keeps the Latin sign
            ("en", "VAT", None),
            ("en", "-1", None),
            ("en", "1e9", None),
        ] {
            assert_eq!(numbers(locale).percent(rate), Ok(written.map(str::to_owned)), "{rate} in {locale}");
        }
        assert_eq!(numbers("en").count(1200).as_deref(), Ok("1,200"));
        assert_eq!(numbers("ar-EG").count(12).as_deref(), Ok("١٢"));
    }
}
