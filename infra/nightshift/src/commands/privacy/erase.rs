//! `privacy erase`: a person is taken out of everything that is held.

use std::process::ExitCode;

use domain::{EntityRef, privacy::Erased};
use objects::Listed;
use serde::Serialize;
use store::privacy::{Erasure, Gone, Person};

use super::{
    letters::Named,
    look::{Found, Whose},
};
use crate::{again::Manner, cloud::target::Target, out, trouble::Trouble};

/// The longest name or reference, in characters.
const LONGEST: usize = 80;

/// Arguments of `privacy erase`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Orders stay without their buyer: what was sold, for how much, to which country, under which ids. Bodies as they came, words,
drafts, papers, files and photos go. Each story says that it was done, by whom and for which request; its chain of hashes
stays whole. Later news about these orders are taken in without the buyer. That an address gets no mails stays, as a hash.
Dead letters that name the person are listed, and deleted with --dead-letters. It may be run again after it broke off.
What is outside, such as mailboxes and the platform itself, is yours to see to: infra/runbook.md#privacy. Name and reference stay in the
journal: write nothing about the person into them.

Exit codes: 0 done, or nothing is held; 1 you said no, or dead letters that name the person stay; 2 no such customer; 3 no
cloud, or it broke off.

Examples:
  cargo nightshift privacy erase 207119551 --by ada --reference TASK#3f9a0c1b2d4e
  cargo nightshift privacy erase ada@example.com --by ada --dry-run
  cargo nightshift privacy erase everybody --by ada --reference TASK#0c8e5d21a9f4 --shop acme
  cargo nightshift privacy erase '#1001' --by ada --dead-letters --shop acme --stack nightshift --yes --json")]
pub(crate) struct Erase {
    #[command(flatten)]
    whose: Whose,
    /// Who does it
    #[arg(long, value_name = "NAME")]
    by: String,
    /// What asked for it: the task, a ticket
    #[arg(long, value_name = "ID")]
    reference: Option<String>,
    /// Delete dead letters that name the person
    #[arg(long)]
    dead_letters: bool,
    #[command(flatten)]
    manner: Manner,
}

/// What there is, and what became of it.
#[derive(Debug, Serialize)]
struct Told<'t> {
    shop: &'t domain::ShopId,
    customers: Vec<&'t EntityRef>,
    orders: Vec<&'t EntityRef>,
    returns: Vec<&'t EntityRef>,
    photos: usize,
    dead_letters: Vec<(&'t str, usize)>,
    done: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    erased: Option<&'t Erasure>,
}

pub(super) async fn run(args: Erase) -> Result<ExitCode, Trouble> {
    let erased = erased(&args.by, args.reference.as_deref())?;
    let found = args.whose.find().await?;
    let letters = found.letters().await?;
    let done = erase(&args, &found, &letters, &erased).await;
    if !matches!(done, Ok(Some(_))) || !args.dead_letters {
        for named in &letters {
            named.leave().await;
        }
    }
    let done = done?;
    let taken_out = args.dead_letters && done.is_some();
    let stay = !(letters.is_empty() || taken_out || args.manner.is_dry());
    if stay && !args.manner.json {
        anstream::println!(
            "Dead letters that name the person are still there. Redrive them, or run it again with the mail address and --dead-letters."
        );
    }
    Ok(if stay { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Shows what there is, asks, and does it. Nothing where it isn't to be done.
async fn erase(
    args: &Erase,
    found: &Found,
    letters: &[Named],
    erased: &Erased,
) -> Result<Option<Erasure>, Trouble> {
    let photos = found.photos().await?;
    let person = &found.person;
    let nothing = person.is_nobody() && photos.is_empty() && letters.is_empty();
    if !args.manner.json {
        plan(found, &photos, letters, nothing);
    }
    let question =
        format!("erase this person from {} orders of the shop {}", person.orders.len(), found.shop);
    let go_on = !nothing && args.manner.go_on(&question)?;
    let erasure = match go_on {
        true => Some(carry_out(args, found, &photos, letters, erased).await?),
        false => None,
    };
    if args.manner.json {
        out::json(&Told {
            shop: &found.shop,
            customers: person.customers.iter().collect(),
            orders: person.orders.iter().map(|placed| &placed.order).collect(),
            returns: person.returns().collect(),
            photos: photos.len(),
            dead_letters: letters.iter().map(|named| (named.queue.as_str(), named.letters.len())).collect(),
            done: erasure.is_some(),
            erased: erasure.as_ref(),
        })?;
    } else if let Some(erasure) = &erasure {
        print(erasure);
    }
    Ok(erasure)
}

/// What lies outside the tables goes first: by the tables it is found again, should this break off.
async fn carry_out(
    args: &Erase,
    found: &Found,
    photos: &[(EntityRef, Listed)],
    letters: &[Named],
    erased: &Erased,
) -> Result<Erasure, Trouble> {
    for named in letters.iter().filter(|_| args.dead_letters) {
        named.delete().await?;
    }
    for (_, listed) in photos {
        found.forget_photo(listed).await?;
    }
    let done = found.store.erase(&found.shop, &found.person, erased, found.now).await;
    done.map_err(|e| Target::trouble(e).mend("run it again: it goes on where it broke off"))
}

fn erased(by: &str, reference: Option<&str>) -> Result<Erased, Trouble> {
    let plain = |text: &str, what: &str| {
        let text = text.trim();
        let is_plain = !text.contains('@') && !text.chars().any(char::is_control);
        match text.is_empty() || text.chars().count() > LONGEST || !is_plain {
            true => Err(Trouble::input(format!("{what} is kept in the journal for good"))
                .mend(format!("write 1 to {LONGEST} signs, no address, and nothing about the person"))),
            false => Ok(text.to_owned()),
        }
    };
    let reference = reference.map(|reference| plain(reference, "the reference")).transpose()?;
    Ok(Erased { by: plain(by, "the name")?, reference })
}

fn plan(found: &Found, photos: &[(EntityRef, Listed)], letters: &[Named], nothing: bool) {
    let Person { customers, orders, parcels, asides, addresses, .. } = &found.person;
    if nothing {
        anstream::println!("Nothing is held of this person in the shop {}.", found.shop);
        return;
    }
    let mut table = out::table(&["what", "how many", "which"]);
    let listed = |entities: Vec<&EntityRef>| {
        let first: Vec<_> = entities.iter().take(5).map(|entity| entity.id()).collect();
        let more = if entities.len() > first.len() { ", …" } else { "" };
        format!("{}{more}", first.join(", "))
    };
    let mut row = |what: &str, count: usize, which: String| {
        table.add_row([what.to_owned(), count.to_string(), which]);
    };
    row("customers", customers.len(), listed(customers.iter().collect()));
    row("orders", orders.len(), listed(orders.iter().map(|placed| &placed.order).collect()));
    let returns: Vec<_> = found.person.returns().collect();
    row("returns", returns.len(), listed(returns));
    let parcels: Vec<_> = orders.iter().flat_map(|placed| &placed.parcels).chain(parcels).collect();
    row("parcels", parcels.len(), listed(parcels));
    row("photos", photos.len(), String::new());
    row("mail addresses", addresses.len(), "not shown".to_owned());
    row("messages that no order leads to", asides.len(), String::new());
    for named in letters {
        row("dead letters", named.letters.len(), named.queue.clone());
    }
    anstream::println!("{table}");
}

fn print(erasure: &Erasure) {
    let mut table = out::table(&["of", "went", "its story tells of it"]);
    for (entity, gone) in erasure.of.iter().filter(|(_, gone)| gone.things() > 0 || gone.told) {
        let told = if gone.told { "yes" } else { "" };
        table.add_row([entity.to_string(), went(gone), told.to_owned()]);
    }
    let things: usize = erasure.of.iter().map(|(_, gone)| gone.things()).sum();
    if things > 0 {
        anstream::println!("{table}");
    }
    anstream::println!("Erased. {things} things went; what is left holds ids, amounts and countries.");
}

fn went(gone: &Gone) -> String {
    let all = [
        (gone.snapshots, "the buyer"),
        (gone.bodies, "bodies as they came"),
        (gone.drafts, "a draft"),
        (gone.words, "words"),
        (gone.papers, "papers"),
        (gone.files, "files"),
        (gone.counts, "counts of returns"),
    ];
    let some = all.iter().filter(|(count, _)| *count > 0);
    let told =
        some.map(|(count, what)| if *count == 1 { (*what).to_owned() } else { format!("{count} {what}") });
    told.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_and_what_for_hold_nothing_about_the_person() {
        assert_eq!(
            erased(" ada ", Some("TASK#3f9a")),
            Ok(Erased { by: "ada".into(), reference: Some("TASK#3f9a".into()) })
        );
        for (by, reference) in
            [("", None), ("ada", Some("ada@example.com")), ("a\nb", None), ("ada", Some(" "))]
        {
            assert!(erased(by, reference).is_err(), "{by:?} {reference:?}");
        }
        assert!(erased(&"x".repeat(81), None).is_err());
    }

    #[test]
    fn what_went_is_told_in_words() {
        let gone = Gone { snapshots: 1, bodies: 3, words: 1, ..Gone::default() };
        assert_eq!(went(&gone), "the buyer, 3 bodies as they came, words");
        assert_eq!(went(&Gone::default()), "");
    }
}
