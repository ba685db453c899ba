//! HMAC-SHA256 under any of several secrets.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::{Secret, Unverified};

/// How many bytes a SHA-256 MAC has.
pub(crate) const LENGTH: usize = 32;

/// Those secrets that aren't blank: anybody can sign with a blank one.
pub(crate) fn set(secrets: &[Secret]) -> Result<impl Iterator<Item = &Secret> + Clone, Unverified> {
    let set = secrets.iter().filter(|s| !s.bytes().trim_ascii().is_empty());
    if set.clone().next().is_none() { Err(Unverified::NoSecret) } else { Ok(set) }
}

/// Whether one of `macs` is that of `parts` under one of `keys`. Every pair is tried, whichever fits; the parts are
/// hashed once for each key, however many MACs a sender writes down.
pub(crate) fn fits<K: AsRef<[u8]>>(
    keys: impl Iterator<Item = K>,
    parts: &[&[u8]],
    macs: &[[u8; LENGTH]],
) -> Result<(), Unverified> {
    let fits = keys.fold(false, |fits, key| {
        let made = make(key.as_ref(), parts);
        macs.iter().fold(fits, |fits, mac| fits | made.clone().verify_slice(mac).is_ok())
    });
    if fits { Ok(()) } else { Err(Unverified::Mismatch) }
}

/// The MAC of `parts` under `key`.
pub(crate) fn sign(key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    make(key, parts).finalize().into_bytes().to_vec()
}

fn make(key: &[u8], parts: &[&[u8]]) -> Hmac<Sha256> {
    let mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    parts.iter().fold(mac, |mac, part| mac.chain_update(part))
}
