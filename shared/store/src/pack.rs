//! Bodies are kept as compressed JSON: an order of three lines fits one write unit.

use std::io::{Read, Write};

use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};

use crate::{StoreError, raw::LARGEST_PACKED};

/// What a body may unfold to. Nothing larger was ever taken in.
const LARGEST: u64 = 8 * 1024 * 1024;

/// From here on speed counts more than the last tenth: at the best level, 1 MiB takes a fifth of a second.
const LARGE: usize = 64 * 1024;

/// Compresses: well and quickly what is small, quickly what is large, as well as can be what would not fit otherwise.
pub(crate) fn pack(bytes: &[u8]) -> Vec<u8> {
    let level = if bytes.len() > LARGE { Compression::fast() } else { Compression::default() };
    let packed = at(level, bytes);
    if packed.len() > LARGEST_PACKED { at(Compression::best(), bytes) } else { packed }
}

fn at(level: Compression, bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), level);
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("writing to memory doesn't fail")
}

/// Unfolds what [`pack`] made, within bounds.
pub(crate) fn unpack(what: &'static str, packed: &[u8]) -> Result<Vec<u8>, StoreError> {
    let mut bytes = Vec::new();
    let read = DeflateDecoder::new(packed).take(LARGEST + 1).read_to_end(&mut bytes);
    match read {
        Ok(_) if bytes.len() as u64 <= LARGEST => Ok(bytes),
        Ok(_) => Err(StoreError::unreadable(what, "it unfolds beyond 8 MiB")),
        Err(e) => Err(StoreError::unreadable(what, e)),
    }
}
