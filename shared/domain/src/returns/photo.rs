//! Photos of what comes back: where they lie, which are taken, and when they go.
//!
//! A buyer's browser sends a photo to the bucket itself, by a form that we signed. What the form promises is checked there: its
//! key, its length. What it is, nobody checks there; so it is a fact only once its first bytes were looked at here.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::rules::Photos;
use crate::{ShopId, link::LinkKey};

/// All photos lie below this: the bucket's own rule for deleting names it, too.
pub const ALL: &str = "returns/photos/";

/// So many bytes of a photo are looked at.
pub const FIRST_BYTES: usize = 1024;

super::words::words! {
    /// What a photo may be.
    MediaType {
        /// JPEG.
        Jpeg = "image/jpeg",
        /// PNG.
        Png = "image/png",
        /// WebP.
        Webp = "image/webp",
        /// HEIC, as phones of Apple's write it.
        Heic = "image/heic",
    }
}

/// A photo that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    /// Its name within the return: [`id`].
    pub id: String,
    /// The order's line that it shows.
    pub line: String,
    /// What it is, by its first bytes.
    pub media_type: MediaType,
    /// How many bytes it has.
    pub bytes: u64,
    /// When it was looked at.
    pub at: Timestamp,
}

/// Why what was sent isn't taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoPhoto {
    /// Nothing is there.
    #[error("nothing was sent")]
    Missing,
    /// It is longer than the shop takes.
    #[error("it has more than {most} bytes")]
    TooLong {
        /// The shop's bound.
        most: u64,
    },
    /// It is none of [`MediaType`], whatever its name says.
    #[error("it is no picture in JPEG, PNG, WebP or HEIC")]
    NoPicture,
}

/// Looks at what was sent: at its first bytes, and at how long it is.
pub fn look(first: &[u8], length: u64, bounds: &Photos) -> Result<MediaType, NoPhoto> {
    let most = bounds.longest();
    match length {
        0 => Err(NoPhoto::Missing),
        length if length > most => Err(NoPhoto::TooLong { most }),
        _ => recognise(first).ok_or(NoPhoto::NoPicture),
    }
}

/// The name of the `n`-th photo of a line: nobody guesses it who hasn't the key, and whoever has it finds the same again.
pub fn id(key: &LinkKey, shop: &ShopId, of: &str, line: &str, n: u32) -> String {
    let mut id = key.secret_name(&["photo", shop.as_str(), of, line, &n.to_string()]);
    id.truncate(40);
    id
}

/// Where all photos of a shop lie.
pub fn of_shop(shop: &ShopId) -> String {
    format!("{ALL}{shop}/")
}

/// Where all photos of a return lie.
pub fn of_return(shop: &ShopId, of: &str) -> String {
    format!("{}{}/", of_shop(shop), plain(of))
}

/// Where a photo lies.
pub fn key(shop: &ShopId, of: &str, id: &str) -> String {
    format!("{}{}", of_return(shop, of), plain(id))
}

/// An id as a part of a key: ours are plain; one that isn't is named by its hash, so that no id leads elsewhere.
fn plain(id: &str) -> String {
    let is_plain = (1..=64).contains(&id.len())
        && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if is_plain {
        return id.to_owned();
    }
    // No plain id has a dot: nothing of another's is named by this.
    format!("hash.{}", hex::encode(Sha256::digest(id)))
}

/// Whether a photo that was written then has been kept long enough.
pub fn is_over(written: Timestamp, bounds: &Photos, now: Timestamp) -> bool {
    now.duration_since(written) >= SignedDuration::from_hours(24 * i64::from(bounds.keep_days.max(1)))
}

/// What it is by its first bytes; nothing if it is none of what we take, or something else as well.
pub fn recognise(first: &[u8]) -> Option<MediaType> {
    let first = &first[..first.len().min(FIRST_BYTES)];
    let found = if is_jpeg(first) {
        MediaType::Jpeg
    } else if is_png(first) {
        MediaType::Png
    } else if is_webp(first) {
        MediaType::Webp
    } else if is_heic(first) {
        MediaType::Heic
    } else {
        return None;
    };
    (!speaks(first)).then_some(found)
}

/// The start of an image, and a marker that may follow it.
fn is_jpeg(first: &[u8]) -> bool {
    matches!(first, [0xff, 0xd8, 0xff, marker, _, _, ..] if matches!(marker, 0xc0..=0xcf | 0xda..=0xfe))
}

/// The signature, and the chunk that has to be the first one.
fn is_png(first: &[u8]) -> bool {
    first.len() > 24 && first.starts_with(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR")
}

fn is_webp(first: &[u8]) -> bool {
    first.len() > 20
        && first.starts_with(b"RIFF")
        && &first[8..12] == b"WEBP"
        && [b"VP8 ", b"VP8L", b"VP8X"].iter().any(|chunk| first[12..16] == **chunk)
}

/// A first box of type `ftyp` that names HEIC among its brands. AVIF and films have such a box, too.
fn is_heic(first: &[u8]) -> bool {
    let Some((size, rest)) = first.split_first_chunk::<4>() else { return false };
    let size = u32::from_be_bytes(*size) as usize;
    if !(16..=256).contains(&size)
        || !size.is_multiple_of(4)
        || size > first.len()
        || !rest.starts_with(b"ftyp")
    {
        return false;
    }
    let brands = first[8..12].chunks_exact(4).chain(first[16..size].chunks_exact(4));
    let is_still = |brand: &[u8]| [b"heic", b"heix", b"heim", b"heis"].iter().any(|known| brand == *known);
    let may_lead = is_still(&first[8..12]) || &first[8..12] == b"mif1";
    may_lead && brands.into_iter().any(is_still)
}

/// Whether the first bytes hold what a browser, a reader of PDF or a server takes for something to act on: a file may be a picture
/// and a page at once.
fn speaks(first: &[u8]) -> bool {
    const WORDS: [&[u8]; 9] =
        [b"%pdf-", b"<svg", b"<html", b"<head", b"<body", b"<script", b"<!doctype", b"<iframe", b"<?php"];
    let lower = first.to_ascii_lowercase();
    WORDS.iter().any(|word| lower.windows(word.len()).any(|window| window == *word))
}
