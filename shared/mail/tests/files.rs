//! Files in the raw bytes, read back by another library.

use mail::{File, LARGEST_MAIL, Unmailable};
use mail_parser::{Message, MimeHeaders};

use crate::{
    mime::{HEADERS, header_names, parse},
    samples::{self, Sample},
};

fn pdf<'f>(name: &'f str, bytes: &'f [u8]) -> File<'f> {
    File { name, media_type: "application/pdf", bytes }
}

/// Bytes of all values, so that nothing but base64 carries them.
fn bytes(size: usize) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    bytes.extend((0..size.saturating_sub(9)).map(|n| (n * 31 % 256) as u8));
    bytes
}

fn names(read: &Message<'_>) -> Vec<String> {
    read.attachments().map(|part| part.attachment_name().unwrap_or_default().to_owned()).collect()
}

fn is_seven_bit(raw: &[u8]) -> bool {
    raw.is_ascii() && raw.split(|b| *b == b'\n').all(|line| line.len() <= 79)
}

#[test]
fn files_come_back_as_they_were_beside_the_same_texts() {
    let sample = samples::euro();
    let (terms, form) = (bytes(300_001), bytes(9));
    let files = [pdf("terms-de.pdf", &terms), pdf("Widerrufsformular für Käufer.pdf", &form)];
    let mail = sample.with_files(&files).expect("a mail");
    let (read, plain) = (parse(&mail.raw), sample.confirmation());
    assert_eq!((&mail.text, &mail.html), (&plain.text, &plain.html));
    assert_eq!(header_names(&mail.raw), HEADERS);
    let kind = read.content_type().expect("a type");
    assert_eq!((kind.ctype(), kind.subtype()), ("multipart", Some("mixed")));
    let alternative = read.parts[1].content_type().expect("a type");
    assert_eq!(alternative.subtype(), Some("alternative"), "the texts are one part, the first");
    assert_eq!((read.text_body_count(), read.html_body_count(), read.attachment_count()), (1, 1, 2));
    assert_eq!(read.body_text(0).expect("a text").replace("\r\n", "\n"), mail.text);
    assert_eq!(names(&read), ["terms-de.pdf", "Widerrufsformular für Käufer.pdf"]);
    for (part, file) in read.attachments().zip(&files) {
        assert_eq!(part.contents(), file.bytes, "{}", file.name);
        let kind = part.content_type().expect("a type");
        assert_eq!((kind.ctype(), kind.subtype()), ("application", Some("pdf")));
        assert_eq!(part.content_transfer_encoding(), Some("base64"));
        assert!(part.content_disposition().is_some_and(|how| how.is_attachment()));
    }
    assert!(is_seven_bit(&mail.raw));
    assert_eq!(sample.with_files(&files), Ok(mail), "the same bytes again");
    assert_eq!(sample.with_files(&[]), Ok(plain), "without files nothing is mixed");
}

#[test]
fn a_hostile_name_names_a_file_and_nothing_else() {
    let content = bytes(100);
    for (name, expect) in [
        ("../../../etc/passwd", "passwd"),
        ("..\\..\\autorun.inf", "autorun.inf"),
        ("a.pdf\r\nBcc: victim@mail.example", "a.pdf Bcc_ victim@mail.example"),
        ("a.pdf\r\n\r\n<script>", "a.pdf _script_"),
        ("a\"; filename=\"b.exe", "a__ filename__b.exe"),
        ("=?utf-8?Q?=0D=0ABcc:?=", "__utf-8_Q__0D_0ABcc___"),
        ("\u{202e}fdp.exe", "fdp.exe"),
        ("شروط البيع.pdf", "شروط البيع.pdf"),
        ("", "file"),
        ("..", "file"),
        ("\0\u{7}", "file"),
    ] {
        let mail = samples::euro().with_files(&[pdf(name, &content)]).expect("a mail");
        let read = parse(&mail.raw);
        assert_eq!(names(&read), [expect], "{name:?}");
        assert_eq!(header_names(&mail.raw), HEADERS, "{name:?}");
        assert_eq!((read.attachment_count(), read.parts.len()), (1, 5), "{name:?}");
        assert!(is_seven_bit(&mail.raw), "{name:?}");
    }
    let long = "ü".repeat(3000) + ".pdf";
    let mail = samples::euro().with_files(&[pdf(&long, &content)]).expect("a mail");
    assert!(names(&parse(&mail.raw))[0].ends_with("ü.pdf") && is_seven_bit(&mail.raw));
    for media_type in ["text/html", "application/pdf\r\nX-Evil: 1", "message/rfc822", ""] {
        let mail =
            samples::euro().with_files(&[File { media_type, ..pdf("a.pdf", &content) }]).expect("a mail");
        let read = parse(&mail.raw);
        let part = read.attachment(0).expect("the file");
        let kind = part.content_type().expect("a type");
        assert_eq!((kind.ctype(), kind.subtype()), ("application", Some("octet-stream")), "{media_type}");
        assert_eq!(part.contents(), content, "{media_type}");
    }
}

#[test]
fn what_does_not_fit_is_left_out_and_the_mail_goes() {
    let sample = samples::euro();
    let (large, small) = (bytes(6_000_000), bytes(50_000));
    let mail = sample.with_files(&[pdf("a.pdf", &large), pdf("b.pdf", &small)]).expect("a mail");
    assert_eq!(names(&parse(&mail.raw)), ["b.pdf"]);
    let alone = sample.with_files(&[pdf("a.pdf", &large)]).expect("a mail");
    assert_eq!(alone.raw, sample.confirmation().raw);
    let four = bytes(4 * 1024 * 1024);
    let mail = sample.with_files(&[pdf("a.pdf", &four), pdf("b.pdf", &four)]).expect("a mail");
    assert_eq!(names(&parse(&mail.raw)), ["a.pdf"]);
    assert!(mail.raw.len() < LARGEST_MAIL);
}

/// Texts of more than is kept for them push out every file, and only then a mail is too large.
#[test]
fn texts_are_worth_more_than_files() {
    let lines = |count: usize| -> Sample {
        let mut sample = samples::bare();
        let mut line = sample.order.lines[0].clone();
        line.title = "é".repeat(4000);
        sample.order.lines = vec![line; count];
        sample
    };
    let four = bytes(4 * 1024 * 1024);
    let file = [pdf("terms.pdf", &four)];
    let sample = lines(250);
    let mail = sample.with_files(&file).expect("a mail");
    assert_eq!(names(&parse(&mail.raw)), [""; 0]);
    assert_eq!(mail.raw, sample.confirmation().raw);
    assert_eq!(lines(700).with_files(&file), Err(Unmailable::TooLarge));
}
