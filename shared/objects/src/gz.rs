//! Compressed bytes, the same for the same: gzip without a name and a time, so that any tool reads them.

use std::io::{Read as _, Write as _};

use flate2::{Compression, read::GzDecoder, write::GzEncoder};

/// Compresses.
pub(crate) fn squeeze(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 8), Compression::default());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory takes everything")
}

/// Decompresses what comes to at most `most` bytes.
pub(crate) fn unsqueeze(bytes: &[u8], most: usize) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    let bound = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let read = GzDecoder::new(bytes).take(bound).read_to_end(&mut out).map_err(|e| e.to_string())?;
    if read > most { Err(format!("it comes to more than {most} bytes")) } else { Ok(out) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_comes_out_within_bounds() {
        let text = b"so many days ".repeat(1000);
        let gz = squeeze(&text);
        assert!(gz.len() < 200 && gz == squeeze(&text));
        assert_eq!(unsqueeze(&gz, text.len()).as_deref(), Ok(text.as_slice()));
        assert!(unsqueeze(&gz, text.len() - 1).is_err_and(|e| e.contains("more than")));
        assert!(unsqueeze(&gz[..gz.len() - 9], text.len()).is_err());
        assert!(unsqueeze(b"plain", 100).is_err());
    }
}
