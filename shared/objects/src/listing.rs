//! The two kinds of XML that S3 answers: a list of keys, and an error's code.

use aws_smithy_xml::decode::{Document, XmlDecodeError, try_data};

use crate::{Listed, Listing, ObjectsError};

/// A page of `ListObjectsV2`.
pub(crate) fn listing(body: &[u8]) -> Result<Listing, ObjectsError> {
    let unreadable = |why: String| ObjectsError::Unavailable(format!("a list that can't be read: {why}"));
    let text = std::str::from_utf8(body).map_err(|e| unreadable(e.to_string()))?;
    read(text).map_err(|e| unreadable(e.to_string()))
}

fn read(text: &str) -> Result<Listing, XmlDecodeError> {
    let mut listing = Listing::default();
    let mut document = Document::new(text);
    let mut root = document.root_element()?;
    while let Some(mut tag) = root.next_tag() {
        match tag.start_el().local() {
            "IsTruncated" => listing.more = try_data(&mut tag)?.trim() == "true",
            "Contents" => {
                let mut listed = Listed { key: String::new(), bytes: 0, at: None };
                while let Some(mut part) = tag.next_tag() {
                    match part.start_el().local() {
                        "Key" => listed.key = try_data(&mut part)?.into_owned(),
                        "Size" => {
                            let size = try_data(&mut part)?;
                            listed.bytes = size.trim().parse().map_err(XmlDecodeError::unhandled)?;
                        }
                        "LastModified" => {
                            let at = try_data(&mut part)?;
                            listed.at = Some(at.trim().parse().map_err(XmlDecodeError::unhandled)?);
                        }
                        _ => {}
                    }
                }
                listing.found.push(listed);
            }
            _ => {}
        }
    }
    Ok(listing)
}

/// The code of an error, such as `SlowDown`.
pub(crate) fn code(body: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(body).ok()?;
    let mut document = Document::new(text);
    let mut root = document.root_element().ok()?;
    while let Some(mut tag) = root.next_tag() {
        if tag.start_el().local() == "Code" {
            return try_data(&mut tag).ok().map(|code| code.trim().chars().take(60).collect());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_as_s3_writes_it() {
        let page = br#"<?xml version="1.0" encoding="UTF-8"?>
            <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>b</Name><Prefix>acme/</Prefix>
            <KeyCount>2</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>true</IsTruncated>
            <Contents><Key>acme/a</Key><LastModified>2026-11-25T00:00:00.000Z</LastModified><ETag>&quot;0&quot;</ETag>
            <Size>12</Size><Owner><ID>x</ID></Owner><StorageClass>STANDARD</StorageClass></Contents>
            <Contents><Key>acme/b&amp;c</Key><Size>0</Size></Contents></ListBucketResult>"#;
        let listed = |key: &str, bytes, at| Listed { key: key.into(), bytes, at };
        let at = Some("2026-11-25T00:00:00Z".parse().expect("an instant"));
        let found = vec![listed("acme/a", 12, at), listed("acme/b&c", 0, None)];
        let expected = Listing { found, more: true };
        assert_eq!(listing(page), Ok(expected));
        assert_eq!(listing(b"<ListBucketResult/>"), Ok(Listing::default()));
        for broken in [
            &b"<ListBucketResult><Contents><Size>x</Size></Contents></ListBucketResult>"[..],
            b"<ListBucketResult><Contents><LastModified>today</LastModified></Contents></ListBucketResult>",
            b"",
            b"\xff",
        ] {
            assert!(matches!(listing(broken), Err(ObjectsError::Unavailable(_))));
        }
    }

    #[test]
    fn the_code_of_an_error() {
        let error = b"<?xml version=\"1.0\"?><Error><Code>SlowDown</Code><Message>Reduce</Message></Error>";
        assert_eq!(code(error).as_deref(), Some("SlowDown"));
        assert_eq!((code(b""), code(b"<html><p>x</p></html>")), (None, None));
    }
}
