//! The page: the day at a glance, its troubles, and the four stories with charts and mails.

use minijinja::{Value, value::Serde};
use serde::Serialize;

use super::{
    faults,
    glance::{self, Line},
    letters::{About, Mails},
    orders,
    played::PlayedDay,
    promises, returns, stock,
    words::{listed, many, seconds, whole_day},
};
use crate::{
    day::{returned, shown},
    pages::{
        self, Column, Figure, Table,
        svg::{Key, Mark},
    },
};

/// All that the page tells.
#[derive(Debug, Serialize)]
struct Day<'k> {
    title: String,
    heading: String,
    /// The frame's; this page has one of its own.
    lead: &'static str,
    command: &'static str,
    day: String,
    shops: String,
    verdict: String,
    facts: Vec<(String, String)>,
    lines: Vec<Glance>,
    troubles: Table,
    orders: Story,
    stock: Story,
    items: Vec<Item>,
    promises: Story,
    returns: Story,
    decisions: String,
    cases: Vec<Case<'k>>,
    doings: String,
    evening: Vec<Done<'k>>,
    house: Mails,
    deliveries: String,
    webhooks: Vec<Webhook<'k>>,
}

/// A line at the top.
#[derive(Debug, Serialize)]
struct Glance {
    id: &'static str,
    name: &'static str,
    figure: String,
    begun: String,
}

/// What an automation did.
#[derive(Debug, Serialize)]
struct Story {
    line: Line,
    figure: Option<Figure>,
    mails: Mails,
}

/// An item that ran low.
#[derive(Debug, Serialize)]
struct Item {
    figure: Figure,
    steps: Vec<stock::Step>,
}

/// A return.
#[derive(Debug, Serialize)]
struct Case<'k> {
    number: &'k str,
    shop: &'k str,
    story: &'k str,
    what: &'k [String],
    decision: &'k str,
    because: &'k str,
    told: Option<&'k str>,
    money: &'k [String],
    how_far: &'k str,
}

/// What was done in the evening.
#[derive(Debug, Serialize)]
struct Done<'k> {
    story: &'k str,
    command: &'k str,
    came: String,
}

/// A webhook.
#[derive(Debug, Serialize)]
struct Webhook<'k> {
    what: String,
    shop: &'k str,
    took: String,
    story: &'k str,
    answer: &'k str,
    decision: &'k str,
    because: String,
    mail: Option<&'k shown::Mail>,
}

/// All of it.
pub(super) fn html(kept: &PlayedDay) -> String {
    pages::written("day.html", include_str!("page.html"), Value::from(Serde(day(kept))))
}

fn day(kept: &PlayedDay) -> Day<'_> {
    let zone = kept.shops.first().map(super::played::Shop::time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let heading = match kept.shops.len() {
        1 => "A day of one shop".to_owned(),
        2 => "A day of two shops".to_owned(),
        n => format!("A day of {n} shops"),
    };
    let shops: Vec<String> =
        kept.shops.iter().map(|shop| format!("{} on {}", shop.name, platform(&shop.platform))).collect();
    let day = whole_day(kept.began, &zone);
    let lines = glance::lines(kept);
    let at_a_glance = lines.iter().map(glance).collect();
    let [order, low, date, back] = lines;
    let mails = |about, first: &[&str]| Mails::of(kept, about, first);
    let story = |line, figure, about, first| Story { line, figure, mails: mails(about, &[first]) };
    Day {
        title: format!("{heading}, {day}"),
        heading,
        lead: "",
        command: "report",
        day,
        shops: listed(&shops),
        verdict: faults::verdict(kept),
        facts: facts(kept),
        lines: at_a_glance,
        troubles: troubles(kept),
        orders: story(order, Some(confirmations(kept)), About::Orders, "order-confirmation"),
        stock: Story {
            line: low,
            figure: None,
            mails: mails(About::Stock, &["low-stock", "purchase-order"]),
        },
        items: stock::items(kept).into_iter().enumerate().map(item).collect(),
        promises: story(date, Some(dates(kept)), About::Promises, "delivery-delayed"),
        returns: story(back, Some(stages(kept)), About::Returns, "return-update"),
        decisions: many(kept.returns.len(), "decision"),
        cases: kept.returns.iter().map(case).collect(),
        doings: many(kept.evening.len(), "thing"),
        evening: kept
            .evening
            .iter()
            .map(|row| Done {
                story: &row.story,
                command: &row.command,
                came: if row.mails.is_empty() { String::new() } else { many(row.mails.len(), "mail") },
            })
            .collect(),
        house: mails(About::House, &[]),
        deliveries: many(kept.deliveries.len(), "delivery").replace("deliverys", "deliveries"),
        webhooks: kept.deliveries.iter().map(webhook).collect(),
    }
}

fn glance(line: &Line) -> Glance {
    Glance { id: line.id, name: line.name, figure: line.figure.clone(), begun: begun(&line.said) }
}

/// The beginning of a sentence.
fn begun(said: &str) -> String {
    let mut signs = said.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}

fn platform(source: &str) -> &str {
    match source {
        "shopify" => "Shopify",
        "woocommerce" => "WooCommerce",
        "bigcommerce" => "BigCommerce",
        other => other,
    }
}

fn facts(kept: &PlayedDay) -> Vec<(String, String)> {
    let (webhooks, accepted) =
        (faults::answers(kept).count(), faults::answers(kept).filter(|a| *a == "accepted").count());
    let (orders, tasks) =
        (orders::orders(kept).len(), kept.events.iter().filter(|event| event.kind == "task.opened").count());
    vec![
        (webhooks.to_string(), format!("webhooks, {accepted} of them news")),
        (orders.to_string(), "orders".to_owned()),
        (kept.events.len().to_string(), "events in the journal".to_owned()),
        (kept.mails.len().to_string(), "mails".to_owned()),
        (tasks.to_string(), "tasks for people".to_owned()),
        (seconds(kept.took_ms), "for all of it".to_owned()),
    ]
}

fn troubles(kept: &PlayedDay) -> Table {
    let met = faults::faults(kept);
    let cells = |fault: &faults::Fault| [fault.what.to_owned(), fault.count.to_string(), fault.so.to_owned()];
    Table {
        title: String::new(),
        columns: vec![Column::words("trouble"), Column::numbers("times"), Column::words("what came of it")],
        rows: met.iter().map(|fault| cells(fault).into()).collect(),
    }
}

fn confirmations(kept: &PlayedDay) -> Figure {
    let legend = vec![
        Key::bar("ours", "until the mail was there"),
        Key::mark(Mark::No, "not confirmed, for this reason"),
    ];
    Figure::new("From the webhook to the mailbox", orders::chart(&orders::orders(kept)), legend)
}

fn item((nth, item): (usize, stock::Item)) -> Item {
    let mut legend = vec![Key::bar("ours", "can be sold"), Key::bar("coming", "on order")];
    match item.reorder_point {
        Some(point) if point != item.threshold => {
            legend.extend([Key::line("least", "alert"), Key::line("again", "reorder point")]);
        }
        Some(_) => legend.push(Key::line("least", "alert and reorder point")),
        None => legend.push(Key::line("least", "alert")),
    }
    let drawing = stock::chart(&item, &format!("stock-{nth}"));
    Item { figure: Figure::new(&item.title, drawing, legend), steps: item.steps }
}

fn dates(kept: &PlayedDay) -> Figure {
    let legend = vec![
        Key::bar("ours", "the promise"),
        Key::bar("late", "expected now"),
        Key::mark(Mark::Done, "there in time"),
        Key::mark(Mark::No, "there too late"),
        Key::mark(Mark::Told, "its buyer is told"),
    ];
    let drawing = promises::chart(&promises::promises(kept));
    Figure::new("What was promised, and what came", drawing, legend)
}

fn stages(kept: &PlayedDay) -> Figure {
    let legend = vec![
        Key::mark(Mark::Done, "done"),
        Key::mark(Mark::Person, "by a person"),
        Key::mark(Mark::Waits, "still to come"),
        Key::mark(Mark::No, "refused"),
    ];
    Figure::new("How far each is, and what was paid", returns::chart(&returns::cases(kept)), legend)
}

fn case(row: &returned::shown::Row) -> Case<'_> {
    Case {
        number: &row.number,
        shop: &row.shop,
        story: &row.story,
        what: &row.what,
        decision: &row.decision,
        because: &row.because,
        told: row.told.as_deref(),
        money: &row.money,
        how_far: &row.how_far,
    }
}

fn webhook(row: &shown::Row) -> Webhook<'_> {
    Webhook {
        what: format!("{} {}", row.order, row.event).trim().to_owned(),
        shop: &row.shop,
        took: seconds(row.took_ms),
        story: &row.story,
        answer: &row.answer,
        decision: &row.decision,
        because: row.because.replace('\n', ", "),
        mail: row.mail.as_ref(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{pages::proof, report::sample};

    #[test]
    fn the_page_has_all_of_it_and_nothing_that_runs_or_is_fetched() {
        let page = html(&sample::kept());
        proof::sound(&page);
        for told in [
            "A day of one shop, Thursday, 26 November 2026",
            "5 mails, each once and no dead letter",
            "1 of 2 orders confirmed",
            "held: sums differ",
            "40 pieces of PO-1 are there",
            "1 delay told 8 days before the promised day",
            "Too &lt;large&gt;",
            "They &lt;approve&gt; it",
            "What &lt;it&gt; shows",
        ] {
            assert!(page.contains(told), "{told}");
        }
    }

    #[test]
    fn a_mail_stays_in_its_frame() {
        let page = html(&sample::kept());
        // Each in its list, and four of them beside the stories.
        assert_eq!(page.matches("<iframe ").count(), 9);
        assert_eq!(page.matches(r#"<iframe sandbox="" "#).count(), 9);
        for escaped in [
            "srcdoc=\"&lt;html&gt;&lt;body&gt;&lt;script&gt;top.document",
            "Thank you, &quot;Ada&quot; &amp; others",
            "Order &lt;#1&gt; &amp; &quot;more&quot;",
            "with PO-1.pdf",
        ] {
            assert!(page.contains(escaped), "{escaped} in {page}");
        }
    }
}
