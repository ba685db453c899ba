//! The mails about stock, as mail clients show them, and the pages behind their links: the real door, clicked by a reader.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread::sleep,
    time::{Duration, Instant},
};

use action_pages::ActionPages;
use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use bundle_tests::{ports::LinkKeysOf, samples};
use domain::{
    EntityRef, Head, NewEvent, ShopId, Timestamp,
    action::{ACKNOWLEDGE, Action, ActionLink, SNOOZE},
    event::Origin,
    link::LinkKey,
    send::SendId,
    settings::Shop,
    stock::{self, Alert, Summary},
};
use mail::{About, File, Mail, Offer, Request};
use mail_parser::{MessageParser, MimeHeaders as _};
use serde_json::{Value, json};
use shell::{HttpRequest, LinkKeys};
use store::{Store, commit::Commit};
use testkit::Memory;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
};

use crate::{
    axe,
    page::{Page, page},
};

/// Rules of axe for pages that a mail needn't keep: it is shown within the page of a mail client, whose landmarks they are.
const OF_CLIENTS: &[&str] = &["landmark-one-main", "region", "page-has-heading-one"];

const KEY: &str = "acme-current-0123456789";

fn at(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

fn alert(number: u32, more: Value) -> Alert {
    let history: Vec<i64> = (0..60).map(|day| 64 - day - day % 4 + if day > 40 { 14 } else { 0 }).collect();
    let mut alert = json!({
        "item": "808950810", "sku": "MUG-BLUE", "title": "Mug Harbour", "variant": "Blue / 0.3 l", "location": "905684977",
        "place": "Berlin", "number": number, "at": "2026-03-02T17:00:00Z", "level": "critical", "because": "worsened",
        "delivery": "at-once", "route": "stock", "available": 12, "before": 15, "buffer": 1,
        "quantities": {"on_hand": 16, "reserved": 3, "incoming": 40}, "incoming": [{"on": "2026-03-16", "pieces": 40}],
        "threshold": {"pieces": 20, "well_above": 22, "critical": 12, "said_by": {"by": "cover", "days": 17}},
        "outlook": {"per_day": 1_450_000, "method": "weighted", "cover_tenths": 82, "runs_out": "2026-03-10",
            "next_delivery": "2026-03-16", "lost": {"days": 6, "pieces": 9}},
        "supplier": {"name": "Kiln & Co", "lead_days": 7, "review_days": 7}, "suggested": 60, "cause": "sale",
        "kits": [{"item": "9", "title": "Breakfast for two", "pieces": 2, "remain": 6}], "history": history,
    });
    for (key, value) in more.as_object().expect("fields") {
        alert[key] = value.clone();
    }
    serde_json::from_value(alert).expect("an alert")
}

/// The three messages, so that a person sees all that they may hold.
fn mails(shop: &Shop, locale: &str) -> Vec<(&'static str, Mail)> {
    let arabic = locale == "ar";
    let title = if arabic { "كوب الميناء" } else { "Mug Harbour" };
    let alerts: Vec<Alert> = (0..30)
        .map(|n: u32| {
            let level = ["out", "critical", "low"][n as usize % 3];
            alert(n, json!({"item": n.to_string(), "title": format!("{title} {n}"), "level": level, "variant": null}))
        })
        .collect();
    let one = alert(3, json!({"title": title}));
    let recovered = json!([{"item": "4", "sku": "TEA-1", "title": "Assam", "location": "-", "number": 1,
        "at": "2026-03-02T07:00:00Z", "worst": "out", "available": 48, "route": "stock",
        "threshold": {"pieces": 5, "well_above": 6, "said_by": {"by": "item"}}}]);
    let digest = stock::Digest {
        part: 0,
        date: "2026-03-02".parse().expect("a date"),
        route: "stock".into(),
        group: stock::rules::Group::Supplier,
        groups: vec![
            stock::Group { name: Some("Kiln & Co".into()), alerts: alerts[..4].to_vec() },
            stock::Group { name: None, alerts: alerts[4..6].to_vec() },
        ],
        recovered: serde_json::from_value(recovered).expect("what is back"),
    };
    let storm = Summary {
        part: 0,
        route: "stock".into(),
        from: at("2026-03-02T17:00:00Z"),
        to: at("2026-03-02T17:09:00Z"),
        levels: vec![(stock::Level::Out, 10), (stock::Level::Critical, 10), (stock::Level::Low, 10)],
        likely: serde_json::from_value(json!({"alerts": 28, "cause": "import", "run": "pos-2026-03-02"}))
            .expect("a cause"),
        alerts: alerts.clone(),
    };
    let entity = one.entity();
    let (digest_table, storm_table) = (mail::stock_digest_table(&digest), mail::stock_storm_table(&storm));
    let [digest_table, storm_table] = [digest_table, storm_table].map(|table| table.expect("a table"));
    let render = |about: About, message: &'static str, told: &[Alert], table: Option<&[u8]>| {
        let offers: Vec<Offer> = told.iter().flat_map(|alert| offers(shop, alert)).collect();
        let file = table.map(|bytes| File { name: "stock-2026-03-02.csv", media_type: "text/csv", bytes });
        let files: Vec<_> = file.into_iter().collect();
        let made = mail::render(&Request {
            message,
            revision: 1,
            send_id: &SendId::of(&shop.id, &entity, message, 1),
            about,
            shop,
            redirect_to: None,
            configuration_set: None,
            locale: Some(locale),
            date: at("2026-03-02T18:00:00Z"),
            page: None,
            offers: &offers,
            files: &files,
            unsubscribe: None,
        });
        (message, made.unwrap_or_else(|e| panic!("{message} in {locale}: {e}")))
    };
    vec![
        render(About::Stock(&entity, &one), Alert::MESSAGE, std::slice::from_ref(&one), None),
        render(
            About::StockDigest(&entity, &digest),
            stock::Digest::MESSAGE,
            &alerts[..6],
            Some(&digest_table),
        ),
        render(About::StockStorm(&entity, &storm), Summary::MESSAGE, &alerts, Some(&storm_table)),
    ]
}

fn offers(shop: &Shop, alert: &Alert) -> Vec<Offer> {
    let actions = [(ACKNOWLEDGE, 0), (SNOOZE, 1), (SNOOZE, 3), (SNOOZE, 7)];
    let offer = |(word, days): (&str, u16)| {
        let action = Action::new(word, &Alert::effect(alert.number), &alert.route).of_days(days);
        let link = ActionLink::new(&shop.id, &alert.entity(), action, alert.at, 30);
        let url = link.address(&shop.url, &LinkKey::new(KEY).expect("a key")).expect("a link");
        Offer { entity: link.entity, matter: Alert::effect(alert.number), word: word.to_owned(), days, url }
    };
    actions.map(offer).into()
}

/// The mail's HTML with its own picture in place, as a mail client has it.
fn as_clients_show_it(mail: &Mail) -> String {
    let read = MessageParser::default().parse(&mail.raw).expect("a mail");
    let picture = read.parts.iter().find(|part| part.content_id() == Some("stock-chart"));
    let Some(picture) = picture else { return mail.html.clone() };
    mail.html
        .replace("cid:stock-chart", &format!("data:image/png;base64,{}", BASE64.encode(picture.contents())))
}

/// LS-14: the chart is shown, on every screen, in light and dark, either way of writing; nothing is said by it alone.
#[test]
fn mails_about_stock_read_as_they_should_in_every_language() {
    let Some(page) = page() else { return };
    let full = testkit::is_full();
    let mut looked = 0;
    for (n, language) in mail::locales().iter().enumerate() {
        let mut shop = samples::shop("acme");
        if n % 3 == 1 {
            shop.look.colour = Some("#7b2d43".into());
        }
        for (m, (message, mail)) in mails(&shop, language).into_iter().enumerate() {
            let name = format!("stock-{language}-{message}");
            page.set_pictures(true);
            page.show(&as_clients_show_it(&mail));
            let rtl = *language == "ar";
            assert_eq!(
                page.evaluate("document.documentElement.dir"),
                if rtl { "rtl" } else { "ltr" },
                "{name}"
            );
            let chart = page.evaluate(
                "[...document.images].map(i => [i.naturalWidth, i.naturalHeight, i.alt.length > 40, i.getBoundingClientRect().width])",
            );
            if message == Alert::MESSAGE {
                let chart = &chart[0];
                assert_eq!(
                    (&chart[0], &chart[1], &chart[2]),
                    (&json!(1040), &json!(240), &json!(true)),
                    "{name}"
                );
                assert!(chart[3].as_f64().is_some_and(|wide| wide > 200.0), "{name}: {chart}");
            }
            for (width, dark) in [(700, false), (700, true), (390, false), (320, true)] {
                page.set_width(width);
                page.set_dark(dark);
                assert!(
                    page.contents_width() <= u64::from(width),
                    "{name}: {} of {width}",
                    page.contents_width()
                );
                if full || rtl || m == n % 3 || *language == "en" {
                    page.screenshot(&format!("{name}-{width}-{}", if dark { "dark" } else { "light" }));
                }
            }
            if axe::is_there() && (full || rtl || m == n % 3) {
                assert_eq!(page.axe_by_day_and_night(OF_CLIENTS), Vec::<String>::new(), "{name}");
            }
            page.set_dark(false);
            assert_eq!(page.noise(), Vec::<String>::new(), "{name}");
            looked += 1;
        }
    }
    println!(
        "figure: LS-14 {looked} mails about stock in {} languages in Chromium: none wider than 320 px, the chart shown",
        mail::locales().len()
    );
}

/// The door behind a port of this machine.
struct Served {
    address: String,
    store: Store,
    posts: Arc<AtomicUsize>,
    /// Ends with it.
    _runtime: tokio::runtime::Runtime,
}

impl Served {
    fn open(locale: &str) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let runtime = runtime.expect("a runtime");
        let store = Store::on(Arc::new(Memory::default()));
        let door = ActionPages::new(store.clone(), Arc::new(LinkKeysOf::acme()) as Arc<dyn LinkKeys>);
        let posts = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&posts);
        let mut shop = samples::shop("acme");
        shop.locale = locale.to_owned();
        shop.locales.clear();
        let known = store.clone();
        let address = runtime.block_on(async move {
            known.publish_settings(&shop, Timestamp::UNIX_EPOCH).await.expect("published");
            let (entity, head) = (entity(), Head::default());
            let events = [NewEvent::of(Alert::effect(3), &alert(3, json!({})))];
            let origin = Origin { by: Some("low-stock-alert".into()), ..Origin::default() };
            let commit = Commit {
                events: &events,
                origin,
                ..Commit::on(&shop.id, &entity, &head, at("2026-03-02T17:00:00Z"))
            };
            known.commit(commit).await.expect("written");
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
            let address = format!("http://{}", listener.local_addr().expect("an address"));
            let door = Arc::new(door);
            tokio::spawn(async move {
                while let Ok((stream, _)) = listener.accept().await {
                    tokio::spawn(serve(stream, Arc::clone(&door), Arc::clone(&counted)));
                }
            });
            address
        });
        Self { address, store, posts, _runtime: runtime }
    }

    fn link(&self, word: &str, days: u16) -> String {
        let action = Action::new(word, &Alert::effect(3), "stock").of_days(days);
        let link = ActionLink::new(&acme(), &entity(), action, Timestamp::now(), 30);
        link.address(&self.address, &LinkKey::new(KEY).expect("a key")).expect("a link")
    }

    fn taken(&self) -> usize {
        let story = self._runtime.block_on(self.store.story(&acme(), &entity())).expect("readable");
        story.events.iter().filter(|kept| kept.event.kind == "action.taken.low-stock-alert").count()
    }

    /// Waits until so many forms were sent, and the page of the last is there.
    fn after_posts(&self, page: &Page, posts: usize) {
        let began = Instant::now();
        while self.posts.load(Ordering::SeqCst) < posts {
            assert!(began.elapsed() < Duration::from_secs(20), "no form was sent");
            sleep(Duration::from_millis(20));
        }
        sleep(Duration::from_millis(300));
        page.until("document.readyState === 'complete'");
    }
}

fn acme() -> ShopId {
    "acme".parse().expect("a shop")
}

fn entity() -> EntityRef {
    stock::at("808950810", "905684977")
}

/// One request of a browser, answered by the door as the API hands it on.
async fn serve(stream: TcpStream, door: Arc<ActionPages>, posts: Arc<AtomicUsize>) {
    let mut stream = BufReader::new(stream);
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        match stream.read_line(&mut line).await {
            Ok(1..) if !line.trim_end().is_empty() => lines.push(line.trim_end().to_owned()),
            Ok(1..) => break,
            _ => return,
        }
    }
    let mut first = lines[0].split(' ').map(str::to_owned);
    let (method, path) = (first.next().unwrap_or_default(), first.next().unwrap_or_default());
    let headers: Vec<(String, String)> = lines[1..]
        .iter()
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length").and_then(|(_, n)| n.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    if stream.read_exact(&mut body).await.is_err() {
        return;
    }
    let token = path.strip_prefix("/actions/").unwrap_or_default().to_owned();
    let posted = method == "POST";
    let asked = HttpRequest { method, headers, path: vec![("token".into(), token)], query: Vec::new(), body };
    let answer = door.act(&asked, Timestamp::now()).await;
    let text = answer.body.to_text();
    let mut head =
        format!("HTTP/1.1 {} X\r\nconnection: close\r\ncontent-length: {}\r\n", answer.status, text.len());
    for (name, value) in answer.all_headers() {
        head += &format!("{name}: {value}\r\n");
    }
    let whole = format!("{head}\r\n{text}");
    // A browser that was clicked twice may have gone on.
    let _ = stream.get_mut().write_all(whole.as_bytes()).await;
    if posted {
        posts.fetch_add(1, Ordering::SeqCst);
    }
}

/// LS-17: what a reader does by clicking, in a real browser, at the real door.
#[test]
fn a_click_acknowledges_once_and_back_and_double_click_do_nothing_more() {
    let Some(page) = page() else { return };
    let served = Served::open("en-GB");
    let link = served.link(ACKNOWLEDGE, 0);
    for _ in 0..3 {
        page.open(&link);
    }
    assert_eq!(
        (page.text("h1").as_str(), served.taken()),
        ("Acknowledge this alert?", 0),
        "looking changes nothing"
    );
    page.screenshot("action-asked");
    page.click("button");
    served.after_posts(&page, 1);
    assert_eq!((page.text("h1").as_str(), served.taken()), ("Acknowledged", 1));
    assert!(!page.text("main").contains("already"), "{}", page.text("main"));
    page.screenshot("action-done");

    // Back: the page as it now is, without its button.
    page.leave(|page| page.soon("history.back()"));
    page.open(&link);
    assert_eq!(page.evaluate("document.querySelectorAll('form').length"), 0);
    assert!(page.text("main").contains("already been done"), "{}", page.text("main"));
    page.screenshot("action-before");

    // A double click on another: two forms may be sent, one does it.
    page.open(&served.link(SNOOZE, 7));
    page.double_click("button");
    served.after_posts(&page, 2);
    sleep(Duration::from_millis(500));
    assert!(page.text("h1").starts_with("Snoozed until"), "{}", page.text("h1"));
    assert_eq!(served.taken(), 2, "one for each link");
    // The form of an old tab, sent once more.
    page.open(&served.link(SNOOZE, 1));
    page.click("button");
    served.after_posts(&page, served.posts.load(Ordering::SeqCst).max(3));
    page.leave(|page| page.soon("location.reload()"));
    assert_eq!(served.taken(), 3);
    assert_eq!(page.noise(), Vec::<String>::new(), "nothing that the policy forbids");
}

#[test]
fn pages_of_actions_are_for_everybody() {
    let Some(page) = page() else { return };
    let full = testkit::is_full();
    let (mut looked, mut faultless) = (0, 0);
    for language in mail::locales() {
        let served = Served::open(language);
        for (word, days) in [(ACKNOWLEDGE, 0), (SNOOZE, 3)] {
            let link = served.link(word, days);
            for done in [false, true] {
                let before = served.posts.load(Ordering::SeqCst);
                page.open(&link);
                if done {
                    // By the keyboard alone.
                    page.evaluate("document.querySelector('button').focus()");
                    page.leave(Page::press_enter);
                    assert_eq!(served.posts.load(Ordering::SeqCst), before + 1, "{language} {word}");
                }
                let name = format!("action-{language}-{word}-{}", if done { "done" } else { "asked" });
                assert_eq!(
                    page.evaluate("getComputedStyle(document.body).direction"),
                    if *language == "ar" { "rtl" } else { "ltr" }
                );
                let small = page.evaluate(
                    "[...document.querySelectorAll('button')].filter(b => b.getBoundingClientRect().height < 44).length",
                );
                assert_eq!(small, 0, "{name}: big enough for a thumb");
                for (width, dark) in [(1200, false), (700, true), (390, false), (320, true)] {
                    page.set_width(width);
                    page.set_dark(dark);
                    assert!(
                        page.contents_width() <= u64::from(width),
                        "{name}: {} of {width}",
                        page.contents_width()
                    );
                    let card = page.evaluate(
                        "(() => { const r = document.querySelector('.card').getBoundingClientRect(); return r.left >= 0 && r.right <= innerWidth; })()",
                    );
                    assert_eq!(card, true, "{name}: within {width} px");
                    if ["en", "ar", "de"].contains(language) {
                        page.screenshot(&format!("{name}-{width}-{}", if dark { "dark" } else { "light" }));
                    }
                }
                // By default one of each language, in turn; of Arabic, which runs the other way, all of them.
                let chosen = full || *language == "ar" || looked / 4 % 4 == looked % 4;
                if axe::is_there() && chosen {
                    assert_eq!(page.axe_by_day_and_night(&[]), Vec::<String>::new(), "{name}");
                    faultless += 1;
                }
                page.set_dark(false);
                page.set_width(700);
                assert_eq!(page.noise(), Vec::<String>::new(), "{name}");
                looked += 1;
            }
        }
        assert_eq!(served.taken(), 2, "{language}");
    }
    println!(
        "figure: LS-17 {looked} pages of actions in {} languages: axe-core 0 faults on {faultless}, light and dark",
        mail::locales().len()
    );
}
