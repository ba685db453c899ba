//! A whole return in a real browser: found, filed, decided by a person, called for, received, refunded; on a desk and on a phone, in both
//! directions, with JavaScript and without.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::Arc,
    time::Duration,
};

use bundle_tests::{
    ports::LinkKeysOf,
    reader::{Portal, Site as _},
    returning::{self, Returning},
};
use domain::{link::Link, order::Order, returns::rma::State};
use futures::executor::block_on;
use objects::Objects;
use returns_portal::ReturnsPortal;
use serde_json::json;
use shell::{HttpRequest, LinkKeys as _};
use store::Store;
use testkit::{Bucket, Faults, Memory};
use tokio::runtime::Runtime;

use crate::{
    axe,
    page::{Page, page},
};

/// How somebody reads.
#[derive(Debug, Clone, Copy)]
struct Way {
    language: &'static str,
    width: u32,
    scripts: bool,
}

const WAYS: [Way; 4] = [
    Way { language: "en", width: 1280, scripts: true },
    Way { language: "de", width: 320, scripts: false },
    Way { language: "ar", width: 320, scripts: true },
    Way { language: "ar", width: 1280, scripts: false },
];

#[test]
fn a_whole_return_is_clicked_through() {
    let Some(browser) = page() else { return };
    if !axe::is_there() {
        return;
    }
    let mut looked = 0;
    for way in WAYS {
        looked += Walk::new(way, &browser).whole();
    }
    println!("figure: a return clicked through in {} ways: {looked} pages, axe-core: 0 faults", WAYS.len());
}

/// One way through.
struct Walk<'b> {
    way: Way,
    page: &'b Page,
    runtime: Runtime,
    world: Returning,
    base: String,
    looked: usize,
}

impl<'b> Walk<'b> {
    fn new(way: Way, page: &'b Page) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let world = runtime.block_on(world(way.language));
        let base = serve(&world);
        page.set_width(way.width);
        page.set_scripts(way.scripts);
        page.set_language(way.language);
        Self { way, page, runtime, world, base, looked: 0 }
    }

    fn whole(mut self) -> usize {
        self.open("/returns/acme");
        self.look("find");
        self.fill("order", "1001");
        self.fill("contact", "nobody@example.com");
        self.press("find", "/returns/acme");
        self.look("find-not");
        self.fill("order", "1001");
        self.fill("contact", "ada@example.com");
        self.press("find", "/return/");
        self.look("choose");
        let first = self.path();
        self.page.click("a[href$='/withdraw']");
        self.wait("/withdraw");
        self.look("withdraw");
        self.press("next", "/withdraw-confirm");
        self.look("withdraw-confirm");
        self.open(&first);
        self.fill("pieces.0", "1");
        self.press("next", "/details");
        self.look("details");
        // A browser says itself what is missing; one that doesn't gets the page that does.
        self.page.evaluate("[...document.forms].forEach(form => form.noValidate = true); 0");
        self.press("review", "/details");
        self.look("details-wrong");
        self.fill("reason.0", "defective");
        self.fill("condition.0", "damaged");
        self.fill("comment.0", "<b>It</b> is \u{202e}torn");
        self.press("photos.0", "/photos-0");
        self.look("photos");
        self.press("back", "/details");
        self.press("review", "/review");
        self.look("review");
        self.press("file", "/r-");
        self.look("filed");
        let id = self.path().rsplit("r-").next().expect("a return").to_owned();
        let status = self.path();
        self.runtime.block_on(self.world.run());
        assert_eq!(self.state(&id), State::Review);
        let desk = self.desk();
        // The list's index shows what is new from the next question on.
        for _ in 0..2 {
            self.open(&desk);
        }
        self.look("desk");
        self.page.click(&format!("a[href$='{id}']"));
        self.wait(&id);
        self.look("case");
        assert!(self.page.text("body").contains("<b>It</b> is"), "what a buyer writes is text");
        self.fill("text", "Is the box torn, too?");
        self.press("ask", &id);
        self.runtime.block_on(self.world.run());
        self.open(&status);
        self.look("asked");
        self.fill("text", "It is.");
        self.press("answer", &id);
        self.look("answered");
        self.runtime.block_on(self.world.run());
        self.open(&format!("{desk}/{id}"));
        self.press("approve", &id);
        self.look("decided");
        self.runtime.block_on(self.world.run());
        self.open(&status);
        self.look("approved");
        self.runtime.block_on(async {
            self.world.arrive(&id, "DN-1", 1).await;
            self.world.run().await;
        });
        assert_eq!((self.state(&id), self.world.paid()), (State::Closed, 1000));
        self.open(&status);
        self.look("refunded");
        assert_eq!(self.page.noise(), Vec::<String>::new());
        self.page.set_scripts(true);
        self.looked
    }

    fn state(&self, id: &str) -> State {
        self.runtime.block_on(self.world.state(id))
    }

    fn desk(&self) -> String {
        let acme = returning::acme();
        let key = self.runtime.block_on(LinkKeysOf::acme().signing(&acme)).expect("readable").expect("a key");
        Link::to_desk(&acme, "returns", self.world.now, 30).desk_page("", &key, None)
    }

    fn path(&self) -> String {
        self.page.evaluate("location.pathname").as_str().expect("a path").to_owned()
    }

    fn open(&self, path: &str) {
        self.page.go(&format!("{}{path}", self.base));
        self.wait(path.rsplit('/').next().unwrap_or_default());
    }

    /// Writes into a field, whatever kind it is.
    fn fill(&self, name: &str, value: &str) {
        let script = format!(
            "(() => {{ const all = [...document.querySelectorAll('[name=\"' + {} + '\"]')]; const value = {}; \
             for (const e of all) {{ if (e.type === 'radio') e.checked = e.value === value; else e.value = value; }} \
             return all.some(e => e.type === 'radio' ? e.checked : e.value === value); }})()",
            json!(name),
            json!(value)
        );
        assert_eq!(self.page.evaluate(&script), json!(true), "{name} = {value} at {}", self.path());
    }

    /// Presses a button as a mouse does, and waits for the page that it leads to.
    fn press(&self, doing: &str, leads_to: &str) {
        let button = format!("button[name=do][value='{doing}']:not([aria-hidden])");
        self.page.leave(|page| page.click(&button));
        self.wait(leads_to);
    }

    fn wait(&self, leads_to: &str) {
        let leads_to = json!(leads_to);
        self.page
            .until(&format!("document.readyState === 'complete' && location.pathname.includes({leads_to})"));
    }

    /// Looks at a page: nothing is wider than it, axe finds nothing, and a picture is left.
    fn look(&mut self, name: &str) {
        let Way { language, width, scripts } = self.way;
        assert!(self.page.contents_width() <= u64::from(width), "{name}: {}", self.page.contents_width());
        let dir = if language == "ar" { "rtl" } else { "ltr" };
        assert_eq!(self.page.evaluate("getComputedStyle(document.body).direction"), dir, "{name}");
        if scripts {
            assert_eq!(self.page.axe(&[]), Vec::<String>::new(), "{name} in {:?}", self.way);
        }
        self.page.screenshot(&format!("portal-{language}-{width}-{name}"));
        self.looked += 1;
    }
}

/// A shop where a person decides, and an order of somebody who reads this language.
async fn world(language: &str) -> Returning {
    let policy = json!({"otherwise": "review", "refunds": {"at": "receipt"}});
    let mut shop = returning::shop(&policy);
    shop.locale = language.into();
    let mut world = Returning::new(Faults::plan([]), &shop, 2).await;
    world.with_mails = false;
    let order = returning::order(2, world.now);
    let order = Order { locale: Some(language.into()), ..order };
    world.know_anew(order).await;
    world
}

/// Serves the world's portal on loopback, until the test ends.
fn serve(world: &Returning) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let base = format!("http://{}", listener.local_addr().expect("an address"));
    let (engine, now): (Arc<Memory>, _) = (world.engine.clone(), world.now);
    std::thread::spawn(move || {
        let photos = Objects::on(Arc::new(Bucket::default()));
        let door = ReturnsPortal::new(Store::on(engine), Arc::new(LinkKeysOf::acme()));
        let portal = Portal { door: door.with_photos(photos, "https://pages.example"), now };
        for stream in listener.incoming().flatten() {
            // A browser may open a line and say nothing.
            _ = answer(&portal, stream);
        }
    });
    base
}

fn answer(portal: &Portal, mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut words = line.split_whitespace();
    let (Some(method), Some(address)) = (words.next(), words.next()) else { return Ok(()) };
    let mut asked = HttpRequest { method: method.to_owned(), ..HttpRequest::default() };
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        let Some((name, value)) = header.trim_end().split_once(": ") else { break };
        asked.headers.push((name.to_lowercase(), value.to_owned()));
    }
    let length = asked.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    asked.body = vec![0; length];
    reader.read_exact(&mut asked.body)?;
    let (path, question) = address.split_once('?').unwrap_or((address, ""));
    asked.path = portal.parameters(path);
    let pairs = question.split('&').filter_map(|pair| pair.split_once('='));
    asked.query = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let answer = block_on(portal.ask(asked));
    let body = answer.body.to_text();
    let mut head =
        format!("HTTP/1.1 {} -\r\nContent-Length: {}\r\nConnection: close\r\n", answer.status, body.len());
    for (name, value) in answer.all_headers() {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    stream.write_all(format!("{head}\r\n{body}").as_bytes())
}
