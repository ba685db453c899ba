//! The code that banking apps read: EPC069-12, as a picture.

use domain::{Money, settings::Bank};
use png::{BitDepth, ColorType, Encoder};
use qrcodegen::{QrCode, QrCodeEcc};

use crate::Unmailable;

/// What the standard allows: bytes of the text, and a code of version 13.
const LONGEST: usize = 331;
const LARGEST: i32 = 69;
/// Light modules around the code, as readers need them.
const QUIET: i32 = 4;
/// Dots of the picture per module: sharp on fine screens, too.
const SCALE: i32 = 5;

/// A transfer, by texts of one line each.
#[derive(Debug)]
pub(crate) struct Transfer<'a> {
    pub(crate) holder: &'a str,
    pub(crate) iban: &'a str,
    pub(crate) bic: Option<&'a str>,
    pub(crate) amount: Money,
    pub(crate) reference: &'a str,
}

/// The text of the code, version 2: `None` for what a code can't say, such as another currency.
pub(crate) fn payload(transfer: &Transfer) -> Option<String> {
    let Transfer { holder, iban, bic, amount, reference } = transfer;
    let sayable = amount.currency.code() == "EUR"
        && (1..=99_999_999_999).contains(&amount.minor)
        && (1..=70).contains(&holder.chars().count())
        && reference.chars().count() <= 140
        && (bic.is_some() || !Bank::code_needs_bic(iban));
    // Service tag, version, UTF-8, transfer; then the purpose and the structured reference, both empty.
    let amount = format!("EUR{}", amount.decimal());
    let lines = ["BCD", "002", "1", "SCT", bic.unwrap_or_default(), holder, iban, &amount, "", "", reference];
    let text = lines.join("\n");
    (sayable && text.len() <= LONGEST && !lines.iter().any(|line| line.contains(char::is_control)))
        .then_some(text)
}

/// The text as a PNG of black and white dots; `None` if it is too long for a code that phones read.
pub(crate) fn picture(text: &str) -> Result<Option<Vec<u8>>, Unmailable> {
    let Ok(code) = QrCode::encode_binary(text.as_bytes(), QrCodeEcc::Medium) else { return Ok(None) };
    if code.size() > LARGEST {
        return Ok(None);
    }
    let side = (code.size() + 2 * QUIET) * SCALE;
    let mut rows = Vec::new();
    for y in 0..side {
        let is_light = |x: i32| !code.get_module(x / SCALE - QUIET, y / SCALE - QUIET);
        for start in (0..side).step_by(8) {
            let bit = |byte: u8, x: i32| byte << 1 | u8::from(x >= side || is_light(x));
            rows.push((start..start + 8).fold(0, bit));
        }
    }
    let broken = |e: png::EncodingError| Unmailable::Template(format!("a code can't be drawn: {e}"));
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, side.unsigned_abs(), side.unsigned_abs());
    encoder.set_color(ColorType::Grayscale);
    encoder.set_depth(BitDepth::One);
    let mut writer = encoder.write_header().map_err(broken)?;
    writer.write_image_data(&rows).map_err(broken)?;
    writer.finish().map_err(broken)?;
    Ok(Some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn transfer(amount: Money) -> Transfer<'static> {
        Transfer {
            holder: "Rosen & Stauden Gärtnerei",
            iban: "DE89370400440532013000",
            bic: None,
            amount,
            reference: "1001",
        }
    }

    fn money(minor: i64, currency: &str) -> Money {
        Money::new(minor, currency.parse().expect("a currency"))
    }

    #[test]
    fn the_text_is_as_the_standard_has_it() {
        let text = payload(&transfer(money(123_450, "EUR"))).expect("a text");
        assert_eq!(
            text,
            "BCD\n002\n1\nSCT\n\nRosen & Stauden Gärtnerei\nDE89370400440532013000\nEUR1234.50\n\n\n1001"
        );
        for (minor, currency) in [(100, "CHF"), (0, "EUR"), (-1, "EUR"), (100_000_000_000, "EUR")] {
            assert_eq!(payload(&transfer(money(minor, currency))), None, "{minor} {currency}");
        }
        let long = "ä".repeat(71);
        assert_eq!(payload(&Transfer { holder: &long, ..transfer(money(1, "EUR")) }), None);
        assert_eq!(payload(&Transfer { reference: "a\nb", ..transfer(money(1, "EUR")) }), None);
    }

    #[test]
    fn an_account_outside_the_eea_needs_its_bic() {
        for (iban, bic, is_sayable) in [
            ("DE89370400440532013000", None, true),
            ("IS140159260076545510730339", None, true),
            ("CH9300762011623852957", None, false),
            ("GB29NWBK60161331926819", None, false),
            ("CH9300762011623852957", Some("UBSWCHZH80A"), true),
        ] {
            let transfer = Transfer { iban, bic, ..transfer(money(1, "EUR")) };
            assert_eq!(payload(&transfer).is_some(), is_sayable, "{iban}, {bic:?}");
        }
    }

    #[test]
    fn the_picture_has_its_quiet_zone() {
        let text = payload(&transfer(money(123_450, "EUR"))).expect("a text");
        let bytes = picture(&text).expect("a picture").expect("short enough");
        let mut reader = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().expect("a PNG");
        let mut dots = vec![0; reader.output_buffer_size().expect("a small picture")];
        let info = reader.next_frame(&mut dots).expect("its dots");
        assert_eq!((info.width, info.height), (info.height, info.width));
        // Each module lies where the code has it, light all around them.
        let code = QrCode::encode_binary(text.as_bytes(), QrCodeEcc::Medium).expect("a code");
        let per_row = dots.len() / info.height as usize;
        let is_dark = |x: i32, y: i32| {
            let at = |n: i32| ((n + QUIET) * SCALE + SCALE / 2).unsigned_abs() as usize;
            dots[at(y) * per_row + at(x) / 8] & (0x80 >> (at(x) % 8)) == 0
        };
        let all = -QUIET..code.size() + QUIET;
        for (x, y) in all.clone().flat_map(|y| all.clone().map(move |x| (x, y))) {
            assert_eq!(is_dark(x, y), code.get_module(x, y), "{x}, {y}");
        }
        assert!(bytes.len() < 4000, "{} bytes", bytes.len());
        assert_eq!(picture(&text), Ok(Some(bytes)));
        assert_eq!(picture(&"x".repeat(2000)), Ok(None));
    }
}
