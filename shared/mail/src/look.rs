//! The shop's own look: its colour with what can be read on it, and its logo.

use domain::settings::Look;
use serde::Serialize;

use crate::{links::Hosts, paper::Colours};

/// The look as templates see it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct LookView {
    /// `#rrggbb`.
    colour: Option<String>,
    /// What is written on it.
    on_colour: &'static str,
    logo: Option<String>,
}

impl LookView {
    /// A colour that is none and a picture from elsewhere are left out.
    pub(crate) fn of(look: &Look, hosts: &Hosts) -> Self {
        let colour = look.colour.as_deref().and_then(rgb);
        Self {
            colour: colour.map(|[r, g, b]| format!("#{r:02x}{g:02x}{b:02x}")),
            on_colour: colour.map_or("#ffffff", ink_on),
            logo: look.logo.as_deref().and_then(|logo| Some(hosts.allows(logo)?.to_owned())),
        }
    }
}

/// What is written in where the shop has no colour.
const OURS: [u8; 3] = [0x1c, 0x21, 0x26];

/// The look's colour, ours if it has none, and what is written on it.
pub(crate) fn colours(look: &Look) -> Colours {
    let ground = look.colour.as_deref().and_then(rgb).unwrap_or(OURS);
    let ink = if ink_on(ground) == "#ffffff" { [0xff; 3] } else { [0; 3] };
    Colours { ground, ink }
}

/// The parts of `#rrggbb`.
fn rgb(colour: &str) -> Option<[u8; 3]> {
    let hex = colour.strip_prefix('#').filter(|hex| hex.len() == 6)?;
    let digits = hex.bytes().all(|b| b.is_ascii_hexdigit());
    let part = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).ok();
    if digits { Some([part(0)?, part(2)?, part(4)?]) } else { None }
}

/// White or black, whichever stands out more: WCAG's relative luminance decides.
#[expect(clippy::float_arithmetic, reason = "WCAG's formula; no money here")]
fn ink_on(rgb: [u8; 3]) -> &'static str {
    let [r, g, b] = rgb.map(|part| {
        let c = f64::from(part) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    });
    let paper = 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
    // Contrast is the lighter by the darker: white's is 1.05 / paper, black's is paper / 0.05.
    if 1.05 / paper >= paper / 0.05 { "#ffffff" } else { "#000000" }
}
