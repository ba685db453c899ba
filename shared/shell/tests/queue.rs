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
    async fn consume(&self, message: &Message<'_>, _: &TimeLeft) -> Result<(), Failure> {
        self.started.lock().expect("unpoisoned").push(message.body.to_owned());
        match message.body {
            "ok" => Ok(()),
            "panic" => panic!("as told"),
            "later" => Err(Failure::later("as told", Duration::from_secs(7))),
            "transient" => Err(Failure::transient("as told")),
            "permanent" => Err(Failure::permanent("as told")),
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
