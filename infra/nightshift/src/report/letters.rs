//! The mails, each in a frame of its own that can run nothing, send nothing and ask for nothing.
//!
//! A mail is foreign text: it holds what buyers and shops wrote. It stands escaped in the attribute `srcdoc` of a frame with an
//! empty `sandbox`: no scripts, no forms, no way out, an origin of its own. The page's policy goes into the frame as well, so
//! that not even a picture is fetched.

use std::fmt::Write as _;

use super::{
    kept::{Kept, Mail},
    svg::escape,
    words::{clock, many},
};

/// Which automation a mail belongs to, by its message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    Orders,
    Stock,
    Promises,
    Returns,
    /// Tasks, and what the day came to.
    House,
}

/// By the message's folder; what belongs to no automation is the house's.
fn about(message: &str) -> About {
    match message {
        "order-confirmation" | "order-updated" => About::Orders,
        "low-stock" => About::Stock,
        _ if message.starts_with("stock-") || message.starts_with("purchase-") => About::Stock,
        _ if message.starts_with("delivery-") => About::Promises,
        "withdrawal-received" => About::Returns,
        _ if message.starts_with("return-") => About::Returns,
        _ => About::House,
    }
}

/// The mails of an automation, as they were sent.
pub(super) fn of(kept: &Kept, which: About) -> Vec<&Mail> {
    kept.mails.iter().filter(|mail| about(&mail.message) == which).collect()
}

/// One of them to be looked at beside the chart: the first of the message that tells most.
pub(super) fn shown<'k>(mails: &[&'k Mail], first: &[&str]) -> Option<&'k Mail> {
    let of = |message: &&str| mails.iter().find(|mail| mail.message == **message);
    first.iter().find_map(of).or(mails.first()).copied()
}

/// A mail as it looks, open.
pub(super) fn open(page: &mut String, mail: &Mail) {
    let _ = write!(page, r#"<figure class="card letter"><figcaption>{}</figcaption>"#, heading(mail));
    frame(page, mail, "");
    page.push_str("</figure>");
}

/// All mails of an automation, folded up.
pub(super) fn folded(page: &mut String, kept: &Kept, mails: &[&Mail]) {
    if mails.is_empty() {
        return;
    }
    let _ = write!(
        page,
        r#"<details class="card fold"><summary>{}</summary><div class="letters">"#,
        many(mails.len(), "mail")
    );
    let zone = kept.shops.first().map(super::kept::Shop::time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
    for mail in mails {
        let _ = write!(page, r#"<details class="one"><summary>{}</summary><p class="soft">"#, heading(mail));
        let _ = write!(page, "{}, {}", escape(&mail.message), clock(mail.arrived, &zone));
        if !mail.reported.is_empty() {
            let _ = write!(page, ", SES reports {}", escape(&mail.reported));
        }
        if !mail.files.is_empty() {
            let _ = write!(page, ", with {}", escape(&mail.files.join(", ")));
        }
        page.push_str("</p>");
        frame(page, mail, " again");
        page.push_str("</details>");
    }
    page.push_str("</div></details>");
}

fn heading(mail: &Mail) -> String {
    format!(
        r#"<b><bdi>{}</bdi></b> <span class="soft">no. {} to <bdi>{}</bdi></span>"#,
        escape(&mail.subject),
        mail.number,
        escape(&mail.to)
    )
}

/// The mail itself. `more` tells two frames of one mail apart.
fn frame(page: &mut String, mail: &Mail, more: &str) {
    if mail.html.is_empty() {
        page.push_str(r#"<p class="soft">It has no HTML.</p>"#);
        return;
    }
    let _ = write!(
        page,
        r#"<iframe sandbox="" loading="lazy" referrerpolicy="no-referrer" title="Mail {}{more}" srcdoc="{}"></iframe>"#,
        mail.number,
        escape(&mail.html)
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn every_message_belongs_somewhere() {
        let root =
            crate::cloud::house::House::find().expect("the project").root().join("shared/mail/messages");
        let folders = std::fs::read_dir(root).expect("the messages").flatten();
        let own: Vec<String> = folders
            .filter_map(|folder| folder.file_name().into_string().ok())
            .filter(|message| about(message) == About::House)
            .collect();
        let mut own: Vec<&str> = own.iter().map(String::as_str).collect();
        own.sort_unstable();
        assert_eq!(
            own,
            ["owner-digest", "task"],
            "a new automation's messages belong to a story of the page"
        );
    }

    #[test]
    fn a_mail_stays_in_its_frame() {
        let kept = sample::kept();
        let mut page = String::new();
        open(&mut page, &kept.mails[0]);
        folded(&mut page, &kept, &of(&kept, About::Stock));
        assert!(!page.contains("<script") && !page.contains("<img"), "{page}");
        assert_eq!(page.matches(r#"<iframe sandbox="" "#).count(), 2);
        assert!(page.contains("srcdoc=\"&lt;html&gt;&lt;body&gt;&lt;script&gt;top.document"), "{page}");
        assert!(page.contains("Thank you, &quot;Ada&quot; &amp; others"), "{page}");
        assert!(
            page.contains("Order &lt;#1&gt; &amp; &quot;more&quot;") && page.contains("with PO-1.pdf"),
            "{page}"
        );
    }
}
