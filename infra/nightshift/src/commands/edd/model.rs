//! `edd model`: which model of transit times answers, and how to go back to another.

use std::{collections::BTreeMap, process::ExitCode};

use domain::{
    Timestamp,
    edd::{Adopted, AdoptedBecause, InUse, ModelName},
    event::Origin,
};
use serde_json::json;

use super::{told, walk::Walker};
use crate::{
    cloud::{target::Target, which::OneShop},
    out,
    trouble::Trouble,
};

/// What can be done with models.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Model {
    /// Which one answers, and which did before
    List(List),
    /// Let another one answer, from the next minute on; trainings leave it alone until `use newest`
    Use(Use),
}

/// Arguments of `edd model list`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo nightshift edd model list --shop acme
  cargo nightshift edd model list --stack nightshift --json")]
pub(crate) struct List {
    #[command(flatten)]
    shop: OneShop,
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
}

/// Arguments of `edd model use`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo nightshift edd model use 3fa94c01 --shop acme     # the beginning of a name is enough
  cargo nightshift edd model use newest --shop acme       # and trainings take over again")]
pub(crate) struct Use {
    /// The model's name as `list` shows it, or `newest`
    #[arg(value_name = "HASH")]
    model: String,
    #[command(flatten)]
    shop: OneShop,
}

/// How much of a name is shown.
const SHOWN: usize = 12;
/// The least of a name that is believed.
const LEAST: usize = 6;

pub(super) async fn run(model: Model) -> Result<ExitCode, Trouble> {
    match model {
        Model::List(args) => list(args).await,
        Model::Use(args) => choose(args).await,
    }
}

async fn list(args: List) -> Result<ExitCode, Trouble> {
    let walker = Walker::open(&args.shop).await?;
    let (_, in_use) = walker.store.model_in_use(&walker.id).await.map_err(Target::trouble)?;
    let objects = walker.target.objects()?;
    let kept = objects.models(&walker.id).await.map_err(Target::unreached)?;
    if args.json {
        let kept: BTreeMap<_, _> = kept.into_iter().collect();
        out::json(&json!({"shop": walker.id, "in_use": in_use, "kept": kept}))?;
        return Ok(ExitCode::SUCCESS);
    }
    let zone = walker.now()?.shop.time_zone();
    let mut table = out::table(&["model", "learned until", "from parcels", "answers since", "bytes", ""]);
    let known: Vec<&ModelName> = in_use.model.iter().chain(&in_use.before).collect();
    let size = |hash: &str| kept.iter().find(|(name, _)| name == hash).map(|(_, bytes)| *bytes);
    for (nth, model) in known.iter().enumerate() {
        let word = match (nth, in_use.pinned) {
            (0, true) if in_use.model.is_some() => "answers; chosen by a person",
            (0, false) if in_use.model.is_some() => "answers",
            _ => "",
        };
        table.add_row([
            short(&model.hash).to_owned(),
            told::day(model.as_of),
            model.parcels.to_string(),
            told::at(model.since, &zone),
            size(&model.hash).map_or_else(|| "gone".to_owned(), |bytes| bytes.to_string()),
            word.to_owned(),
        ]);
    }
    let others = kept.iter().filter(|(name, _)| known.iter().all(|model| model.hash != *name));
    for (name, bytes) in others {
        table.add_row([short(name), "", "", "", &bytes.to_string(), "never answered, or long ago"]);
    }
    if known.is_empty() && kept.is_empty() {
        anstream::println!(
            "Nothing has been learned for {} yet: carriers and the table say how long parcels take.",
            walker.id
        );
        return Ok(ExitCode::SUCCESS);
    }
    anstream::println!("{table}");
    Ok(ExitCode::SUCCESS)
}

async fn choose(args: Use) -> Result<ExitCode, Trouble> {
    let walker = Walker::open(&args.shop).await?;
    let objects = walker.target.objects()?;
    let (head, in_use) = walker.store.model_in_use(&walker.id).await.map_err(Target::trouble)?;
    let kept = objects.models(&walker.id).await.map_err(Target::unreached)?;
    let names: Vec<&str> = kept.iter().map(|(name, _)| name.as_str()).collect();
    let newest = args.model == "newest";
    let hash = if newest { newest_of(&in_use)? } else { meant(&args.model, &names)?.to_owned() };
    // One that can't be read never answers.
    let model = objects.model(&walker.id, &hash).await.map_err(|e| {
        Trouble::failed(format!("the model {} can't be used", short(&hash)))
            .saying(e)
            .mend("choose another one")
    })?;
    let now = Timestamp::now();
    let chosen = ModelName { hash, as_of: model.as_of(), parcels: model.parcels(), since: now };
    let next = in_use.with(chosen.clone(), !newest);
    let adopted = Adopted {
        model: chosen.clone(),
        before: in_use.model.map(|model| model.hash),
        because: AdoptedBecause::Chosen,
        figures: None,
        training: None,
    };
    let origin =
        Origin { by: Some("nightshift".into()), because: Some("chosen".into()), ..Origin::default() };
    let done = walker.store.use_model(&walker.id, &head, &next, &adopted, origin, now).await;
    if !done.map_err(Target::trouble)? {
        return Err(
            Trouble::failed("another change was quicker").mend("look at `edd model list`, and try again")
        );
    }
    anstream::println!(
        "{} answers for {} from the next minute on: learned until {} from {} parcels.{}",
        short(&chosen.hash),
        walker.id,
        told::day(chosen.as_of),
        chosen.parcels,
        if newest { "" } else { " Trainings leave it alone until `edd model use newest`." }
    );
    Ok(ExitCode::SUCCESS)
}

/// The one that learned last, of those that answered.
fn newest_of(in_use: &InUse) -> Result<String, Trouble> {
    let newest = in_use.model.iter().chain(&in_use.before).max_by_key(|model| model.as_of);
    let newest = newest.ok_or_else(|| Trouble::failed("nothing has been learned yet"))?;
    Ok(newest.hash.clone())
}

/// The model that the beginning of a name means.
fn meant<'n>(text: &str, names: &[&'n str]) -> Result<&'n str, Trouble> {
    let text = text.trim().to_lowercase();
    let found: Vec<_> = names.iter().filter(|name| name.starts_with(&text)).collect();
    match found.as_slice() {
        [name] if text.len() >= LEAST => Ok(name),
        [] => {
            Err(Trouble::input(format!("there is no model {text}")).mend("cargo nightshift edd model list"))
        }
        _ => Err(Trouble::input(format!("{text} may mean several models, or is too short"))
            .mend(format!("write at least {LEAST} signs of its name"))),
    }
}

fn short(hash: &str) -> &str {
    hash.get(..SHOWN).unwrap_or(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginning_of_a_name_is_enough() {
        let names = ["3fa94c01aa", "3fa94c02bb", "77aa00bbcc"];
        for (text, expected) in [
            ("77aa00", Some("77aa00bbcc")),
            ("77AA00", Some("77aa00bbcc")),
            ("77aa", None),
            ("3fa94c0", None),
            ("3fa94c02", Some("3fa94c02bb")),
            ("000000", None),
            ("", None),
        ] {
            assert_eq!(meant(text, &names).ok(), expected, "{text}");
        }
    }
}
