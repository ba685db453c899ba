//! The page: the day at a glance, its troubles, and the four stories with charts and mails.

use std::fmt::Write as _;

use super::{
    faults,
    glance::{self, Line},
    kept::Kept,
    letters::{self, About},
    orders, promises, returns, stock,
    svg::{Mark, escape},
    words::{listed, many, seconds, whole_day},
};

const STYLE: &str = include_str!("page.css");
/// Nothing may be fetched and nothing may run; the frames of the mails inherit it.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/// All of it.
pub(super) fn html(kept: &Kept) -> String {
    let lines = glance::lines(kept);
    let mut page = head(kept);
    facts(&mut page, kept);
    page.push_str(r#"<nav aria-label="The four automations"><ul class="glance">"#);
    for Line { id, name, figure, said } in &lines {
        let _ = write!(
            page,
            r##"<li class="card"><h2><a href="#{id}">{name}</a></h2><p class="figure">{}</p><p class="soft">{}.</p></li>"##,
            escape(figure),
            escape(&begun(said))
        );
    }
    page.push_str("</ul></nav>");
    troubles(&mut page, kept);
    let [order, low, date, back] = &lines;
    confirmations(&mut page, kept, order);
    stocks(&mut page, kept, low);
    dates(&mut page, kept, date);
    cases(&mut page, kept, back);
    afterwards(&mut page, kept);
    webhooks(&mut page, kept);
    page.push_str("</main><footer><p>Written by <code>cargo nightshift report</code> from the day’s own journal, mails and answers. Times are a laptop’s; addresses are masked.</p></footer></body></html>\n");
    page
}

fn head(kept: &Kept) -> String {
    let zone = kept.shops.first().map(super::kept::Shop::time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let title = match kept.shops.len() {
        1 => "A day of one shop".to_owned(),
        2 => "A day of two shops".to_owned(),
        n => format!("A day of {n} shops"),
    };
    let shops: Vec<String> =
        kept.shops.iter().map(|shop| format!("{} on {}", shop.name, platform(&shop.platform))).collect();
    format!(
        r#"<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="robots" content="noindex, nofollow"><meta name="referrer" content="no-referrer"><link rel="icon" href="data:,"><title>{title}, {day}</title><style>{STYLE}</style></head><body><header><p>Nightshift</p></header><main><h1>{title}</h1><p class="lead">{day}: <bdi>{shops}</bdi>. {verdict}.</p>"#,
        day = whole_day(kept.began, &zone),
        shops = escape(&listed(&shops)),
        verdict = escape(&faults::verdict(kept)),
    )
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

fn facts(page: &mut String, kept: &Kept) {
    let (webhooks, accepted) =
        (faults::answers(kept).count(), faults::answers(kept).filter(|a| *a == "accepted").count());
    let (orders, tasks) =
        (orders::orders(kept).len(), kept.events.iter().filter(|event| event.kind == "task.opened").count());
    page.push_str(r#"<ul class="facts">"#);
    for (value, name) in [
        (webhooks.to_string(), format!("webhooks, {accepted} of them news")),
        (orders.to_string(), "orders".to_owned()),
        (kept.events.len().to_string(), "events in the journal".to_owned()),
        (kept.mails.len().to_string(), "mails".to_owned()),
        (tasks.to_string(), "tasks for people".to_owned()),
        (seconds(kept.took_ms), "for all of it".to_owned()),
    ] {
        let _ = write!(page, "<li><b>{}</b> {}</li>", escape(&value), escape(&name));
    }
    page.push_str("</ul>");
}

fn troubles(page: &mut String, kept: &Kept) {
    let met = faults::faults(kept);
    if met.is_empty() {
        return;
    }
    page.push_str(r#"<section aria-labelledby="troubles"><h2 id="troubles">What was put in its way</h2><div class="card wide"><table><thead><tr><th scope="col">trouble</th><th scope="col">times</th><th scope="col">what came of it</th></tr></thead><tbody>"#);
    for fault in met {
        let _ = write!(
            page,
            r#"<tr><th scope="row">{}</th><td class="n">{}</td><td>{}</td></tr>"#,
            fault.what, fault.count, fault.so
        );
    }
    page.push_str("</tbody></table></div></section>");
}

/// The head of a story.
fn story(page: &mut String, line: &Line) {
    let _ = write!(
        page,
        r#"<section class="story" aria-labelledby="{id}"><h2 id="{id}">{}</h2><p class="lead"><b>{}</b>: {}.</p>"#,
        line.name,
        escape(&line.figure),
        escape(&line.said),
        id = line.id,
    );
}

fn figure(page: &mut String, title: &str, svg: &str, legend: &[(String, &str)]) {
    let _ = write!(page, r#"<figure class="card"><h3>{}</h3>{svg}"#, escape(title));
    if !legend.is_empty() {
        page.push_str(r#"<ul class="legend">"#);
        for (key, word) in legend {
            let _ = write!(page, "<li>{key} {}</li>", escape(word));
        }
        page.push_str("</ul>");
    }
    page.push_str("</figure>");
}

/// The mails of a story: one open beside the chart, all of them folded below.
fn mails(page: &mut String, kept: &Kept, which: About, first: &[&str]) {
    let mails = letters::of(kept, which);
    if let Some(mail) = letters::shown(&mails, first) {
        letters::open(page, mail);
    }
    page.push_str("</div>");
    letters::folded(page, kept, &mails);
}

fn confirmations(page: &mut String, kept: &Kept, line: &Line) {
    let orders = orders::orders(kept);
    story(page, line);
    page.push_str(r#"<div class="two">"#);
    let legend =
        [(swatch("ours"), "until the mail was there"), (Mark::No.alone(), "not confirmed, for this reason")];
    figure(page, "From the webhook to the mailbox", &orders::chart(&orders), &legend);
    mails(page, kept, About::Orders, &["order-confirmation"]);
    page.push_str("</section>");
}

fn stocks(page: &mut String, kept: &Kept, line: &Line) {
    story(page, line);
    let items = stock::items(kept);
    for (nth, item) in items.iter().enumerate() {
        page.push_str(r#"<div class="two">"#);
        let mut legend = vec![(swatch("ours"), "can be sold"), (swatch("coming"), "on order")];
        match item.reorder_point {
            Some(point) if point != item.threshold => {
                legend.extend([(dash("least"), "alert"), (dash("again"), "reorder point")]);
            }
            Some(_) => legend.push((dash("least"), "alert and reorder point")),
            None => legend.push((dash("least"), "alert")),
        }
        figure(page, &item.title, &stock::chart(item, &format!("stock-{nth}")), &legend);
        page.push_str(r#"<div class="card"><h3>Step by step</h3><ol class="steps">"#);
        for (step, number) in item.steps.iter().zip(1..) {
            let _ = write!(
                page,
                r#"<li><b class="n">{number}</b> <span>{} <span class="soft">{}</span></span></li>"#,
                escape(&step.said),
                escape(&step.by)
            );
        }
        page.push_str("</ol></div></div>");
    }
    page.push_str(r#"<div class="two">"#);
    let all = letters::of(kept, About::Stock);
    for message in ["low-stock", "purchase-order"] {
        if let Some(mail) = all.iter().find(|mail| mail.message == message) {
            letters::open(page, mail);
        }
    }
    page.push_str("</div>");
    letters::folded(page, kept, &all);
    page.push_str("</section>");
}

fn dates(page: &mut String, kept: &Kept, line: &Line) {
    story(page, line);
    page.push_str(r#"<div class="two">"#);
    let legend = [
        (swatch("ours"), "the promise"),
        (swatch("late"), "expected now"),
        (Mark::Done.alone(), "there in time"),
        (Mark::No.alone(), "there too late"),
        (Mark::Told.alone(), "its buyer is told"),
    ];
    figure(page, "What was promised, and what came", &promises::chart(&promises::promises(kept)), &legend);
    mails(page, kept, About::Promises, &["delivery-delayed"]);
    page.push_str("</section>");
}

fn cases(page: &mut String, kept: &Kept, line: &Line) {
    story(page, line);
    page.push_str(r#"<div class="two">"#);
    let cases = returns::cases(kept);
    let legend = [
        (Mark::Done.alone(), "done"),
        (Mark::Person.alone(), "by a person"),
        (Mark::Waits.alone(), "still to come"),
        (Mark::No.alone(), "refused"),
    ];
    figure(page, "How far each is, and what was paid", &returns::chart(&cases), &legend);
    mails(page, kept, About::Returns, &["return-update"]);
    let _ = write!(
        page,
        r#"<details class="card fold" open><summary>{} and why</summary><ul class="cases beside">"#,
        many(cases.len(), "decision")
    );
    for case in &cases {
        let row = case.row;
        let _ = write!(
            page,
            r#"<li><h3>{} <span class="soft">{}</span></h3><p>{}</p><dl><div><dt>Asked</dt><dd>{}</dd></div><div><dt>Decision</dt><dd><b>{}</b>: {}"#,
            escape(&row.number),
            escape(&row.shop),
            escape(&row.story),
            escape(&row.what.join("; ")),
            escape(&row.decision),
            escape(&row.because),
        );
        if let Some(told) = &row.told {
            let _ = write!(page, " <q>{}</q>", escape(told));
        }
        let _ = write!(
            page,
            "</dd></div><div><dt>Money</dt><dd>{}</dd></div><div><dt>How far</dt><dd>{}</dd></div></dl></li>",
            escape(&row.money.join("; ")),
            escape(&row.how_far),
        );
    }
    page.push_str("</ul></details></section>");
}

fn afterwards(page: &mut String, kept: &Kept) {
    let mails = letters::of(kept, About::House);
    if kept.evening.is_empty() && mails.is_empty() {
        return;
    }
    page.push_str(r#"<section class="story" aria-labelledby="afterwards"><h2 id="afterwards">People and the clock</h2>"#);
    let _ = write!(
        page,
        r#"<details class="card fold"><summary>{} done afterwards</summary><ol class="steps">"#,
        many(kept.evening.len(), "thing")
    );
    for (row, number) in kept.evening.iter().zip(1..) {
        let came = match row.mails.len() {
            0 => String::new(),
            n => format!(" <span class=\"soft\">{}</span>", many(n, "mail")),
        };
        let _ = write!(
            page,
            r#"<li><b class="n">{number}</b> <span>{}{came}<br><code>cargo nightshift {}</code></span></li>"#,
            escape(&row.story),
            escape(&row.command)
        );
    }
    page.push_str("</ol></details>");
    letters::folded(page, kept, &mails);
    page.push_str("</section>");
}

fn webhooks(page: &mut String, kept: &Kept) {
    page.push_str(
        r#"<section class="story" aria-labelledby="webhooks"><h2 id="webhooks">Every webhook</h2>"#,
    );
    let _ = write!(
        page,
        r#"<details class="card fold"><summary>{}, as they came</summary><ul class="cases rows">"#,
        many(kept.deliveries.len(), "delivery").replace("deliverys", "deliveries")
    );
    for row in &kept.deliveries {
        let what = format!("{} {}", row.order, row.event);
        let _ = write!(
            page,
            r#"<li><h3>{} <span class="soft">{}, {}</span></h3><p>{}</p><p class="soft">{}: <b>{}</b>"#,
            escape(what.trim()),
            escape(&row.shop),
            seconds(row.took_ms),
            escape(&row.story),
            escape(&row.answer),
            escape(&row.decision),
        );
        if !row.because.is_empty() {
            let _ = write!(page, ", {}", escape(&row.because.replace('\n', ", ")));
        }
        if let Some(mail) = &row.mail {
            let _ = write!(
                page,
                "; mail no. {} to <bdi>{}</bdi>, {}",
                mail.number,
                escape(&mail.to),
                escape(&mail.reported)
            );
        }
        page.push_str("</p></li>");
    }
    page.push_str("</ul></details></section>");
}

/// A bar's colour and pattern, for a legend.
fn swatch(class: &str) -> String {
    format!(
        r#"<svg class="key" viewBox="0 0 20 20" aria-hidden="true"><rect class="{class}" x="1" y="4" width="18" height="12" rx="3"/></svg>"#
    )
}

/// A line's, for a legend.
fn dash(class: &str) -> String {
    format!(
        r#"<svg class="key" viewBox="0 0 20 20" aria-hidden="true"><line class="{class}" x1="0" y1="10" x2="20" y2="10"/></svg>"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn the_page_has_all_of_it_and_nothing_that_runs_or_is_fetched() {
        let page = html(&sample::kept());
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
        // What is foreign stands escaped: in text, in the title, and in frames.
        for runs in
            ["<script", "javascript:", "onerror=\"", "<img", "<link rel=\"stylesheet", "@import", "url("]
        {
            assert!(!page.contains(runs), "{runs}");
        }
        assert!(!page.contains("src=\"") && !page.contains("href=\"http"), "nothing is asked for");
        assert_eq!(page.matches("<iframe ").count(), page.matches("<iframe sandbox=\"\" ").count());
        assert!(page.contains("content=\"default-src 'none';"), "{}", page.get(..400).unwrap_or_default());
    }

    #[test]
    fn names_are_given_once() {
        let page = html(&sample::kept());
        let mut ids: Vec<&str> =
            page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{ids:?}");
        for wanted in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(ids.contains(&wanted), "{wanted}");
        }
    }
}
