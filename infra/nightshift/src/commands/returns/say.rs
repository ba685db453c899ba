//! `return approve`, `refuse`, `cancel`, `reopen`, `close`, `pay`: what somebody wants done is journalled with the return;
//! `returns-approval` does it.

use std::process::ExitCode;

use domain::{
    Timestamp,
    returns::{
        Return, Trait,
        record::ReturnRecord,
        rma::{Step, Unmoved},
        told::{Instructed, Word},
    },
};

use super::{look::Shop, signed::Signed};
use crate::{cloud::target::Target, trouble::Trouble};

/// Arguments of `return approve` and `refuse`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Without --for it is decided so, whatever was said, in your name and with your reason. With --for it is the answer of a route
that was asked, as by the link in its mail; who filed the return can't give it. A withdrawal by law can only be refused with the exception that holds (--exception).
Name and reason are kept with the return.

Exit codes: 0 asked for, 1 it can't be done as things are, 2 no such return or no reason, 3 no cloud.

Examples:
  cargo nightshift return approve RMA-1001-1 --by ada --reason \"the photos show the crack\"
  cargo nightshift return refuse RMA-1001-1 --for quality --by ada --reason \"worn\"
  cargo nightshift return refuse RMA-1002-1 --by ada --reason \"seal broken\" --exception hygiene --stack nightshift")]
pub(crate) struct Args {
    #[command(flatten)]
    plain: Plain,
    /// Answer for this route, which was asked
    #[arg(long = "for", value_name = "ROUTE")]
    route: Option<String>,
    /// The exception of the law that holds: hygiene, personalised, perishable, digital, sealed-media
    #[arg(long, value_name = "WORD")]
    exception: Option<String>,
}

/// Which return, who, why.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Name and reason are kept with the return. What can't be done as things are is said at once, and changes nothing.

Exit codes: 0 asked for, 1 it can't be done as things are, 2 no such return or no reason, 3 no cloud.

Examples:
  cargo nightshift return cancel RMA-1001-1 --by ada --reason \"the buyer keeps it\"
  cargo nightshift return reopen RMA-1001-1 --by ada --reason \"it came after all\" --stack nightshift")]
pub(crate) struct Plain {
    /// The return's number or id, or how the id of an open one begins
    id: String,
    #[command(flatten)]
    signed: Signed,
}

pub(super) async fn decide(yes: bool, args: Args) -> Result<ExitCode, Trouble> {
    let exception = args.exception.as_deref().map(str::parse::<Trait>).transpose();
    let exception =
        exception.map_err(|()| Trouble::input("that is no exception of the law").mend("see --help"))?;
    let word =
        if args.route.is_some() { Word::Vote { yes, exception } } else { Word::Override { yes, exception } };
    journal(word, args.plain, args.route).await
}

pub(super) async fn plain(word: Word, args: Plain) -> Result<ExitCode, Trouble> {
    journal(word, args, None).await
}

async fn journal(word: Word, args: Plain, route: Option<String>) -> Result<ExitCode, Trouble> {
    let (by, reason) = args.signed.kept()?;
    let shop = Shop::open(&args.signed.shop).await?;
    let (entity, kept) = shop.find(&args.id).await?;
    let said = match route {
        Some(route) => Instructed { word, by: route, who: Some(by.clone()), reason: Some(reason) },
        None => Instructed { word, by: by.clone(), who: None, reason: Some(reason) },
    };
    may(&said, &kept, shop.now).map_err(|because| {
        let code = domain::Because::code(&because);
        Trouble::failed(format!("{} is {}: {code}", kept.rma.number, kept.rma.state().as_str()))
    })?;
    let written = shop.store.journal(&shop.id, &entity, &[said.event(shop.now)], shop.now).await;
    written.map_err(Target::trouble)?;
    anstream::println!(
        "Asked for, in the name of {by}: {} ({}).",
        kept.rma.number,
        kept.rma.state().as_str()
    );
    anstream::println!("What comes of it: cargo nightshift return show {} --shop {}", entity.id(), shop.id);
    Ok(ExitCode::SUCCESS)
}

/// Whether it can be done as things are: the same step that `returns-approval` takes, on a copy.
fn may(said: &Instructed, kept: &ReturnRecord, now: Timestamp) -> Result<(), Unmoved> {
    let mut copy: Return = kept.rma.clone();
    let (by, reason) = (said.by.clone(), said.reason.clone().unwrap_or_default());
    let step = match said.word {
        Word::Vote { yes, exception } => {
            Step::Voted { round: copy.rounds, by, who: said.who.clone(), yes, exception }
        }
        Word::Override { yes, exception } => Step::Overridden { by, reason, yes, exception },
        Word::Cancel => Step::Cancelled { by },
        Word::Reopen => Step::Reopened { by, reason },
        Word::Close => Step::Closed { by: Some(by) },
        Word::Ask | Word::Answer | Word::Object | Word::Pay => return Ok(()),
    };
    copy.step(&step, now).map(drop)
}

#[cfg(test)]
mod tests {
    use domain::returns::{Request, rma::Granted};
    use serde_json::json;

    use super::*;

    /// A return that ada filed, and that `returns` is asked about.
    fn asked() -> ReturnRecord {
        let request: Request = serde_json::from_value(json!({"key": "k", "order": "1001", "at": "2026-03-10T09:00:00Z",
            "channel": "terminal", "by": "ada", "method": "own-post", "lines": [{"line": "1", "quantity": 1}]}))
        .expect("a wish");
        let granted: Granted =
            serde_json::from_value(json!({"line": "1", "quantity": 1, "verdict": "review",
            "because": {"code": "in-time"}, "say": "looked-at", "outcome": "refund", "fault": "customer"}))
            .expect("a line");
        let asking = json!({"round": 1, "name": "returns", "flow": {"steps": [{"name": "returns", "who": ["returns"]}]},
            "asked": "2026-03-10T09:00:00Z", "requester": "ada", "escalate_to": "boss", "zone": "UTC"});
        let mut rma = Return::begin(request, "RMA-1001-1".into());
        (rma.rounds, rma.granted) = (1, vec![granted]);
        rma.asking = Some(serde_json::from_value(asking).expect("a question"));
        ReturnRecord::new(rma, "#1001")
    }

    #[test]
    fn who_filed_it_never_approves_it_and_what_can_t_be_done_is_said_at_once() {
        let yes = || Word::Vote { yes: true, exception: None };
        let now: Timestamp = "2026-03-10T10:00:00Z".parse().expect("an instant");
        for (what, word, by, who, may_it) in [
            ("for the route that was asked", yes(), "returns", Some("grace"), Ok(())),
            ("who filed it, for the route", yes(), "returns", Some("ada"), Err(Unmoved::OwnRequest)),
            (
                "who filed it, in their name",
                Word::Override { yes: true, exception: None },
                "ada",
                None,
                Err(Unmoved::OwnRequest),
            ),
            ("for another route", yes(), "finance", Some("grace"), Err(Unmoved::NotTheirs)),
            ("it isn't over", Word::Reopen, "grace", None, Err(Unmoved::NotOver)),
            ("it is open", Word::Close, "grace", None, Err(Unmoved::StillOpen)),
            ("called off", Word::Cancel, "grace", None, Ok(())),
            ("the money once more", Word::Pay, "grace", None, Ok(())),
        ] {
            let said =
                Instructed { word, by: by.into(), who: who.map(str::to_owned), reason: Some("seen".into()) };
            assert_eq!(may(&said, &asked(), now), may_it, "{what}");
        }
    }
}
