//! Delivery dates for whoever looks at a product, a list of them, or a cart. See the README beside this.
//!
//! Woken by requests to `/edd` and below. Whatever is asked, the answer is a date or why there is none, and nothing is
//! written: a quote that a buyer takes along is signed, so that nobody has to remember it.
//!
//! A product page is never answered with a 5xx: what can't be said at the moment has a code like everything else.

mod cors;
mod dates;
mod document;
mod fields;
mod fragments;
mod known;
mod problem;
mod question;
mod script;
mod serves;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use domain::{Failure, Timestamp};
use objects::Models;
use serde_json::{Value, json};
use shell::{Answer, Door, HttpRequest, LinkKeys, TimeLeft, metrics, unanswerable};
use store::Store;

use crate::{
    dates::Dated,
    known::{Known, Ready},
    problem::Problem,
    question::Question,
};

/// The function, in metrics.
const NAME: &str = "edd-quote";
/// The automation whose settings it goes by.
const AUTOMATION: &str = "edd-calculation";
/// For so many seconds an answer is kept that says that nobody can say.
const SOON: u32 = 15;

/// The door.
pub struct EddQuote {
    known: Known,
}

impl Door for EddQuote {
    async fn answer(&self, asked: HttpRequest, _: &TimeLeft) -> Answer {
        self.answer_at(&asked, Timestamp::now()).await
    }
}

/// What is asked for, by the path's end and the method.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Doing {
    Product,
    Cart,
    List,
    Serves,
    Document,
    Script,
}

impl Doing {
    fn of(path: &str) -> Option<Self> {
        Some(match path {
            "" => Self::Product,
            "quote" => Self::Cart,
            "quotes" => Self::List,
            "serves" => Self::Serves,
            "openapi.json" => Self::Document,
            "nightshift.js" => Self::Script,
            _ => return None,
        })
    }

    fn is_posted(self) -> bool {
        matches!(self, Self::Cart | Self::List)
    }

    fn methods(self) -> &'static str {
        if self.is_posted() { "OPTIONS, POST" } else { "GET, HEAD, OPTIONS" }
    }
}

impl EddQuote {
    /// A door onto `store`, which signs quotes with the shops' keys of links.
    pub fn new(store: Store, secrets: Arc<dyn LinkKeys>) -> Self {
        Self { known: Known::new(store, secrets) }
    }

    /// The same, which asks first what was learned from a shop's own deliveries.
    pub fn asking(mut self, models: Models) -> Self {
        self.known.models = Some(models);
        self
    }

    /// Answers as of `now`.
    pub async fn answer_at(&self, asked: &HttpRequest, now: Timestamp) -> Answer {
        let Some(doing) = Doing::of(asked.parameter("doing")) else {
            return refused(Problem::no_such_path());
        };
        let posted = doing.is_posted();
        match (asked.method.as_str(), doing) {
            ("OPTIONS", Doing::Document | Doing::Script) => cors::preflight(None, asked, doing.methods()),
            ("OPTIONS", _) => cors::preflight(self.named(asked, now).await.as_ref(), asked, doing.methods()),
            ("GET" | "HEAD", Doing::Document) => document::answer(),
            ("GET" | "HEAD", Doing::Script) => script::answer(asked),
            ("GET" | "HEAD", _) if !posted => self.ask(doing, asked, now).await,
            ("POST", _) if posted => self.ask(doing, asked, now).await,
            _ => refused(Problem::method(doing.methods())).with("allow", doing.methods()),
        }
    }

    /// The shop that an address names, if it does and that is known.
    async fn named(&self, asked: &HttpRequest, now: Timestamp) -> Option<Ready> {
        self.known.ready(&question::shop_of_query(asked)?, now).await.ok().flatten()
    }

    /// Reads a question, answers it, and says who may read the answer.
    async fn ask(&self, doing: Doing, asked: &HttpRequest, now: Timestamp) -> Answer {
        let question = match Question::read(asked, doing.is_posted(), doing == Doing::List) {
            Ok(question) => question,
            Err(problem) => {
                // A script of the shop's may read what is wrong with its question, if the address says whose it is.
                return cors::readable(refused(problem), self.named(asked, now).await.as_ref(), asked);
            }
        };
        let ready = match self.known.ready(&question.shop, now).await {
            Ok(Some(ready)) => ready,
            Ok(None) => return refused(Problem::no_such_shop()),
            Err(failure) => return unavailable(doing, &failure),
        };
        let answered = match doing {
            Doing::Serves => {
                self.known.serves(&ready, &question).await.map(|body| serves_answer(&ready, body, now))
            }
            Doing::List => self.list(&ready, &question, now).await,
            _ => self.one(doing, &ready, &question, now).await,
        };
        let answer = answered.unwrap_or_else(|failure| unavailable(doing, &failure));
        cors::readable(answer, Some(&ready), asked)
    }

    /// One product, or one cart.
    async fn one(
        &self,
        doing: Doing,
        ready: &Ready,
        question: &Question,
        now: Timestamp,
    ) -> Result<Answer, Failure> {
        let shelf = self.known.shelf(ready, question).await?;
        let voice = dates::voice(ready, question)?;
        let asked = question.asked(&shelf, now);
        let reckoned = shelf.reckon(ready, &asked);
        let key = match &reckoned {
            Ok(_) if ready.live && !question.is_bare() => self.known.key(&question.shop).await,
            _ => None,
        };
        let dated = Dated { ready, question, asked: &asked, voice: &voice, now };
        counted(reckoned.is_ok());
        let body = dated.whole(&reckoned, key.as_deref().and_then(Option::as_ref))?;
        let until = dates::valid_until(ready, reckoned.as_ref().ok(), now);
        Ok(if doing == Doing::Cart { Answer::new(200, body) } else { kept(body, until, now) })
    }

    /// Many products, each by itself.
    async fn list(&self, ready: &Ready, question: &Question, now: Timestamp) -> Result<Answer, Failure> {
        let shelf = self.known.shelf(ready, question).await?;
        let voice = dates::voice(ready, question)?;
        let mut results = Vec::with_capacity(question.lines.len());
        for line in &question.lines {
            let line = match line {
                Ok(line) => line,
                Err((id, problem)) => {
                    let told = problem.body();
                    results.push(json!({"line": id, "date": null, "code": problem.code, "problem": told}));
                    continue;
                }
            };
            let asked = question.asked_of([line], &shelf, now);
            let reckoned = shelf.reckon(ready, &asked);
            counted(reckoned.is_ok());
            let dated = Dated { ready, question, asked: &asked, voice: &voice, now };
            results.push(dated.short(&line.id, &reckoned)?);
        }
        let body = json!({"shop": question.shop, "locale": voice.locale(), "results": results});
        Ok(Answer::new(200, body))
    }
}

fn serves_answer(ready: &Ready, body: Value, now: Timestamp) -> Answer {
    kept(body, dates::valid_until(ready, None, now), now)
}

fn counted(dated: bool) {
    if dated {
        metrics::count(NAME, "Dated", 1);
    } else {
        metrics::count(NAME, "NoDate", 1);
    }
}

/// An answer that may be kept by anybody until an instant.
fn kept(body: Value, until: Timestamp, now: Timestamp) -> Answer {
    // Whole seconds, of which the last is over by then.
    let seconds = until.duration_since(now).as_secs().max(0);
    Answer::new(200, body).with("cache-control", format!("public, max-age={seconds}"))
}

fn refused(problem: Problem) -> Answer {
    metrics::count(NAME, "Refused", 1);
    tracing::info!(code = problem.code, at = problem.at.as_str(), "a question was refused");
    problem.answer()
}

/// Nobody can say at the moment: an answer like any other, so that no page breaks. Whether somebody has to look is in the log
/// and the metrics.
fn unavailable(doing: Doing, failure: &Failure) -> Answer {
    unanswerable(NAME, "no date can be reckoned", failure);
    metrics::count(NAME, "Unavailable", 1);
    let answer = Answer::new(200, json!({"date": null, "code": "unavailable"}));
    if doing.is_posted() { answer } else { answer.with("cache-control", format!("public, max-age={SOON}")) }
}
