//! Every record of a batch alone.

use std::{sync::Mutex, time::Duration};

use domain::Failure;
use shell::{Batch, Consumer, Message, TimeLeft, Verdict, work_off};

/// Does what the message's text says.
#[derive(Default)]
struct Obedient {
    started: Mutex<Vec<String>>,
}

impl Consumer for Obedient {
    /// Those that begin with the same letter and a dash belong together.
    fn together(&self, message: &Message<'_>) -> Option<String> {
        message.body.split_once('-').filter(|(name, _)| name.len() == 1).map(|(name, _)| name.to_owned())
    }

    async fn consume_together(&self, messages: &[Message<'_>], _: &TimeLeft) -> Result<(), Failure> {
        let bodies: Vec<_> = messages.iter().map(|message| message.body).collect();
        self.started.lock().expect("unpoisoned").push(bodies.join("+"));
        match bodies
            .iter()
            .find_map(|body| body.split_once('-').map(|(_, rest)| rest).filter(|rest| *rest != "ok"))
        {
            None => Ok(()),
            Some("panic") => panic!("as told"),
            Some("transient") => Err(Failure::transient("as told")),
            Some(_) => Err(Failure::permanent("as told")),
        }
    }

    async fn consume(&self, message: &Message<'_>, _: &TimeLeft) -> Result<(), Failure> {
        self.started.lock().expect("unpoisoned").push(message.body.to_owned());
        match message.body {
            "ok" | "a-ok" | "b-ok" => Ok(()),
            "panic" | "a-panic" => panic!("as told"),
            "later" => Err(Failure::later("as told", Duration::from_secs(7))),
            "transient" => Err(Failure::transient("as told")),
            "permanent" | "a-permanent" => Err(Failure::permanent("as told")),
            _ => Err(Failure::bug("as told")),
        }
    }
}

fn batch<'m>(ids: &'m [String], bodies: &[&'m str]) -> Batch<'m> {
    let message = |body| Message { body, queue: "orders", deliveries: 1 };
    Batch { messages: ids.iter().zip(bodies).map(|(id, body)| (id.as_str(), message(body))).collect() }
}

async fn verdicts(bodies: &[&str], time: Duration) -> (Vec<Verdict>, usize) {
    let ids: Vec<String> = (0..bodies.len()).map(|n| format!("m-{n}")).collect();
    let consumer = Obedient::default();
    let verdicts = work_off("test", &consumer, &batch(&ids, bodies), &TimeLeft::span(time)).await;
    let started = consumer.started.lock().expect("unpoisoned").len();
    (verdicts, started)
}

const PLENTY: Duration = Duration::from_secs(60);

#[tokio::test]
async fn each_failure_has_its_verdict() {
    let (verdicts, _) = verdicts(&["ok", "later", "permanent", "ok"], PLENTY).await;
    let expected = [
        Verdict::Done,
        Verdict::Back(Some(Duration::from_secs(7))),
        Verdict::Dead("as told".into()),
        Verdict::Done,
    ];
    assert_eq!(verdicts, expected);
    let (verdicts, _) = self::verdicts(&["transient", "bug"], PLENTY).await;
    assert!(verdicts.iter().all(|v| matches!(v, Verdict::Back(Some(_)))), "{verdicts:?}");
}

#[tokio::test]
async fn every_subset_of_ten_that_fails_is_returned_exactly() {
    for subset in 0..1024_u32 {
        let failing = |n: usize| subset & (1 << n) != 0;
        let bodies: Vec<&str> = (0..10).map(|n| if failing(n) { "transient" } else { "ok" }).collect();
        let (verdicts, _) = verdicts(&bodies, PLENTY).await;
        let returned: Vec<bool> = verdicts.iter().map(|verdict| *verdict != Verdict::Done).collect();
        assert_eq!(returned, (0..10).map(failing).collect::<Vec<_>>(), "subset {subset:010b}");
    }
}

#[tokio::test]
async fn a_panic_leaves_the_neighbours_alone() {
    let bodies = ["ok", "ok", "panic", "ok", "ok", "ok", "ok", "ok", "ok", "ok"];
    let (verdicts, started) = verdicts(&bodies, PLENTY).await;
    assert_eq!(started, 10);
    let done = verdicts.iter().filter(|verdict| **verdict == Verdict::Done).count();
    assert_eq!((done, &verdicts[2]), (9, &verdicts[2]));
    assert!(matches!(verdicts[2], Verdict::Back(Some(_))));
}

#[tokio::test]
async fn nothing_is_started_when_too_little_time_is_left() {
    for millis in [0, 1, 50, 200, 4_900] {
        let (verdicts, started) = verdicts(&["ok"; 10], Duration::from_millis(millis)).await;
        assert_eq!((started, verdicts), (0, vec![Verdict::Back(None); 10]), "{millis} ms left");
    }
}

#[tokio::test]
async fn what_belongs_together_is_settled_together_and_the_broken_one_comes_back_alone() {
    let ids: Vec<String> = (0..6).map(|n| format!("m-{n}")).collect();
    for (bodies, started, dead, back) in [
        (
            ["a-ok", "b-ok", "a-ok", "ok", "b-ok", "ok"],
            vec!["a-ok+a-ok", "b-ok+b-ok", "ok", "ok"],
            vec![],
            vec![],
        ),
        (
            ["a-ok", "a-permanent", "a-ok", "b-ok", "ok", "ok"],
            vec!["a-ok+a-permanent+a-ok", "a-ok", "a-permanent", "a-ok", "b-ok", "ok", "ok"],
            vec![1],
            vec![],
        ),
        (
            ["a-panic", "a-ok", "b-ok", "b-ok", "ok", "ok"],
            vec!["a-panic+a-ok", "b-ok+b-ok", "a-panic", "a-ok", "ok", "ok"],
            vec![],
            vec![0],
        ),
        (
            ["a-transient", "a-ok", "b-ok", "b-ok", "ok", "ok"],
            vec!["a-transient+a-ok", "b-ok+b-ok", "ok", "ok"],
            vec![],
            vec![0, 1],
        ),
    ] {
        let consumer = Obedient::default();
        let verdicts = work_off("test", &consumer, &batch(&ids, &bodies), &TimeLeft::span(PLENTY)).await;
        assert_eq!(*consumer.started.lock().expect("unpoisoned"), started, "{bodies:?}");
        let places = |wanted: fn(&Verdict) -> bool| -> Vec<usize> {
            verdicts.iter().enumerate().filter(|(_, verdict)| wanted(verdict)).map(|(at, _)| at).collect()
        };
        assert_eq!(places(|verdict| matches!(verdict, Verdict::Dead(_))), dead, "{bodies:?}");
        assert_eq!(places(|verdict| matches!(verdict, Verdict::Back(_))), back, "{bodies:?}");
    }
}
