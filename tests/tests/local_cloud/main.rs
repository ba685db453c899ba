//! On the local cloud, through the command line: the sample day of two shops, and the page behind one of its mails' links;
//! a poison message that ends in its dead-letter queue and is redriven to one mail; a shop that floods beside one that does not;
//! a thousand decrements of stock; each alarm tells the topic; the way of `infra/README.md` from the first settings to the removal.

mod cloud;
mod doubt;
mod flood;
mod forgotten;
mod forms;
mod groups;
mod http;
mod kept;
mod pages;
mod poison;
mod rehearsal;
mod returned;
mod stock;
mod told;

use cloud::Nightshift;

fn run(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(test);
}

#[test]
fn the_sample_day_and_a_poison_message_redriven_to_one_mail() {
    let Some(nightshift) = Nightshift::find("day") else { return };
    // `up` itself fails when anything of the day ends otherwise than its index says.
    let day = nightshift.json(&["up", "--keep", "--json"]);
    let rows = day["rows"].as_array().expect("rows");
    for (shop, least) in [("acme", 25), ("rosen", 12)] {
        let rows = rows.iter().filter(|row| row["shop"] == shop);
        assert!(rows.count() >= least, "{shop}: {day:#}");
    }
    let decided = |decision: &str| rows.iter().filter(|row| row["decision"] == decision).count();
    assert!(decided("order-confirmation") >= 15, "{day:#}");
    assert_eq!((decided("withheld: before-live"), decided("task")), (1, 1), "{day:#}");
    assert_eq!(nightshift.mails_to("privacy@acme.example"), 1, "the task's owner is told");
    returned::add_up(&day);
    pages::behind_a_mails_link(&nightshift);
    run(kept::as_promised(&nightshift));
    run(forgotten::shown_and_forgotten(&nightshift));
    run(poison::poison(&nightshift));
}

#[test]
fn one_shop_floods_and_both_days_come_out_right() {
    let Some(nightshift) = Nightshift::find("flood") else { return };
    nightshift.must(&["up", "--keep", "--no-play"]);
    run(async {
        groups::reach_every_queue(&nightshift).await;
        flood::flood(&nightshift).await;
        told::each_alarm_tells_the_topic(&nightshift).await;
        stock::race(&nightshift).await;
    });
}

#[test]
fn answers_are_lost_and_mails_throttled_and_each_order_has_its_mail() {
    let Some(nightshift) = Nightshift::find("doubt") else { return };
    nightshift.must(&["up", "--keep", "--no-play"]);
    run(doubt::doubt(&nightshift));
    rehearsal::rehearse(&nightshift);
}
