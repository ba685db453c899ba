//! The measurements themselves: starts, the path, the door. Each takes a fleet or its launches, and answers figures.

use std::time::{Duration, Instant};

use domain::Timestamp;

use super::{
    cloud::{Cloud, Used},
    figures::{Figures, micros},
    fleet::{Fleet, Ran, STEPS, Whose},
    ground::Program,
    order,
    process::Process,
};
use crate::{cloud::house::House, out::progress::Step, trouble::Trouble};

/// Starts of one side's functions.
#[derive(Debug, Clone, Default)]
pub(super) struct Starts {
    /// From start to first poll, step by step, in microseconds.
    pub(super) polls: [Figures; STEPS.len()],
    /// From the door's start to its answer to a first delivery: settings and secret are read, connections made.
    pub(super) first: Figures,
}

/// Starts each function of each side so many times. One after the other, so that a slow minute of the machine meets all.
pub(super) async fn starts(
    house: &House,
    ground: &Program,
    sides: [&Whose; 2],
    times: usize,
    step: &Step,
) -> Result<[Starts; 2], Trouble> {
    let ground = ground.engine().await?;
    let cloud = Cloud::open(ground.url.clone()).await?;
    let mut starts = [Starts::default(), Starts::default()];
    for round in 0..times {
        step.tick(&format!("round {} of {times}", round + 1));
        for (whose, starts) in sides.into_iter().zip(&mut starts) {
            for (at, launch) in whose.launches(house, &cloud.url)?.iter().enumerate() {
                let mut process = Process::start(launch).await?;
                starts.polls[at].add(micros(process.start));
                if at == 0 {
                    let now = Timestamp::now();
                    let id = 900_000 + round as u64;
                    let asked = order::asked("orders/create", &order::sized(id, now, 10 * 1024), now, false);
                    let took = process.invoke(&asked).await?.took;
                    starts.first.add(micros(process.start + took));
                }
                process.stop().await;
            }
        }
    }
    Ok(starts)
}

/// What confirmed orders came to, over the whole path.
#[derive(Debug, Default)]
pub(super) struct Path {
    /// How many.
    pub(super) orders: u64,
    /// Processor time an order, in microseconds, round by round.
    pub(super) cpu: Figures,
    /// The same, step by step, over all rounds.
    pub(super) cpu_by_step: [u64; STEPS.len()],
    /// The most resident memory, in KiB.
    pub(super) peak_kib: [u64; STEPS.len()],
    /// What was used over all orders.
    pub(super) ran: Ran,
    /// Bytes that were logged over all orders.
    pub(super) logged: u64,
    /// Time that all orders took, one at a time.
    pub(super) whole: Duration,
    /// The order before the next.
    pub(super) next_id: u64,
    /// Processor time of each step before the first.
    pub(super) started: Vec<Duration>,
}

impl Path {
    /// Some orders go before and aren't counted.
    pub(super) async fn begin(fleet: &mut Fleet, warm: u64) -> Result<Self, Trouble> {
        let mut path = Self { next_id: 10_000, ..Self::default() };
        confirm(fleet, &mut path.next_id, warm).await?;
        fleet.take_used();
        path.started = fleet.cpu()?;
        path.logged = fleet.logged();
        Ok(path)
    }

    /// Confirms so many orders; one webhook each.
    pub(super) async fn round(&mut self, fleet: &mut Fleet, orders: u64) -> Result<(), Trouble> {
        let before: Duration = fleet.cpu()?.into_iter().sum();
        let began = Instant::now();
        confirm(fleet, &mut self.next_id, orders).await?;
        self.whole += began.elapsed();
        let after: Duration = fleet.cpu()?.into_iter().sum();
        self.cpu.add(micros(after - before) / orders);
        self.orders += orders;
        Ok(())
    }

    /// Adds up.
    pub(super) fn end(&mut self, fleet: &mut Fleet) -> Result<(), Trouble> {
        for (at, (first, last)) in self.started.iter().zip(fleet.cpu()?).enumerate() {
            self.cpu_by_step[at] = micros(last - *first) / self.orders.max(1);
            self.peak_kib[at] = fleet.process(at).peak_kib()?;
        }
        self.logged = fleet.logged() - self.logged;
        self.ran = fleet.take_used();
        Ok(())
    }
}

async fn confirm(fleet: &mut Fleet, id: &mut u64, orders: u64) -> Result<(), Trouble> {
    for _ in 0..orders {
        *id += 1;
        let body = order::body(*id, Timestamp::now(), 0, "paid");
        let way = fleet.order(*id, "orders/create", &body).await?;
        if way.mails.len() != 1 {
            return Err(Trouble::failed(format!("order {id} led to {} mails", way.mails.len())));
        }
    }
    Ok(())
}

/// What further webhooks of confirmed orders use.
pub(super) async fn further(fleet: &mut Fleet, orders: u64) -> Result<Used, Trouble> {
    let mut used = Used::default();
    for id in 5_000..5_000 + orders {
        let now = Timestamp::now();
        fleet.order(id, "orders/create", &order::body(id, now, 0, "paid")).await?;
        fleet.take_used();
        fleet.order(id, "orders/updated", &order::body(id, now, 1, "paid")).await?;
        let more = fleet.take_used().used;
        used.read += more.read;
        used.written += more.written;
    }
    Ok(used)
}

/// How long the door takes to verify and commit.
#[derive(Debug, Default)]
pub(super) struct Door {
    /// As its sender waits, in microseconds.
    pub(super) whole: Figures,
    /// Of it the engine's part: what DynamoDB would take otherwise.
    pub(super) engine: Figures,
}

/// Knocks so many times with bodies of this size.
pub(super) async fn door(fleet: &mut Fleet, bytes: usize, times: u64, ids: u64) -> Result<Door, Trouble> {
    let mut door = Door::default();
    for id in ids..ids + times + 10 {
        let now = Timestamp::now();
        let asked = order::asked("orders/create", &order::sized(id, now, bytes), now, false);
        fleet.cloud.take_used();
        let (status, took) = fleet.knock(&asked).await?;
        if status != 200 {
            return Err(Trouble::failed(format!("the door answered {status} to {bytes} bytes")));
        }
        fleet.cloud.take_stream();
        if id >= ids + 10 {
            door.whole.add(micros(took));
            door.engine.add(micros(fleet.cloud.take_used().engine));
        }
    }
    Ok(door)
}
