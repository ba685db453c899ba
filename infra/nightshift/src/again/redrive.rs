//! `redrive`: the dead letters of a queue go back into it.

use std::{collections::BTreeMap, process::ExitCode};

use serde::Serialize;

use super::{
    Manner,
    letters::{Letter, Letters, MOST, Sqs},
};
use crate::{
    cloud::{house::House, stack::Stack, target::Where},
    out,
    trouble::Trouble,
};

/// Arguments of `redrive`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Mend the cause first: what fails again becomes a dead letter again. Each letter goes back as it was, in its own message
group, and is deleted only after its queue has it; so a redrive that breaks off is simply run again. Everything is once:
a letter that goes back twice has one effect.

Exit codes: 0 moved, or nothing to do; 1 you said no; 2 no such queue; 3 no cloud, or it broke off.

Examples:
  cargo nightshift redrive mail-transactional
  cargo nightshift redrive order-confirmation --dry-run
  cargo nightshift redrive task-desk --stack nightshift --max 100 --yes --json")]
pub(crate) struct Args {
    /// The queue, such as `order-confirmation`, `task-desk`, `mail-transactional`
    queue: String,
    /// Move at most so many
    #[arg(long, value_name = "COUNT", default_value_t = 1_000)]
    max: usize,
    #[command(flatten)]
    place: Where,
    #[command(flatten)]
    manner: Manner,
}

/// Why letters lie there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Class {
    /// Given up at once, with a reason.
    Permanent,
    /// Tried as often as the queue allows.
    TriedTooOften,
}

/// So many letters of one class, reason and kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Line {
    class: Class,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    kind: String,
    count: usize,
}

fn plan(letters: &[Letter]) -> Vec<Line> {
    let mut counts = BTreeMap::new();
    for letter in letters {
        let class = if letter.reason.is_some() { Class::Permanent } else { Class::TriedTooOften };
        *counts.entry((class, letter.reason.clone(), kind_of(&letter.body))).or_insert(0) += 1;
    }
    let lines = counts.into_iter().map(|((class, reason, kind), count)| Line { class, reason, kind, count });
    let mut lines: Vec<_> = lines.collect();
    lines.sort_by_key(|line| (line.class, std::cmp::Reverse(line.count)));
    lines
}

fn kind_of(body: &str) -> String {
    let event: Option<serde_json::Value> = serde_json::from_str(body).ok();
    let kind = event.as_ref().and_then(|event| event["type"].as_str().or(event["eventType"].as_str()));
    kind.unwrap_or("no event").to_owned()
}

/// Takes letters in hand until there are no more, or enough.
async fn take(letters: &impl Letters, most: usize) -> Result<Vec<Letter>, Trouble> {
    let mut taken = Vec::new();
    while taken.len() < most {
        let more = letters.receive().await?;
        if more.is_empty() {
            break;
        }
        taken.extend(more);
    }
    let spare = taken.split_off(most.min(taken.len()));
    give_back(letters, &spare).await;
    Ok(taken)
}

async fn give_back(letters: &impl Letters, taken: &[Letter]) {
    for batch in taken.chunks(MOST) {
        letters.give_back(batch).await;
    }
}

/// Moves what is in hand. Answers how many; those that the queue didn't take are given back.
async fn put(letters: &impl Letters, taken: &[Letter]) -> Result<usize, Trouble> {
    let mut moved = 0;
    for (n, batch) in taken.chunks(MOST).enumerate() {
        let sent = letters.send(batch).await;
        let sent = match sent {
            Ok(sent) => sent,
            Err(trouble) => {
                give_back(letters, &taken[n * MOST..]).await;
                return Err(trouble);
            }
        };
        let (there, stayed): (Vec<_>, Vec<_>) =
            batch.iter().enumerate().partition(|(at, _)| sent.contains(at));
        let letters_of = |part: Vec<(usize, &Letter)>| {
            part.into_iter().map(|(_, letter)| letter.clone()).collect::<Vec<_>>()
        };
        let there = letters_of(there);
        if !there.is_empty() {
            letters.delete(&there).await?;
        }
        moved += there.len();
        give_back(letters, &letters_of(stayed)).await;
    }
    Ok(moved)
}

/// What `--json` prints.
#[derive(Debug, Serialize)]
struct Report<'r> {
    queue: &'r str,
    found: usize,
    letters: &'r [Line],
    moved: usize,
}

/// Does it.
pub(crate) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let target = args.place.find(&House::find()?).await?;
    let (queue, dead_letters) = ends(&target.stack, &args.queue)?;
    let letters = Sqs::new(&target.config, dead_letters, queue);
    let taken = take(&letters, args.max).await?;
    let lines = plan(&taken);
    if !args.manner.json {
        print(&args.queue, &lines);
    }
    let question = format!("put {} letters back into {}", taken.len(), args.queue);
    let go_on = if taken.is_empty() { Ok(false) } else { args.manner.go_on(&question) };
    let moved = match go_on {
        Ok(true) => Some(put(&letters, &taken).await?),
        other => {
            give_back(&letters, &taken).await;
            other.map(|_| None)?
        }
    };
    if args.manner.json {
        let moved = moved.unwrap_or_default();
        out::json(&Report { queue: &args.queue, found: taken.len(), letters: &lines, moved })?;
    } else if let Some(moved) = moved {
        anstream::println!("{moved} letters are in their queue again.");
        if taken.len() == args.max {
            anstream::println!("There may be more: run it again, or raise --max.");
        }
    }
    if let Some(stayed) = moved.map(|moved| taken.len() - moved).filter(|stayed| *stayed > 0) {
        return Err(Trouble::environment(format!("{stayed} letters stayed: the queue didn't take them"))
            .mend("run it again"));
    }
    Ok(ExitCode::SUCCESS)
}

/// Addresses of a queue and of its dead letters.
fn ends<'s>(stack: &'s Stack, named: &str) -> Result<(&'s str, &'s str), Trouble> {
    let name = pascal(named);
    let of = |mut pairs: Box<dyn Iterator<Item = (&'s str, &'s str)> + 's>| {
        pairs.find(|(output, _)| *output == name).map(|(_, url)| url)
    };
    match (of(Box::new(stack.queues())), of(Box::new(stack.dead_letters()))) {
        (Some(queue), Some(dead_letters)) => Ok((queue, dead_letters)),
        (None, Some(_)) => {
            Err(Trouble::input(format!("{named} is woken by the clock: its dead letters have no queue"))
                .mend("purge them: the next tick does what they asked for"))
        }
        _ => {
            let known: Vec<_> = stack.queues().map(|(output, _)| kebab(output)).collect();
            Err(Trouble::input(format!("there is no queue called {named}"))
                .mend(format!("write one of: {}", known.join(", "))))
        }
    }
}

/// `order-confirmation` as the stack's outputs write it: `OrderConfirmation`.
pub(crate) fn pascal(name: &str) -> String {
    let word =
        |word: &str| word.get(..1).unwrap_or_default().to_uppercase() + word.get(1..).unwrap_or_default();
    name.split('-').map(word).collect()
}

fn kebab(output: &str) -> String {
    let mut name = String::new();
    for (at, letter) in output.chars().enumerate() {
        if letter.is_ascii_uppercase() && at > 0 {
            name.push('-');
        }
        name.push(letter.to_ascii_lowercase());
    }
    name
}

fn print(queue: &str, lines: &[Line]) {
    if lines.is_empty() {
        anstream::println!("There are no dead letters of {queue}.");
        return;
    }
    let mut table = out::table(&["count", "kind", "class", "reason"]);
    for line in lines {
        let class = match line.class {
            Class::Permanent => "permanent",
            Class::TriedTooOften => "tried too often",
        };
        let reason = line.reason.as_deref().unwrap_or("see the function's log");
        table.add_row([&line.count.to_string(), &line.kind, class, reason]);
    }
    anstream::println!("{table}");
}

#[cfg(test)]
mod tests {
    use std::{cell::RefCell, collections::BTreeSet};

    use super::*;

    /// Dead letters on a shelf: what is in hand isn't seen until it is given back.
    #[derive(Default)]
    struct Shelf {
        lying: RefCell<Vec<Letter>>,
        in_hand: RefCell<Vec<Letter>>,
        queue: RefCell<Vec<Letter>>,
        /// Calls to `send` until one fails; and the places that the queue never takes.
        fails_after: RefCell<Option<usize>>,
        refuses: BTreeSet<usize>,
        loses_deletes: bool,
    }

    impl Shelf {
        fn with(count: usize) -> Self {
            let letter = |n: usize| Letter {
                body: format!(r#"{{"type":"order.paid","shop":"acme","n":{n}}}"#),
                reason: n.is_multiple_of(3).then(|| "shop acme has no settings".to_owned()),
                group: Some(format!("shop-{}", n % 2)),
                receipt: n.to_string(),
            };
            Self { lying: RefCell::new((0..count).map(letter).collect()), ..Self::default() }
        }

        /// The time of what is in hand is over.
        fn come_back(&self) {
            self.lying.borrow_mut().append(&mut self.in_hand.borrow_mut());
        }
    }

    impl Letters for Shelf {
        async fn receive(&self) -> Result<Vec<Letter>, Trouble> {
            let mut lying = self.lying.borrow_mut();
            let count = lying.len().min(MOST);
            let taken: Vec<_> = lying.drain(..count).collect();
            self.in_hand.borrow_mut().extend(taken.clone());
            Ok(taken)
        }

        async fn send(&self, letters: &[Letter]) -> Result<Vec<usize>, Trouble> {
            if let Some(left) = self.fails_after.borrow_mut().as_mut() {
                *left = left.checked_sub(1).ok_or_else(|| Trouble::environment("as planned"))?;
            }
            let taken: Vec<usize> = (0..letters.len()).filter(|at| !self.refuses.contains(at)).collect();
            self.queue.borrow_mut().extend(taken.iter().map(|at| letters[*at].clone()));
            Ok(taken)
        }

        async fn delete(&self, letters: &[Letter]) -> Result<(), Trouble> {
            if self.loses_deletes {
                return Err(Trouble::environment("as planned"));
            }
            self.in_hand.borrow_mut().retain(|letter| !letters.contains(letter));
            Ok(())
        }

        async fn give_back(&self, letters: &[Letter]) {
            self.in_hand.borrow_mut().retain(|letter| !letters.contains(letter));
            self.lying.borrow_mut().extend_from_slice(letters);
        }
    }

    fn distinct(letters: &[Letter]) -> usize {
        letters.iter().map(|letter| &letter.receipt).collect::<BTreeSet<_>>().len()
    }

    #[tokio::test]
    async fn every_letter_goes_back_as_it_was_and_leaves_after_that() {
        let shelf = Shelf::with(47);
        let taken = take(&shelf, 1_000).await.expect("readable");
        let lines = plan(&taken);
        let told: Vec<_> = lines.iter().map(|line| (line.class, line.kind.as_str(), line.count)).collect();
        assert_eq!(told, [(Class::Permanent, "order.paid", 16), (Class::TriedTooOften, "order.paid", 31)]);
        assert_eq!(put(&shelf, &taken).await, Ok(47));
        assert!(shelf.lying.borrow().is_empty() && shelf.in_hand.borrow().is_empty());
        let queue = shelf.queue.borrow();
        assert_eq!((distinct(&queue), queue.len()), (47, 47));
        assert!(
            queue
                .iter()
                .all(|letter| letter.group.as_deref().is_some_and(|group| group.starts_with("shop-")))
        );
    }

    #[tokio::test]
    async fn a_redrive_that_breaks_off_loses_nothing_and_is_run_again() {
        for calls in 0..5 {
            let shelf = Shelf { fails_after: RefCell::new(Some(calls)), ..Shelf::with(47) };
            let taken = take(&shelf, 1_000).await.expect("readable");
            assert!(put(&shelf, &taken).await.is_err());
            assert_eq!(shelf.queue.borrow().len() + shelf.lying.borrow().len(), 47, "after {calls} calls");
            *shelf.fails_after.borrow_mut() = None;
            let taken = take(&shelf, 1_000).await.expect("readable");
            assert_eq!(put(&shelf, &taken).await, Ok(47 - calls * MOST));
            assert_eq!(distinct(&shelf.queue.borrow()), 47);
        }
        // The queue has them, and deleting fails: they come back and go once more. Whoever works on them finds them done.
        let mut shelf = Shelf { loses_deletes: true, ..Shelf::with(12) };
        let taken = take(&shelf, 1_000).await.expect("readable");
        assert!(put(&shelf, &taken).await.is_err());
        shelf.loses_deletes = false;
        shelf.come_back();
        let taken = take(&shelf, 1_000).await.expect("readable");
        assert_eq!(put(&shelf, &taken).await, Ok(12));
        assert_eq!((distinct(&shelf.queue.borrow()), shelf.lying.borrow().len()), (12, 0));
    }

    #[tokio::test]
    async fn what_a_queue_does_not_take_and_what_is_too_much_stays() {
        let shelf = Shelf { refuses: [3].into(), ..Shelf::with(10) };
        let taken = take(&shelf, 1_000).await.expect("readable");
        assert_eq!(put(&shelf, &taken).await, Ok(9));
        assert_eq!(shelf.lying.borrow().len(), 1);
        let shelf = Shelf::with(47);
        let taken = take(&shelf, 12).await.expect("readable");
        assert_eq!((taken.len(), shelf.lying.borrow().len()), (12, 35));
        give_back(&shelf, &taken).await;
        assert_eq!(shelf.lying.borrow().len(), 47, "somebody thought better of it");
    }

    #[test]
    fn names_are_written_as_the_stack_writes_them() {
        for (name, output) in [("order-confirmation", "OrderConfirmation"), ("timer", "Timer")] {
            assert_eq!((pascal(name).as_str(), kebab(output).as_str()), (output, name));
        }
        assert_eq!(pascal("OrderConfirmation"), "OrderConfirmation");
        assert_eq!(pascal(""), "");
    }
}
