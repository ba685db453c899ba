//! The sweep over scans and promises: an order's fortnight, with everything told twice and out of order, both automations in every
//! order, and every call gone wrong in every way.

use std::thread;

use bundle_tests::{
    parcels::{expected, tracked},
    promising::{First, NUMBER, Promising, fulfilled, placed},
    world::EndState,
};
use domain::{
    Event, Payload as _, Timestamp,
    edd::{Delay, Moved, Settled, Stored},
    mail::MailRequested,
};
use testkit::{Fault, Faults, orders::at};

/// How the fortnight goes.
#[derive(Debug, Clone, Copy)]
struct Course {
    first: First,
    /// Whether the carrier scans the parcel before the shop says that it was handed over.
    scanned_early: bool,
    /// Whether all that is told at a time comes before anything is worked off; else one after the other.
    at_once: bool,
    /// Whether what failed comes again after everything else.
    at_the_back: bool,
}

/// Each automation first, each order of scan and fulfilment, each way of coming again.
const COURSES: [Course; 6] = [
    course(First::Dates, false, false, false),
    course(First::Dates, true, true, true),
    course(First::Confirmation, true, false, false),
    course(First::Confirmation, false, true, true),
    course(First::ConfirmationAlone, true, false, true),
    course(First::ConfirmationAlone, false, true, false),
];

const fn course(first: First, scanned_early: bool, at_once: bool, at_the_back: bool) -> Course {
    Course { first, scanned_early, at_once, at_the_back }
}

pub(crate) const PLACED: &str = "2026-03-02T09:00:00Z";
/// The parcel's scans, oldest first.
pub(crate) const MADE: (&str, &str) = ("2026-03-02T15:00:00Z", "pre_transit");
pub(crate) const TAKEN: (&str, &str) = ("2026-03-03T14:00:00Z", "in_transit");
pub(crate) const HUB: (&str, &str) = ("2026-03-04T08:00:00Z", "in_transit");
pub(crate) const DEPOT: (&str, &str) = ("2026-03-10T08:00:00Z", "in_transit");
pub(crate) const VAN: (&str, &str) = ("2026-03-11T07:00:00Z", "out_for_delivery");
pub(crate) const THERE: (&str, &str) = ("2026-03-11T11:00:00Z", "delivered");

pub(crate) fn scans(scans: &[(&str, &'static str)]) -> Vec<(Timestamp, &'static str)> {
    scans.iter().map(|(when, word)| (at(when), *word)).collect()
}

/// How it ends.
#[derive(Debug, Clone, PartialEq)]
struct End {
    state: EndState,
    /// What was promised, estimated and settled, and what buyer and staff were to be told, in the order's own words.
    told: Vec<String>,
    /// What the buyer was sent.
    mails: Vec<String>,
}

/// What one event tells of a promise; nothing, if it is about something else.
pub(crate) fn told(event: &Event) -> Option<String> {
    let is_told = [Stored::KIND, Moved::KIND, Settled::KIND, "task.wanted"].contains(&event.kind.as_str())
        || event.kind.starts_with("mail.requested.");
    let mut data = event.data.clone();
    // When it was asked for is the clock's.
    if let Some(data) = data.as_object_mut() {
        data.remove("since");
    }
    is_told.then(|| format!("{} {data}", event.kind))
}

/// How often something new is heard.
const STAGES: usize = 5;

/// What is heard in one stage, and what comes of it until the next.
async fn stage(number: usize, house: &mut Promising, course: Course) {
    let placed_at = at(PLACED);
    match number {
        // Told twice.
        0 => {
            let order = placed(placed_at);
            let twice = [order.clone(), order];
            tell(house, course, &twice).await;
            house.until(at("2026-03-02T09:05:00Z")).await;
            house.dates_wake().await;
        }
        // Handed over, and scanned: whichever comes first.
        1 => {
            house.until(at("2026-03-03T15:00:00Z")).await;
            let left = fulfilled(placed_at, at("2026-03-03T13:30:00Z"));
            let scan = tracked(NUMBER, at("2026-03-03T14:05:00Z"), &scans(&[MADE, TAKEN]));
            let mut news = [left.clone(), left, scan.clone(), scan];
            if course.scanned_early {
                news.reverse();
            }
            tell(house, course, &news).await;
        }
        // The carrier expects it three days too late; an older word comes after that.
        2 => {
            house.until(at("2026-03-04T12:00:00Z")).await;
            let late =
                expected(NUMBER, at("2026-03-04T11:55:00Z"), &scans(&[MADE, TAKEN, HUB]), "2026-03-09");
            let before = expected(NUMBER, at("2026-03-03T16:00:00Z"), &scans(&[TAKEN, MADE]), "2026-03-05");
            tell(house, course, &[late.clone(), before, late]).await;
        }
        // The same once more, an older and worse word, and then a later day.
        3 => {
            house.until(at("2026-03-05T12:00:00Z")).await;
            let same = expected(NUMBER, at("2026-03-05T11:00:00Z"), &scans(&[HUB]), "2026-03-09");
            let worse = expected(NUMBER, at("2026-03-04T11:00:00Z"), &[], "2026-03-12");
            let later = expected(NUMBER, at("2026-03-05T11:30:00Z"), &[], "2026-03-11");
            tell(house, course, &[same, worse, later.clone(), later]).await;
        }
        // It is there; what was scanned before is told after.
        _ => {
            house.until(at("2026-03-11T12:00:00Z")).await;
            let there = tracked(NUMBER, at("2026-03-11T11:05:00Z"), &scans(&[VAN, THERE]));
            let depot = tracked(NUMBER, at("2026-03-10T08:05:00Z"), &scans(&[DEPOT, HUB]));
            tell(house, course, &[there.clone(), depot.clone(), there, depot]).await;
            house.until(at("2026-03-25T12:00:00Z")).await;
        }
    }
}

/// A fortnight in which nothing goes wrong, and how it stood before each stage: from there another way is gone without all that
/// was before.
struct Calm {
    course: Course,
    /// The house, and how many calls there had been.
    before: Vec<(Promising, usize)>,
    names: Vec<&'static str>,
    house: Promising,
    end: End,
}

impl Calm {
    async fn play(course: Course) -> Self {
        let faults = Faults::plan([]);
        let mut house = Promising::new(&faults, at(PLACED), course.first).await;
        house.at_the_back = course.at_the_back;
        let (mut before, mut promised) = (vec![], None);
        for number in 0..STAGES {
            // Here too each stage finds everybody just started: so calls have the same numbers.
            let next = house.fork(&faults);
            before.push((std::mem::replace(&mut house, next), faults.calls()));
            stage(number, &mut house, course).await;
            let promised = promised.get_or_insert(promise(&house).await);
            assert_eq!(promise(&house).await, *promised, "it never changes");
        }
        let end = end(&house).await;
        Self { course, before, names: faults.names(), house, end }
    }

    /// The same with something that goes wrong, none of it before this call.
    async fn but(&self, first: usize, plan: Vec<(usize, Fault)>) -> End {
        let from = self.before.iter().rposition(|(_, calls)| *calls <= first).expect("the first has none");
        let (house, calls) = &self.before[from];
        let mut house = house.fork(&Faults::taking_over(*calls, plan));
        let mut promised = None;
        for number in from..STAGES {
            stage(number, &mut house, self.course).await;
            let promised = promised.get_or_insert(promise(&house).await);
            assert_eq!(promise(&house).await, *promised, "it never changes");
        }
        end(&house).await
    }
}

async fn end(house: &Promising) -> End {
    let told = house.story().await.iter().filter_map(told).collect();
    let mails = house.mails().iter().map(|mail| format!("{}: {}", mail.to, mail.subject)).collect();
    End { state: EndState::of(&house.engine), told, mails }
}

async fn tell(house: &mut Promising, course: Course, news: &[bundle_tests::arrivals::Delivery]) {
    for one in news {
        house.hear(one).await;
        if !course.at_once {
            house.run().await;
        }
    }
    house.run().await;
}

/// The one promise, as it is stored.
pub(crate) async fn promise(house: &Promising) -> Event {
    let story = house.story().await;
    let mut stored: Vec<Event> = story.into_iter().filter(|event| event.kind == Stored::KIND).collect();
    assert_eq!(stored.len(), 1, "it is stored once");
    stored.remove(0)
}

/// What can differ where something fails and comes again after everything else: when somebody is woken, and what for.
fn rested(mut end: End) -> End {
    end.state.events.retain(|event| !event.contains(" EVENT#due#"));
    end.state.events.sort();
    end.state.heads.clear();
    end.told.sort();
    end.mails.sort();
    end
}

/// What holds of a fortnight in which nothing goes wrong.
async fn as_it_should(house: &Promising, end: &End, course: Course) {
    let story = house.story().await;
    let number = |found: &dyn Fn(&Event) -> bool| story.iter().filter(|event| found(event)).count();
    let asked =
        |event: &Event| event.payload::<MailRequested>().ok().map(|asked| (asked.message, asked.revision));
    let confirmation = |event: &Event| asked(event) == Some(("order-confirmation".into(), 1));
    assert_eq!(number(&confirmation), 1, "{course:?}: {:#?}", end.told);
    assert_eq!(number(&|event| event.kind == Settled::KIND), 1, "{course:?}: {:#?}", end.told);
    // With the promise, or without it once the two minutes are over.
    let place = |found: &dyn Fn(&Event) -> bool| story.iter().position(found).expect("it happened");
    let (stored, confirmed) = (place(&|event| event.kind == Stored::KIND), place(&confirmation));
    assert_eq!(stored < confirmed, course.first != First::ConfirmationAlone, "{course:?}");
    if confirmed < stored {
        let row = place(&|event| event.kind == "due.order-confirmation");
        assert_eq!(row + 1, confirmed, "{course:?}");
    }
    let sent = house.mails();
    assert_eq!(sent[0].text.contains("6 March"), stored < confirmed, "{course:?}: {}", sent[0].text);
    // One notice for each later day; told in one breath, the later one alone counts.
    let notices: Vec<u32> = story
        .iter()
        .filter_map(asked)
        .filter(|(message, _)| message == Delay::MESSAGE)
        .map(|(_, n)| n)
        .collect();
    assert_eq!(notices, [1, 2], "{course:?}: {:#?}", end.told);
    assert_eq!(end.mails.len(), 3, "{course:?}: {:?}", end.mails);
    let moves: Vec<Moved> = story
        .iter()
        .filter(|event| event.kind == Moved::KIND)
        .map(|event| event.payload().expect("a move"))
        .collect();
    let days: Vec<String> =
        moves.iter().map(|moved| moved.to.map_or_else(String::new, |to| to.latest.to_string())).collect();
    assert_eq!(days, ["2026-03-06", "2026-03-09", "2026-03-11"], "{course:?}");
    let settled: Settled = story[place(&|event| event.kind == Settled::KIND)].payload().expect("settled");
    assert_eq!(
        (settled.delivered.to_string(), settled.kept, settled.scanned),
        ("2026-03-11".into(), Some(false), true)
    );
    // The law of the Union wants somebody to look once the promised day is over.
    let overdue =
        end.told.iter().filter(|told| told.starts_with("task.wanted") && told.contains("delivery-overdue"));
    assert_eq!(overdue.count(), 1, "{course:?}: {:#?}", end.told);
    assert_eq!(end.state.due, Vec::<String>::new(), "{course:?}: nothing is waited for");
}

/// By default each call has its turn in two of the six courses; with `--full` in each.
fn is_chosen(course: usize, point: usize) -> bool {
    testkit::is_full() || (course + point).is_multiple_of(3)
}

/// Plays the crash points of a course that fall to one worker, each alone; with `--full` also with whoever does it again dying as
/// well. Answers calls and runs.
async fn sweep(course: Course, mine: impl Fn(usize) -> bool) -> (usize, usize) {
    let calm = Calm::play(course).await;
    as_it_should(&calm.house, &calm.end, course).await;
    let rest = |end: End| if course.at_the_back { rested(end) } else { end };
    let undisturbed = rest(calm.end.clone());
    let mut runs = 0;
    for (point, name) in calm.names.iter().enumerate().filter(|(point, _)| mine(*point)) {
        for fault in Fault::of(name) {
            let again = (point + 1 + point % 5, Fault::DieAfter);
            let both = [vec![(point, fault)], vec![(point, fault), again]];
            for plan in both.into_iter().take(1 + usize::from(testkit::is_full())) {
                let told = format!("{course:?}: {plan:?} ({name})");
                assert_eq!(rest(calm.but(point, plan).await), undisturbed, "{told}");
                runs += 1;
            }
        }
    }
    (calm.names.len(), runs)
}

#[test]
fn every_crash_ends_in_one_promise_one_confirmation_and_a_notice_for_each_day() {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let (mut calls, mut runs) = (0, 0);
    thread::scope(|scope| {
        let one = |worker: usize| {
            let mut done = (0, 0);
            for (number, course) in COURSES.into_iter().enumerate() {
                let mine = |point: usize| is_chosen(number, point) && point / 3 % workers == worker;
                let (calls, runs) = crate::paused().block_on(sweep(course, mine));
                done = (done.0 + calls, done.1 + runs);
            }
            done
        };
        let handles: Vec<_> = (0..workers).map(|worker| scope.spawn(move || one(worker))).collect();
        for handle in handles {
            let done = handle.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            (calls, runs) = (done.0, runs + done.1);
        }
    });
    println!("figure: sweep of promises and scans: {} courses, {calls} calls, {runs} runs", COURSES.len());
    let least = if testkit::is_full() { 4_000 } else { 600 };
    assert!(runs > least, "{runs}");
}

/// All that is first heard of an order is that it left and is there: that is looked at, though nothing more is heard.
#[tokio::test(start_paused = true)]
async fn scans_that_were_there_before_the_order_are_met_when_it_comes() {
    let mut house = Promising::new(&Faults::plan([]), at("2026-03-05T12:00:00Z"), First::Dates).await;
    let there = tracked(
        NUMBER,
        at("2026-03-05T11:05:00Z"),
        &scans(&[TAKEN, HUB, ("2026-03-05T11:00:00Z", "delivered")]),
    );
    house.hear(&there).await;
    house.run().await;
    house.hear(&fulfilled(at(PLACED), at("2026-03-03T13:30:00Z"))).await;
    house.run().await;
    promise(&house).await;
    house.until(at("2026-03-05T12:01:00Z")).await;
    let story = house.story().await;
    let settled: Vec<Settled> = story
        .iter()
        .filter(|event| event.kind == Settled::KIND)
        .map(|event| event.payload().expect("settled"))
        .collect();
    assert_eq!(settled.len(), 1);
    assert_eq!((settled[0].delivered.to_string(), settled[0].kept), ("2026-03-05".into(), Some(true)));
}
