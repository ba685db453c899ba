//! Delivery dates on a product page: the script that the door serves, on a page of another origin under a strict policy.

use std::{
    sync::{Arc, Mutex},
    thread::sleep,
    time::{Duration, Instant},
};

use bundle_tests::{ports::LinkKeysOf, samples};
use domain::Timestamp;
use edd_quote::EddQuote;
use serde_json::json;
use shell::{Answer, HttpRequest, LinkKeys};
use store::Store;
use testkit::{Memory, orders::at};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
};

use crate::{
    axe,
    page::{Page, page},
};

/// Monday, 12:46 in Berlin: an hour and fourteen minutes before the cut-off.
const NOW: &str = "2026-03-02T11:46:00Z";

/// What the reader's own clock says, and what it is asked to wait for; a second takes a hundredth.
const CLOCK: &str = "(() => {
    const began = performance.now(), at = Date.parse('2026-03-02T11:46:00Z'), wait = setTimeout;
    Date.now = () => at + performance.now() - began;
    window.waits = [];
    window.setTimeout = (what, ms) => { waits.push(ms); return ms > 5e4 && ms < 7e4 ? 0 : wait(what, ms / 1000); };
})();";

/// The door and a shop's pages behind two ports of this machine.
pub(crate) struct Served {
    pages: String,
    pub(crate) door: String,
    html: Arc<Mutex<(String, String)>>,
    asked: Arc<Mutex<Vec<String>>>,
    /// Ends with it.
    _runtime: tokio::runtime::Runtime,
}

impl Served {
    pub(crate) fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let runtime = runtime.expect("a runtime");
        let html = Arc::new(Mutex::new((String::new(), String::new())));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (shown, heard) = (Arc::clone(&html), Arc::clone(&asked));
        let (pages, door) = runtime.block_on(async move {
            let (shop_listener, pages) = listen().await;
            let (door_listener, door_address) = listen().await;
            let store = Store::on(Arc::new(Memory::default()));
            let mut shop = serde_json::to_value(samples::shop("acme")).expect("plain data");
            shop["locale"] = "en-GB".into();
            shop["locales"] = json!([]);
            shop["places"] = json!({"berlin": {"name": "Berlin", "country": "DE", "calendar": {"zone": "Europe/Berlin", "cut_off": "14:00:00"}}});
            shop["carriers"] = json!({"DHL": {"services": {"parcel": {"min_days": 1, "max_days": 2, "to": ["DE"]}}}});
            shop["automations"]["edd-calculation"] =
                json!({"mode": "live", "live_since": "1970-01-01T00:00:00Z", "cors": [pages]});
            let mut shop: domain::settings::Shop = serde_json::from_value(shop).expect("a shop");
            store.publish_settings(&shop, Timestamp::UNIX_EPOCH).await.expect("published");
            shop.id = "shadow".parse().expect("a shop");
            shop.automations.get_mut("edd-calculation").expect("it is there").switch.mode = domain::settings::Mode::Shadow;
            store.publish_settings(&shop, Timestamp::UNIX_EPOCH).await.expect("published");
            let door = Arc::new(EddQuote::new(store, Arc::new(LinkKeysOf::acme()) as Arc<dyn LinkKeys>));
            tokio::spawn(async move {
                while let Ok((stream, _)) = shop_listener.accept().await {
                    tokio::spawn(serve_page(stream, Arc::clone(&shown)));
                }
            });
            tokio::spawn(async move {
                while let Ok((stream, _)) = door_listener.accept().await {
                    tokio::spawn(serve_door(stream, Arc::clone(&door), Arc::clone(&heard)));
                }
            });
            (pages, door_address)
        });
        Self { pages, door, html, asked, _runtime: runtime }
    }

    /// Opens a product page in a language, with what stands in its element's attributes.
    fn open(&self, page: &Page, lang: &str, attributes: &str, runs: bool) {
        let dir = if lang == "ar" { "rtl" } else { "ltr" };
        let html = format!(
            "<!doctype html><html lang=\"{lang}\" dir=\"{dir}\"><head><title>Assam</title><meta name=\"viewport\" \
             content=\"width=device-width\"><link rel=\"icon\" href=\"data:,\"><script src=\"/clock.js\"></script></head><body><main><h1>Assam</h1>\
             <div data-nightshift-edd {attributes}>Delivered within 2 to 4 days</div></main>\
             <script src=\"{}/edd/nightshift.js\" async></script></body></html>",
            self.door
        );
        let scripts = if runs { format!("'self' {}", self.door) } else { "'none'".to_owned() };
        let policy = format!(
            "default-src 'none'; img-src data:; script-src {scripts}; connect-src {}; require-trusted-types-for 'script'",
            self.door
        );
        *self.html.lock().expect("unpoisoned") = (policy, html);
        page.open(&format!("{}/assam", self.pages));
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("unpoisoned").clone()
    }
}

async fn listen() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    (listener, address)
}

/// A request: method, path and headers in small letters.
async fn read(stream: &mut BufReader<TcpStream>) -> Option<(String, String, Vec<(String, String)>)> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        match stream.read_line(&mut line).await {
            Ok(1..) if !line.trim_end().is_empty() => lines.push(line.trim_end().to_owned()),
            Ok(1..) => break,
            _ => return None,
        }
    }
    let mut first = lines.first()?.split(' ').map(str::to_owned);
    let header =
        |line: &String| line.split_once(": ").map(|(name, value)| (name.to_lowercase(), value.to_owned()));
    Some((first.next()?, first.next()?, lines[1..].iter().filter_map(header).collect()))
}

async fn write(stream: &mut BufReader<TcpStream>, status: u16, headers: &[(&str, String)], body: &str) {
    let mut whole = format!("HTTP/1.1 {status} X\r\nconnection: close\r\ncontent-length: {}\r\n", body.len());
    for (name, value) in headers {
        whole += &format!("{name}: {value}\r\n");
    }
    let _ = stream.get_mut().write_all(format!("{whole}\r\n{body}").as_bytes()).await;
}

async fn serve_page(stream: TcpStream, shown: Arc<Mutex<(String, String)>>) {
    let mut stream = BufReader::new(stream);
    let Some((_, path, _)) = read(&mut stream).await else { return };
    if path == "/clock.js" {
        return write(&mut stream, 200, &[("content-type", "text/javascript".into())], CLOCK).await;
    }
    let (policy, html) = shown.lock().expect("unpoisoned").clone();
    let headers =
        [("content-type", "text/html; charset=utf-8".to_owned()), ("content-security-policy", policy)];
    write(&mut stream, 200, &headers, &html).await;
}

/// One request of a browser, answered by the door as the API hands it on.
async fn serve_door(stream: TcpStream, door: Arc<EddQuote>, heard: Arc<Mutex<Vec<String>>>) {
    let mut stream = BufReader::new(stream);
    let Some((method, target, headers)) = read(&mut stream).await else { return };
    let length = headers.iter().find(|(name, _)| name == "content-length").and_then(|(_, n)| n.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    if stream.read_exact(&mut body).await.is_err() {
        return;
    }
    heard.lock().expect("unpoisoned").push(target.clone());
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let doing = path.strip_prefix("/edd").unwrap_or_default().trim_start_matches('/');
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let query = pairs.map(|(name, value)| (name.to_owned(), decoded(value)));
    let path = vec![("doing".to_owned(), doing.to_owned())];
    let asked = HttpRequest { method, headers, path, query: query.collect(), body };
    let answer: Answer = door.answer_at(&asked, at(NOW)).await;
    write(&mut stream, answer.status, &answer.all_headers(), &answer.body.to_text()).await;
}

/// What an address holds, as the API hands it on.
fn decoded(text: &str) -> String {
    let text = text.replace('+', " ");
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let code = after.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        let code = code.filter(|_| *first == b'%').and_then(|code| u8::from_str_radix(code, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

const PLACE: &str = "[data-nightshift-edd]";
const SHOWN: &str = "!!document.querySelector('.nightshift-date time')";
const ACME: &str = "data-shop=acme data-sku=TEA-1 data-country=DE data-postcode=10115";

#[test]
fn a_product_page_shows_the_date_and_counts_down_in_its_language() {
    let Some(page) = page() else { return };
    let served = Served::new();
    for (lang, said) in [
        ("en-GB", "Delivery: Tue 3 – Thu 5 Mar\nOrder within 1 h 14 min"),
        ("de", "Lieferung: Di., 3. – Do., 5. März\nBestellen Sie innerhalb von 1 Std. 14 Min."),
        ("ja", "お届け予定：3月3日(火)～5日(木)\nあと1時間14分以内のご注文で"),
        ("ar", "التوصيل: الثلاثاء، 3 – الخميس، 5 مارس\nاطلب خلال 1 س 14 د"),
    ] {
        page.set_width(700);
        served.open(&page, lang, ACME, true);
        page.until(SHOWN);
        assert_eq!(page.text(PLACE), said, "{lang}");
        assert_eq!(page.evaluate("document.querySelector('time').dateTime"), json!("2026-03-05"));
        let place =
            page.evaluate("(({lang, dir}) => [lang, dir])(document.querySelector('[data-nightshift-edd]'))");
        assert_eq!(place, json!([lang, if lang == "ar" { "rtl" } else { "ltr" }]));
        let live = "[...document.querySelectorAll('[aria-live]')].map(e => [e.className, e.getAttribute('aria-live')])";
        assert_eq!(page.evaluate(live), json!([["nightshift-date", "polite"]]), "the clock is no news");
        for width in [1200, 390, 320] {
            page.set_width(width);
            assert!(
                page.contents_width() <= u64::from(width),
                "{lang}: {} of {width}",
                page.contents_width()
            );
            page.screenshot(&format!("product-{lang}-{width}"));
        }
        if axe::is_there() {
            assert_eq!(
                page.axe(&["landmark-one-main", "page-has-heading-one"]),
                Vec::<String>::new(),
                "{lang}"
            );
        }
        assert_eq!(page.noise(), Vec::<String>::new(), "{lang}");
    }
    println!(
        "figure: S1e the product page in Chromium: 4 languages, desk and phone, under a policy without inline scripts"
    );
}

#[test]
fn it_asks_again_when_the_answer_no_longer_holds_or_another_variant_is_chosen() {
    let Some(page) = page() else { return };
    let served = Served::new();
    served.open(&page, "en-GB", ACME, true);
    page.until(SHOWN);
    // The answer holds for a quarter of an hour, and then it is asked for again (which the browser answers from what it keeps: by
    // its own clock that hour hasn't passed). A minute ends, and the clock goes on.
    page.until("waits.filter(ms => ms > 890000 && ms <= 900000).length > 1");
    page.until("waits.some(ms => ms > 0 && ms <= 60050)");
    page.evaluate("document.querySelector('[data-nightshift-edd]').dataset.sku = 'TEA-9'");
    let began = Instant::now();
    while !served
        .asked()
        .iter()
        .any(|target| target.contains("sku=TEA-9&country=DE&postcode=10115&locale=en-GB"))
    {
        assert!(began.elapsed() < Duration::from_secs(20), "{:?}", served.asked());
        sleep(Duration::from_millis(20));
    }
    // Where nothing goes there, the page's own words come back.
    page.evaluate("document.querySelector('[data-nightshift-edd]').dataset.country = 'US'");
    page.until(
        "document.querySelector('[data-nightshift-edd]').innerText === 'Delivered within 2 to 4 days'",
    );
    page.evaluate("document.querySelector('[data-nightshift-edd]').dataset.country = 'DE'");
    page.until(SHOWN);
    assert_eq!(page.noise(), Vec::<String>::new());
}

#[test]
fn without_a_date_or_a_script_the_pages_own_words_stand() {
    let Some(page) = page() else { return };
    let served = Served::new();
    for (attributes, runs) in [
        (ACME, false),
        ("data-shop=nobody data-country=DE", true),
        ("data-shop=acme", true),
        ("data-shop=shadow data-country=DE", true),
        ("data-shop=acme data-country=JP", true),
        ("data-shop=acme data-country=DE data-sku='<img src=x onerror=alert(1)>' data-quantity=0", true),
    ] {
        let questions = || served.asked().iter().filter(|target| target.starts_with("/edd?")).count();
        let before = questions();
        served.open(&page, "en", attributes, runs);
        if runs {
            let began = Instant::now();
            while questions() == before {
                assert!(began.elapsed() < Duration::from_secs(20), "{attributes}");
                sleep(Duration::from_millis(20));
            }
            sleep(Duration::from_millis(100));
        }
        assert_eq!(page.text(PLACE), "Delivered within 2 to 4 days", "{attributes}");
    }
    // The shop's own people may look before it is live.
    served.open(&page, "en", "data-shop=shadow data-country=DE data-preview", true);
    page.until(SHOWN);
}
