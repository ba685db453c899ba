//! Photos: what is one, where it lies, and when it goes.

use jiff::{SignedDuration, Timestamp};

use crate::{
    ShopId,
    link::LinkKey,
    returns::{
        photo::{self, MediaType, NoPhoto, look, recognise},
        rules::Photos,
    },
};

const JPEG: &[u8] = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01";
const EXIF: &[u8] = b"\xff\xd8\xff\xe1\x1f\xffExif\x00\x00II*\x00<?xpacket begin=''?><x:xmpmeta>";
const PNG: &[u8] =
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00";
const WEBP: &[u8] = b"RIFF\x24\x00\x00\x00WEBPVP8 \x18\x00\x00\x000\x01\x00";
const HEIC: &[u8] = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic\x00\x00\x01\xd0meta";
const MIF1: &[u8] = b"\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1heicmiaf\x00\x00\x01\xd0meta";

#[test]
fn a_picture_is_known_by_its_first_bytes_and_nothing_else_is_one() {
    for (first, expected) in [
        (JPEG, MediaType::Jpeg),
        (EXIF, MediaType::Jpeg),
        (PNG, MediaType::Png),
        (WEBP, MediaType::Webp),
        (HEIC, MediaType::Heic),
        (MIF1, MediaType::Heic),
    ] {
        assert_eq!(recognise(first), Some(expected), "{}", String::from_utf8_lossy(first));
    }
    let pdf_in_jpeg = [JPEG, b"\xff\xfe\x00\x20%PDF-1.7\n1 0 obj"].concat();
    let page_in_jpeg = [JPEG, b"\xff\xfe\x00\x40<HTML><Body onload=alert(1)>"].concat();
    let script_in_png = [PNG, b"tEXt<ScRiPt>alert(1)</script>"].concat();
    let svg_in_webp = [WEBP, b"<svg onload=alert(1)>"].concat();
    let php_in_heic = [HEIC, b"<?php system($_GET['x']); ?>"].concat();
    for first in [
        b"".as_slice(),
        b"\xff",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xd8\x00\x00\x00",
        b"\xff\xd8\xff\xff\x00\x00\x00",
        b"\xff\xd8",
        b"\x89PNG\r\n\x1a\n",
        b"\x89PNG\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00",
        b"RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00",
        b"RIFF\x24\x00\x00\x00WEBPXXXX\x18\x00\x00\x00000",
        b"RIFFWEBPVP8 ",
        // Films, AVIF, and a box that is longer than all there is.
        b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom\x00\x00\x01\xd0moov",
        b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1heic\x00\x00\x01\xd0meta",
        b"\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1avifmiaf\x00\x00\x01\xd0meta",
        b"\x00\x00\xff\xffftypheic\x00\x00\x00\x00mif1heic",
        b"\x00\x00\x00\x08ftyp",
        b"GIF89a\x01\x00\x01\x00<script>alert(1)</script>",
        b"BM\x1e\x00\x00\x00",
        b"II*\x00\x08\x00\x00\x00",
        b"%PDF-1.7\n",
        b"<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\">",
        b"<svg onload=alert(1)>",
        b"<!DOCTYPE html><html>",
        b"\xef\xbb\xbf<html>",
        b"PK\x03\x04",
        b"MZ\x90\x00",
        b"\x7fELF",
        b"#!/bin/sh\n",
        b" \xff\xd8\xff\xe0\x00\x10JFIF",
        &pdf_in_jpeg,
        &page_in_jpeg,
        &script_in_png,
        &svg_in_webp,
        &php_in_heic,
    ] {
        assert_eq!(recognise(first), None, "{}", String::from_utf8_lossy(first));
    }
}

#[test]
fn whatever_is_cut_is_no_picture_or_the_same_one() {
    for whole in [JPEG, EXIF, PNG, WEBP, HEIC, MIF1] {
        for end in 0..whole.len() {
            let cut = recognise(&whole[..end]);
            assert!(cut.is_none() || cut == recognise(whole), "{end} of {whole:?}");
        }
    }
}

#[test]
fn what_is_taken_is_bounded() {
    let bounds = Photos { max_bytes: 200_000, ..Photos::default() };
    let lax = Photos { max_bytes: u64::MAX, ..Photos::default() };
    for (first, length, bounds, expected) in [
        (JPEG, 200_000, &bounds, Ok(MediaType::Jpeg)),
        (JPEG, 200_001, &bounds, Err(NoPhoto::TooLong { most: 200_000 })),
        (b"", 0, &bounds, Err(NoPhoto::Missing)),
        (b"<svg>", 5, &bounds, Err(NoPhoto::NoPicture)),
        (JPEG, 8 << 20, &lax, Ok(MediaType::Jpeg)),
        (JPEG, (8 << 20) + 1, &lax, Err(NoPhoto::TooLong { most: 8 << 20 })),
    ] {
        assert_eq!(look(first, length, bounds), expected, "{length}");
    }
}

#[test]
fn keys_are_plain_whatever_ids_are_and_nobody_guesses_them() {
    let shop: ShopId = "acme".parse().expect("an id");
    let key = |text: &str| LinkKey::new(text).expect("long enough");
    let (ours, other) = (key("one-key-of-32-signs-0123456789ab"), key("two-key-of-32-signs-0123456789ab"));
    let id = photo::id(&ours, &shop, "0af3", "1", 1);
    assert!(id.len() == 40 && id.bytes().all(|b| b.is_ascii_hexdigit()), "{id}");
    assert_eq!(id, photo::id(&ours, &shop, "0af3", "1", 1));
    for another in [
        photo::id(&other, &shop, "0af3", "1", 1),
        photo::id(&ours, &shop, "0af3", "1", 2),
        photo::id(&ours, &shop, "0af3", "11", 1),
        photo::id(&ours, &shop, "0af31", "1", 1),
        photo::id(&ours, &"acme-2".parse().expect("an id"), "0af3", "1", 1),
    ] {
        assert_ne!(id, another);
    }
    assert_eq!(photo::key(&shop, "0af3", &id), format!("returns/photos/acme/0af3/{id}"));
    for hostile in ["../../other", "a/b", "", "..", "a.b", "ä", "a b", "?x=1", &"9".repeat(500)] {
        let key = photo::key(&shop, hostile, hostile);
        let parts: Vec<&str> = key.split('/').collect();
        assert_eq!((parts.len(), parts[2]), (5, "acme"), "{key}");
        assert!(parts[3].starts_with("hash.") && parts[3] == parts[4] && parts[3].len() == 69, "{key}");
        assert!(key.starts_with(&photo::of_return(&shop, hostile)) && key.starts_with(photo::ALL));
    }
}

#[test]
fn photos_go_after_the_shops_days() {
    let written: Timestamp = "2026-08-28T09:00:00Z".parse().expect("an instant");
    let at = |hours: i64| written + SignedDuration::from_hours(hours);
    for (keep_days, hours, expected) in [
        (90, 90 * 24, true),
        (90, 90 * 24 - 1, false),
        (1, 24, true),
        (1, 23, false),
        (0, 23, false),
        (7, -5, false),
    ] {
        let bounds = Photos { keep_days, ..Photos::default() };
        assert_eq!(photo::is_over(written, &bounds, at(hours)), expected, "{keep_days} days, {hours} h");
    }
}
