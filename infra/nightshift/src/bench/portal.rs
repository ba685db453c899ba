//! The returns portal as a buyer's browser waits for it: the release binary under the Runtime API, on an engine with an order of
//! ten lines that has arrived.

use domain::{
    EntityRef, ShopId, Timestamp,
    link::{Link, LinkKey},
};
use serde_json::{Value, json};

use super::{
    cloud::{Cloud, SECRET},
    figures::{Figures, micros},
    fleet,
    ground::Program,
    process::{Launch, Process},
};
use crate::{cloud::house::House, out::progress::Step, trouble::Trouble};

/// The function.
pub(super) const NAME: &str = "returns-portal";
/// Lines of the order, which `bench-ground` lays down.
pub(super) const LINES: usize = 10;
/// The order's id there.
const ORDER: &str = "1001";
/// The pages that are asked for.
const PAGES: [(&str, &str); 3] = [("what can go back", ""), ("details", "details"), ("review", "review")];

/// What it took. Times are in microseconds.
#[derive(Debug, Clone, Default)]
pub(super) struct Portal {
    /// From its start to its first poll.
    pub(super) starts: Figures,
    /// From its start to the first page: settings and key are read, connections made.
    pub(super) first: Figures,
    /// Page by page.
    pub(super) pages: Vec<Page>,
    pub(super) peak_kib: u64,
}

/// A page.
#[derive(Debug, Clone)]
pub(super) struct Page {
    pub(super) name: &'static str,
    pub(super) whole: Figures,
    /// Of it the engine's part.
    pub(super) engine: Figures,
    /// Calls for one.
    pub(super) calls: u64,
    /// Hundredths of read units for one.
    pub(super) read: u64,
    pub(super) bytes: usize,
}

/// So many starts, so many of each page.
pub(super) async fn measure(
    house: &House,
    ground: &Program,
    folder: &std::path::Path,
    starts: usize,
    times: u64,
    step: &Step,
) -> Result<Portal, Trouble> {
    let ground = ground.portal(LINES).await?;
    let cloud = Cloud::open(ground.url.clone()).await?;
    let launch = Launch {
        name: NAME.into(),
        program: folder.join(NAME),
        arguments: Vec::new(),
        folder: folder.to_owned(),
        environment: fleet::environment(&cloud.url, folder),
        log: house.folder("bench")?.join(format!("{NAME}.log")),
    };
    let visit = Visit::new()?;
    let mut portal = Portal::default();
    for round in 0..starts {
        step.tick(&format!("start {} of {starts}", round + 1));
        let mut process = Process::start(&launch).await?;
        portal.starts.add(micros(process.start));
        let took = visit.get(&mut process, "").await?.1;
        portal.first.add(micros(process.start + took));
        process.stop().await;
    }
    let mut process = Process::start(&launch).await?;
    visit.fill(&mut process).await?;
    for (name, page) in PAGES {
        step.tick(name);
        let (mut whole, mut engine, mut last) = (Vec::new(), Vec::new(), (0, 0, 0));
        for nth in 0..times + 10 {
            cloud.take_used();
            let (body, took) = visit.get(&mut process, page).await?;
            let used = cloud.take_used();
            if nth >= 10 {
                whole.push(micros(took));
                engine.push(micros(used.engine));
            }
            last = (used.calls.values().sum(), used.read, body.len());
        }
        let (whole, engine, (calls, read, bytes)) = (Figures::of(whole), Figures::of(engine), last);
        portal.pages.push(Page { name, whole, engine, calls, read, bytes });
    }
    portal.peak_kib = process.peak_kib()?;
    process.stop().await;
    Ok(portal)
}

/// A buyer with the link of the order's page.
struct Visit {
    token: String,
}

impl Visit {
    fn new() -> Result<Self, Trouble> {
        let shop: ShopId = "acme".parse().expect("a shop's id");
        let key = LinkKey::new(SECRET).expect("long enough");
        let link = Link::to_order(&shop, &EntityRef::order(ORDER), Timestamp::now(), 30);
        Ok(Self { token: link.sign(&key) })
    }

    /// The event that the HTTP API makes of it.
    fn event(&self, method: &str, page: &str, body: Option<String>) -> Value {
        let (route, path, mut parameters) = match page {
            "" => ("/return/{link}", format!("/return/{}", self.token), json!({"link": self.token})),
            page => (
                "/return/{link}/{page}",
                format!("/return/{}/{page}", self.token),
                json!({"link": self.token, "page": page}),
            ),
        };
        let key = format!("{method} {route}");
        json!({
            "version": "2.0", "routeKey": key, "rawPath": path, "rawQueryString": "",
            "headers": {"host": "pages.example", "accept-language": "en",
                "content-type": "application/x-www-form-urlencoded"},
            "pathParameters": parameters.take(),
            "requestContext": {
                "accountId": "000000000000", "apiId": "bench", "domainName": "pages.example", "domainPrefix": "pages",
                "http": {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1", "userAgent": "bench"},
                "requestId": "bench", "routeKey": key, "stage": "$default",
                "time": "25/Nov/2026:09:00:00 +0000", "timeEpoch": Timestamp::now().as_millisecond(),
            },
            "body": body, "isBase64Encoded": false,
        })
    }

    async fn ask(
        &self,
        process: &mut Process,
        event: &Value,
        status: u64,
    ) -> Result<(String, std::time::Duration), Trouble> {
        let outcome = process.invoke(event).await?;
        let body = outcome.answer["body"].as_str().unwrap_or_default().to_owned();
        match outcome.answer["statusCode"].as_u64() {
            Some(answered) if answered == status => Ok((body, outcome.took)),
            answered => Err(Trouble::failed(format!("{NAME} answered {answered:?} and not {status}"))
                .saying(format!("{} {body}", event["rawPath"]))),
        }
    }

    async fn get(&self, process: &mut Process, page: &str) -> Result<(String, std::time::Duration), Trouble> {
        self.ask(process, &self.event("GET", page, None), 200).await
    }

    /// Fills in the first two pages, for a piece of each line.
    async fn fill(&self, process: &mut Process) -> Result<(), Trouble> {
        let proof = Link::proof(&self.token).unwrap_or_default();
        let form = |doing: &str, of_line: &dyn Fn(usize) -> String| {
            let lines: Vec<String> = (0..LINES).map(of_line).collect();
            Some(format!("proof={proof}&do={doing}&{}", lines.join("&")))
        };
        let chosen = form("next", &|nth| format!("pieces.{nth}=1"));
        self.ask(process, &self.event("POST", "", chosen), 303).await?;
        let told = form("review", &|nth| {
            format!("reason.{nth}=changed-mind&condition.{nth}=sealed&outcome.{nth}=refund")
        });
        self.ask(process, &self.event("POST", "details", told), 303).await?;
        Ok(())
    }
}
