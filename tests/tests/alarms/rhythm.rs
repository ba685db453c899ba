//! Hearts that beat as the schedules say never ring an alarm, however ticks wander; one that stops does, in time.

use bundle_tests::{
    alarm::{Alarm, Comparison, Datum, State},
    laid::Laid,
    template::{Function, Template},
};

const MINUTE: i64 = 60;

/// How often a function's beat comes, and how long its silence may go unnoticed: by the template, so that a new function's
/// alarm is looked at without a line here.
fn rhythm(function: &Function<'_>) -> (i64, i64) {
    match function.every_minutes() {
        Some(1) => (MINUTE, 25 * MINUTE),
        Some(5) => (5 * MINUTE, 35 * MINUTE),
        Some(15) => (15 * MINUTE, 80 * MINUTE),
        Some(every) => (every * MINUTE, 6 * every * MINUTE),
        // Through the journal and a queue, every fifth minute.
        None => (5 * MINUTE, 30 * MINUTE),
    }
}

#[test]
fn alarms_of_a_new_function_ring_and_are_silent_without_a_line_here() {
    if let Some(laid) = Laid::lay() {
        laid.holds();
    }
}

fn silent_alarms(template: &Template) -> Vec<(String, Alarm)> {
    let alarms = super::fed::alarms(template).into_iter();
    alarms.filter(|(_, alarm)| alarm.metric.name == "Heartbeat").collect()
}

/// Beats from `from` to `until`, each up to a minute late; each of the function's queues has its own.
fn beats(alarm: &Alarm, every: i64, from: i64, until: i64, queues: i64) -> Vec<Datum> {
    let mut data = Vec::new();
    for queue in 0..queues {
        for (n, at) in (from..until).step_by(usize::try_from(every).expect("positive")).enumerate() {
            let late =
                i64::try_from((n * 37 + usize::try_from(queue).expect("few") * 23) % 60).expect("small");
            data.push(Datum { metric: alarm.metric.clone(), unit: "Count".into(), at: at + late, value: 1 });
        }
    }
    data
}

#[test]
fn a_beating_heart_never_rings_and_a_silent_one_does_in_time() {
    let template = Template::read();
    let functions = template.functions();
    let alarms = silent_alarms(&template);
    assert!(alarms.len() >= 9, "{}", alarms.len());
    for (id, alarm) in alarms {
        assert_eq!(alarm.comparison, Comparison::Below, "{id}");
        let name = &alarm.metric.dimensions["function"];
        let function = functions.iter().find(|f| f.name == name).expect("a function's alarm");
        let (every, noticed) = rhythm(function);
        let queues = i64::try_from(function.queues().len().max(1)).expect("few");
        let (start, stop) = (0, 12 * 3600);
        let data = beats(&alarm, every, start, stop, queues);
        for now in (4 * 3600..stop).step_by(60) {
            assert_eq!(alarm.state(&data, now), State::Ok, "{id} at {now}");
        }
        let rang = (stop..stop + 24 * 3600).step_by(60).find(|now| alarm.state(&data, *now) == State::Alarm);
        let rang = rang.unwrap_or_else(|| panic!("{id} never rings")) - stop;
        assert!(rang <= noticed, "{id}: silence is noticed after {} minutes", rang / MINUTE);
        // A single late tick is no silence.
        let gap: Vec<_> =
            data.iter().filter(|d| !(36_000..36_000 + every).contains(&d.at)).cloned().collect();
        assert!(
            (36_000..stop).step_by(60).all(|now| alarm.state(&gap, now) == State::Ok),
            "{id}: one tick left out"
        );
        if queues > 1 {
            let one = beats(&alarm, every, start, stop, 1);
            assert_eq!(alarm.state(&one, stop), State::Alarm, "{id}: one lane is silent");
        }
    }
}
