//! The protocol, against AWS's published signatures and a server that answers as it is told.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, UNIX_EPOCH},
};

use aws_types::region::Region;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

use super::*;
use jiff::SignedDuration;

use crate::{Listed, Objects};

fn config(endpoint: Option<String>, region: &'static str) -> SdkConfig {
    let keys = Credentials::new(
        "AKIAIOSFODNN7EXAMPLE",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        None,
        None,
        "AWS's example",
    );
    let mut config = SdkConfig::builder()
        .region(Region::new(region))
        .credentials_provider(SharedCredentialsProvider::new(keys));
    config.set_endpoint_url(endpoint);
    config.build()
}

/// The examples of "Authenticating Requests: Using the Authorization Header" in S3's API reference.
#[tokio::test]
async fn signatures_are_those_of_awss_own_examples() {
    let may_24_2013 = UNIX_EPOCH + Duration::from_secs(1_369_353_600);
    let mut s3 = S3::new(&config(None, "us-east-1"), "examplebucket");
    assert_eq!(s3.base, "https://examplebucket.s3.us-east-1.amazonaws.com/");
    s3.base = "https://examplebucket.s3.amazonaws.com/".into();
    let keys = s3.credentials.as_ref().expect("keys").provide_credentials().await.expect("the example's");
    let identity: Identity = keys.into();
    for (path, signature) in [
        ("?lifecycle", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
        ("?max-keys=2&prefix=J", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"),
    ] {
        let request = s3.signed(&Call::new("GET", path), &identity, may_24_2013).expect("a request");
        let told = request.headers().get("authorization").expect("a signature");
        assert!(told.ends_with(&format!("Signature={signature}")), "{path}: {told}");
        assert!(told.contains("SignedHeaders=host;x-amz-content-sha256;x-amz-date"), "{told}");
    }
}

/// The example of "Authenticating Requests: Using Query Parameters" in S3's API reference.
#[tokio::test]
async fn addresses_are_signed_as_in_awss_own_example() {
    let may_24_2013 = UNIX_EPOCH + Duration::from_secs(1_369_353_600);
    let mut s3 = S3::new(&config(None, "us-east-1"), "examplebucket");
    s3.base = "https://examplebucket.s3.amazonaws.com/".into();
    let identity: Identity = s3.keys().await.expect("the example's").into();
    let day = Duration::from_secs(86_400);
    let address = s3.presigned("test.txt", &identity, (may_24_2013, day)).expect("an address");
    for part in [
        "https://examplebucket.s3.amazonaws.com/test.txt?",
        "X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request",
        "X-Amz-Expires=86400",
        "X-Amz-SignedHeaders=host",
        "X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
    ] {
        assert!(address.contains(part), "{part}: {address}");
    }
    let shown = Objects::open(&config(None, "us-east-1"), "b");
    let (within, now) =
        (SignedDuration::from_mins(10), Timestamp::from_second(1_800_000_000).expect("an instant"));
    let address = shown.link("returns/photos/a/b/c", "image/jpeg", within, now).await.expect("an address");
    assert!(
        address.contains("/returns/photos/a/b/c?")
            && address.contains("&response-content-type=image%2Fjpeg&")
    );
    assert!(address.contains("X-Amz-Expires=600&"), "{address}");
    assert!(shown.link("../x", "image/jpeg", within, now).await.is_err());
}

#[test]
fn a_bucket_has_its_own_host_and_a_path_on_a_local_cloud() {
    for (endpoint, region, base) in [
        (None, "eu-central-1", "https://b.s3.eu-central-1.amazonaws.com/"),
        (None, "cn-north-1", "https://b.s3.cn-north-1.amazonaws.com.cn/"),
        (Some("http://127.0.0.1:4566/"), "us-east-1", "http://127.0.0.1:4566/b/"),
    ] {
        assert_eq!(S3::new(&config(endpoint.map(str::to_owned), region), "b").base, base);
    }
}

/// Answers each request with the next of `answers`, and notes what was asked.
async fn server(answers: &'static [&'static str]) -> (Objects, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let asked = Arc::new(Mutex::new(vec![]));
    let noted = Arc::clone(&asked);
    tokio::spawn(async move {
        for answer in answers {
            let (mut stream, _) = listener.accept().await.expect("a caller");
            let mut request = vec![];
            let mut part = [0_u8; 4096];
            let is_whole = |request: &[u8]| {
                let text = String::from_utf8_lossy(request).to_lowercase();
                let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
                let length = head.split("content-length: ").nth(1).and_then(|rest| rest.split("\r\n").next());
                body.len() >= length.and_then(|length| length.parse().ok()).unwrap_or(0)
            };
            while !is_whole(&request) {
                match stream.read(&mut part).await {
                    Ok(0) | Err(_) => break,
                    Ok(read) => request.extend_from_slice(&part[..read]),
                }
            }
            noted.lock().expect("one test").push(String::from_utf8_lossy(&request).into_owned());
            let _ = stream.write_all(answer.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    });
    (Objects::open(&config(Some(format!("http://127.0.0.1:{port}")), "us-east-1"), "b"), asked)
}

macro_rules! answer {
    ($status:literal, $body:literal) => {
        concat!("HTTP/1.1 ", $status, "\r\nconnection: close\r\n\r\n", $body)
    };
}

const OK: &str = answer!("200 OK", "");
const SLOW: &str = answer!("503 Slow Down", "<Error><Code>SlowDown</Code></Error>");
const FAULT: &str = answer!("500 Internal Server Error", "<Error><Code>InternalError</Code></Error>");
const THERE: &str = answer!("412 Precondition Failed", "<Error><Code>PreconditionFailed</Code></Error>");
const CONFLICT: &str = answer!("409 Conflict", "<Error><Code>ConditionalRequestConflict</Code></Error>");
const MISSING: &str = answer!("404 Not Found", "<Error><Code>NoSuchKey</Code></Error>");
const NO_BUCKET: &str = answer!("404 Not Found", "<Error><Code>NoSuchBucket</Code></Error>");
const DENIED: &str = answer!("403 Forbidden", "<Error><Code>AccessDenied</Code></Error>");
const TEN: &str = answer!("200 OK", "0123456789");
const CUT: &str = "HTTP/1.1 200 OK\r\ncontent-length: 20\r\nconnection: close\r\n\r\n0123456789";
const LONG: &str = "HTTP/1.1 200 OK\r\ncontent-length: 20000\r\nconnection: close\r\n\r\n0123456789";

#[tokio::test]
async fn what_is_written_says_what_it_is_and_is_tried_again() {
    let (objects, asked) = server(&[SLOW, FAULT, OK]).await;
    assert_eq!(objects.put("acme/a", b"body".to_vec()).await, Ok(()));
    let asked = asked.lock().expect("one test").clone();
    assert_eq!(asked.len(), 3);
    let request = asked[2].to_lowercase();
    assert!(
        request.starts_with("put /b/acme/a http/1.1\r\n") && request.ends_with("\r\n\r\nbody"),
        "{request}"
    );
    let hash = "230d8358dc8e8890b4c58deeb62912ee2f20357ae92a5cc861b98e68fe31acb5";
    for header in
        ["authorization: aws4-hmac-sha256 ", &format!("x-amz-content-sha256: {hash}"), "content-length: 4"]
    {
        assert!(request.contains(header), "{header}: {request}");
    }
    assert!(!request.contains("if-none-match"));
}

#[tokio::test]
async fn what_is_there_stays() {
    for (answers, expected) in [
        (&[OK][..], Ok(true)),
        (&[THERE], Ok(false)),
        (&[CONFLICT, THERE], Ok(false)),
        (&[CONFLICT, OK], Ok(true)),
        (&[DENIED], Err(ObjectsError::Denied("403 AccessDenied".into()))),
        (&[CONFLICT; 3], Err(ObjectsError::Busy("409 ConditionalRequestConflict".into()))),
    ] {
        let (objects, asked) = server(answers).await;
        assert_eq!(objects.put_new("acme/a", vec![1]).await, expected);
        let asked = asked.lock().expect("one test").clone();
        assert_eq!(asked.len(), answers.len());
        assert!(asked[0].to_lowercase().contains("if-none-match: *\r\n"), "{}", asked[0]);
    }
}

#[tokio::test]
async fn what_is_read_is_whole_and_bounded_or_an_error() {
    for (answers, most, expected) in [
        (&[TEN][..], 10, Ok(Some(b"0123456789".to_vec()))),
        (&[TEN], 9, Err(ObjectsError::TooLarge { most: 9 })),
        (&[LONG], 100, Err(ObjectsError::TooLarge { most: 100 })),
        (&[MISSING], 10, Ok(None)),
        (&[NO_BUCKET], 10, Err(ObjectsError::Denied("404 NoSuchBucket: the bucket isn't there".into()))),
        (&[FAULT, TEN], 10, Ok(Some(b"0123456789".to_vec()))),
        (&[CUT, TEN], 100, Ok(Some(b"0123456789".to_vec()))),
    ] {
        let (objects, asked) = server(answers).await;
        assert_eq!(objects.get("acme/a", most).await, expected, "{answers:?}");
        assert_eq!(asked.lock().expect("one test").len(), answers.len());
    }
    let (objects, _) = server(&[FAULT; 3]).await;
    assert_eq!(objects.get("a", 1).await, Err(ObjectsError::Unavailable("500 InternalError".into())));
}

#[tokio::test]
async fn of_a_long_object_only_the_first_bytes_are_read() {
    const PART: &str =
        "HTTP/1.1 206 Partial Content\r\ncontent-range: bytes 0-3/20000\r\nconnection: close\r\n\r\n0123";
    const EMPTY: &str = answer!("416 Range Not Satisfiable", "<Error><Code>InvalidRange</Code></Error>");
    let first = |bytes: &[u8], length| Ok(Some(First { bytes: bytes.to_vec(), length }));
    for (answers, most, expected) in [
        (&[PART][..], 4, first(b"0123", 20_000)),
        (&[FAULT, PART], 4, first(b"0123", 20_000)),
        (&[TEN], 10, first(b"0123456789", 10)),
        (&[EMPTY], 4, first(b"", 0)),
        (&[MISSING], 4, Ok(None)),
        (&[PART], 3, Err(ObjectsError::TooLarge { most: 3 })),
        (&[NO_BUCKET], 4, Err(ObjectsError::Denied("404 NoSuchBucket: the bucket isn't there".into()))),
    ] {
        let (objects, asked) = server(answers).await;
        assert_eq!(objects.first("acme/a", most).await, expected, "{answers:?}");
        let asked = asked.lock().expect("one test").clone();
        assert!(
            asked[0].to_lowercase().contains(&format!("range: bytes=0-{}\r\n", most - 1)),
            "{}",
            asked[0]
        );
        assert!(asked[0].contains("SignedHeaders=host;range;"), "{}", asked[0]);
    }
}

#[tokio::test]
async fn a_list_is_read_page_by_page() {
    const FIRST: &str = answer!(
        "200 OK",
        "<R><IsTruncated>true</IsTruncated><Contents><Key>acme/a</Key><Size>1</Size></Contents></R>"
    );
    const LAST: &str = answer!(
        "200 OK",
        "<R><IsTruncated>false</IsTruncated><Contents><Key>acme/b</Key><Size>2</Size></Contents></R>"
    );
    let (objects, asked) = server(&[FIRST, LAST]).await;
    let listed = |key: &str, bytes| Listed { key: key.into(), bytes, at: None };
    assert_eq!(objects.list("acme/").await, Ok(vec![listed("acme/a", 1), listed("acme/b", 2)]));
    let asked = asked.lock().expect("one test").clone();
    assert!(asked[0].starts_with("GET /b/?list-type=2&prefix=acme%2F HTTP/1.1\r\n"), "{}", asked[0]);
    let second = "GET /b/?list-type=2&prefix=acme%2F&start-after=acme%2Fa HTTP/1.1\r\n";
    assert!(asked[1].starts_with(second), "{}", asked[1]);
}

#[tokio::test]
async fn removing_what_is_gone_is_no_error() {
    let (objects, asked) = server(&[answer!("204 No Content", ""), MISSING]).await;
    assert_eq!((objects.delete("a").await, objects.delete("a").await), (Ok(()), Ok(())));
    assert!(asked.lock().expect("one test")[0].starts_with("DELETE /b/a HTTP/1.1\r\n"));
    let (objects, _) = server(&[NO_BUCKET]).await;
    let missing = ObjectsError::Denied("404 NoSuchBucket: the bucket isn't there".into());
    assert_eq!(objects.delete("a").await, Err(missing), "nothing is removed from a bucket that isn't there");
}
