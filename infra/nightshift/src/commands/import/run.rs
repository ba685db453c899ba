//! Orders from a file into the store, several at a time, with a line on each.

use std::process::ExitCode;

use domain::{
    EntityRef, Failure, ShopId, Timestamp,
    event::hash_of,
    settings::Shop as Settings,
    webhook::{Happened, Refusal},
};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use intake::Source;
use serde::Serialize;
use store::{
    Store,
    take_in::{Incoming, Taken},
};

use super::{
    Orders,
    file::{self, Record},
    judge::{self, Guard, Judge, Refused},
};
use crate::{
    cloud::{target::Target, which::There},
    out::{self, progress},
    trouble::{Explain, Trouble},
};

/// So many orders are written at a time.
const AT_ONCE: usize = 8;
/// Our own word for where they come from, in place of a platform's topic.
const TOPIC: &str = "import";

/// What came of one order.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
enum Outcome {
    /// It is a fact now; with `--dry-run`, it would be.
    Imported,
    /// The shop knew it already, at least as new.
    Known,
    /// It isn't taken in.
    Refused {
        #[serde(flatten)]
        refusal: Refusal,
    },
}

/// One order of the file.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Line {
    line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    placed_at: Option<Timestamp>,
    #[serde(flatten)]
    outcome: Outcome,
}

impl Line {
    fn of(line: usize, happened: Option<&Happened>, outcome: Outcome) -> Self {
        let order = happened.and_then(|happened| happened.order.as_ref());
        Self {
            line,
            order: happened.map(|happened| happened.entity.to_string()),
            number: order.map(|order| order.name.clone()),
            placed_at: order.map(|order| order.placed_at),
            outcome,
        }
    }
}

/// All of it.
#[derive(Debug, Serialize)]
struct Report<'r> {
    shop: &'r ShopId,
    source: &'r str,
    dry_run: bool,
    imported: usize,
    known: usize,
    refused: usize,
    lines: &'r [Line],
}

/// Where orders go.
struct Way<'w> {
    store: &'w Store,
    shop: &'w ShopId,
    source: &'static dyn Source,
    dry_run: bool,
}

pub(super) async fn orders(args: Orders) -> Result<ExitCode, Trouble> {
    let place = args.file.display().to_string();
    let bytes = std::fs::read(&args.file).or_input(format!("{place} can't be read"))?;
    let records = file::records(&bytes).map_err(|trouble| trouble.at(&place))?;
    let named = args.source.as_deref().map(named).transpose()?;
    let there = args.shop.open().await?;
    let history = there.settings().await?;
    let There { store, shop, .. } = there;
    let settings = history.newest().ok_or_else(|| {
        Trouble::input(format!("there is no shop {shop} here"))
            .mend("publish its settings first: cargo nightshift settings apply shop.toml")
    })?;
    let source = match named {
        Some(source) => source,
        None if records.is_empty() => return Err(Trouble::input("there is no order in this file").at(place)),
        None => judge::guess(&records, &settings.shop).map_err(|trouble| trouble.at(&place))?,
    };
    let guard = Guard::of(&settings.shop);
    let way = Way { store: &store, shop: &shop, source, dry_run: args.dry_run };
    let lines = way.take_all(&records, guard.as_ref(), Timestamp::now()).await?;
    let report = report(&way, &lines);
    if args.json {
        out::json(&report)?;
    } else {
        print(&report, guard.is_some());
    }
    Ok(if report.refused == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The orders of a file, as they are taken in before a day is played: the number and the entity of each. One that is refused is an error.
pub(crate) async fn before(
    store: &Store,
    settings: &Settings,
    source: &'static dyn Source,
    file: &str,
) -> Result<Vec<(String, EntityRef)>, Trouble> {
    let records = file::records(file.as_bytes())?;
    let way = Way { store, shop: &settings.id, source, dry_run: false };
    let lines = way.take_all(&records, Guard::of(settings).as_ref(), Timestamp::now()).await?;
    let refused = lines.iter().find_map(|line| match &line.outcome {
        Outcome::Refused { refusal } => Some((line.line, refusal)),
        _ => None,
    });
    let known = |line: Line| Some((line.number?, line.order?.try_into().ok()?));
    match refused {
        None => Ok(lines.into_iter().filter_map(known).collect()),
        Some((line, refusal)) => Err(Trouble::input(format!("{}: {}", refusal.field, refusal.problem))
            .at(format!("line {line}"))
            .mend(&refusal.mend)),
    }
}

fn named(name: &str) -> Result<&'static dyn Source, Trouble> {
    intake::source(name).ok_or_else(|| {
        let known: Vec<_> = intake::sources().iter().map(|source| source.name()).collect();
        Trouble::input(format!("there is no source called {name:?}"))
            .mend(format!("write one of: {}", known.join(", ")))
    })
}

impl Way<'_> {
    async fn take_all(
        &self,
        records: &[Record<'_>],
        guard: Option<&Guard>,
        now: Timestamp,
    ) -> Result<Vec<Line>, Trouble> {
        let mut judge = Judge::new(self.source, guard)?;
        let bar = progress::bar(records.len());
        // Judged in the order of the file, so that of two alike the first counts; written as they come.
        let judged = records.iter().map(|record| (record.line, judge.read(*record)));
        let taken = stream::iter(judged.map(|(line, read)| {
            let bar = &bar;
            async move {
                let taken = match read {
                    Ok((happened, body)) => self.take(line, &happened, &body, now).await,
                    Err(Refused { happened, refusal }) => {
                        Ok(Line::of(line, happened.as_deref(), Outcome::Refused { refusal }))
                    }
                };
                bar.inc(1);
                taken
            }
        }));
        let lines = taken.buffered(AT_ONCE).try_collect().await;
        bar.finish_and_clear();
        lines
    }

    async fn take(
        &self,
        line: usize,
        happened: &Happened,
        body: &[u8],
        now: Timestamp,
    ) -> Result<Line, Trouble> {
        let hash = hash_of(body);
        let incoming = Incoming {
            shop: self.shop,
            from: self.source.name(),
            topic: TOPIC,
            body,
            hash: &hash,
            only_news: true,
        };
        let outcome = if self.dry_run {
            let head = self.store.head(self.shop, &happened.entity).await.map_err(Target::trouble)?;
            let known = head.source.is_some_and(|known| known.at >= happened.source.at);
            if known { Outcome::Known } else { Outcome::Imported }
        } else {
            match self.store.take_in(&incoming, happened, now).await.map_err(|e| interrupted(line, &e))? {
                Taken::Accepted(_) => Outcome::Imported,
                Taken::Duplicate => Outcome::Known,
                Taken::TooLarge => Outcome::Refused {
                    refusal: Refusal {
                        field: "body".into(),
                        problem: format!("its {} bytes are more than can be kept", body.len()),
                        mend: "leave it out".into(),
                    },
                },
            }
        };
        Ok(Line::of(line, Some(happened), outcome))
    }
}

fn interrupted(line: usize, failure: &Failure) -> Trouble {
    Trouble::environment("an order can't be written")
        .at(format!("line {line}"))
        .saying(failure)
        .mend("run it again: what is taken in already stays as it is")
}

fn report<'r>(way: &'r Way<'_>, lines: &'r [Line]) -> Report<'r> {
    let count = |of: fn(&Outcome) -> bool| lines.iter().filter(|line| of(&line.outcome)).count();
    Report {
        shop: way.shop,
        source: way.source.name(),
        dry_run: way.dry_run,
        imported: count(|outcome| *outcome == Outcome::Imported),
        known: count(|outcome| *outcome == Outcome::Known),
        refused: count(|outcome| matches!(outcome, Outcome::Refused { .. })),
        lines,
    }
}

fn print(report: &Report<'_>, guarded: bool) {
    let mut table = out::table(&["line", "order", "placed (UTC)", "outcome", "what"]);
    for line in report.lines {
        let (word, what) = match &line.outcome {
            Outcome::Imported if report.dry_run => ("would be imported", String::new()),
            Outcome::Imported => ("imported", String::new()),
            Outcome::Known => ("known", String::new()),
            Outcome::Refused { refusal } => {
                ("refused", format!("{}: {}\nmend: {}", refusal.field, refusal.problem, refusal.mend))
            }
        };
        let order = line.number.as_deref().or(line.order.as_deref()).unwrap_or("–");
        let placed = line.placed_at.map(|at| format!("{at:.0}")).unwrap_or_default();
        table.add_row([line.line.to_string().as_str(), order, &placed, word, &what]);
    }
    if !report.lines.is_empty() {
        anstream::println!("{table}");
    }
    let Report { imported, known, refused, source, .. } = report;
    let imported =
        if report.dry_run { format!("{imported} would be imported") } else { format!("{imported} imported") };
    anstream::println!(
        "{} orders of {source}: {imported}, {known} known, {refused} refused",
        report.lines.len()
    );
    if !guarded {
        anstream::println!(
            "No automation of the shop {} has a live_since yet. Choose one after these orders when you switch it on.",
            report.shop
        );
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use testkit::Memory;

    use super::{
        super::judge::{IMPORTED, tests},
        *,
    };

    const OLD: &str = "2026-11-20T10:00:00Z";

    async fn import(store: &Store, file: &str, dry_run: bool) -> Vec<(usize, &'static str)> {
        let shop = tests::shop(Some("2026-11-21T00:00:00Z"));
        let source = intake::source("shopify").expect("a source");
        let way = Way { store, shop: &shop.id, source, dry_run };
        let records = file::records(file.as_bytes()).expect("orders");
        let guard = Guard::of(&shop);
        let now = "2026-11-22T00:00:00Z".parse().expect("an instant");
        let lines = way.take_all(&records, guard.as_ref(), now).await.expect("readable");
        let word = |outcome: &Outcome| match outcome {
            Outcome::Imported => "imported",
            Outcome::Known => "known",
            Outcome::Refused { .. } => "refused",
        };
        lines.iter().map(|line| (line.line, word(&line.outcome))).collect()
    }

    #[tokio::test]
    async fn an_import_may_be_repeated() {
        let memory = Arc::new(Memory::default());
        let store = Store::on(memory.clone());
        let shop = tests::shop(None).id;
        let late = tests::order(2, "2026-11-21T10:00:00Z");
        let file = [tests::order(1, OLD), late, "{".to_owned(), tests::order(3, OLD)].join("\n");
        let first = [(1, "imported"), (2, "refused"), (3, "refused"), (4, "imported")];
        assert_eq!(import(&store, &file, true).await, first);
        assert!(memory.items().is_empty(), "a dry run writes nothing");
        assert_eq!(import(&store, &file, false).await, first);
        let before = memory.items();
        for dry_run in [true, false] {
            let again = [(1, "known"), (2, "refused"), (3, "refused"), (4, "known")];
            assert_eq!(import(&store, &file, dry_run).await, again);
        }
        assert_eq!(memory.items(), before);
        let known = store.order(&shop, &EntityRef::order("1")).await.expect("readable");
        assert_eq!(known.order.map(|order| order.name).as_deref(), Some("#1"));
        let story = store.story(&shop, &EntityRef::order("3")).await.expect("readable");
        let kinds: Vec<_> = story.events.iter().map(|kept| kept.event.kind.as_str()).collect();
        assert_eq!((kinds, story.broken), (vec![IMPORTED], None));
    }

    #[test]
    fn a_line_tells_its_outcome_in_json() {
        let refusal = Refusal { field: "id".into(), problem: "is missing".into(), mend: "send it".into() };
        let line = Line::of(7, None, Outcome::Refused { refusal });
        let expected = serde_json::json!({
            "line": 7, "outcome": "refused", "field": "id", "problem": "is missing", "mend": "send it",
        });
        assert_eq!(serde_json::to_value(line).expect("plain data"), expected);
    }
}
