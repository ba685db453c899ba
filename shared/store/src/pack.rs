//! Bodies are kept as compressed JSON: an order of three lines fits one write unit.

use std::io::{Read, Write};

use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};

use crate::StoreError;

/// What a body may unfold to. Nothing larger was ever taken in.
const LARGEST: u64 = 8 * 1024 * 1024;

/// Compresses.
pub(crate) fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
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
