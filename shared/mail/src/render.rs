//! From a request to a mail.

use crate::{
    About, Request, Unmailable,
    about::{Scene, ShopView},
    clean,
    links::Hosts,
    locale::Speech,
    messages::message,
    mime,
    strings::Fence,
    templates::engine,
};

/// A mail, ready for SES.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The sender's bare address.
    pub from: String,
    /// The one recipient's bare address.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The plain part.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// The locale spoken, region included: `ar-EG` for strings of `ar` with Egypt's digits.
    pub locale: String,
    /// The whole as MIME.
    pub raw: Vec<u8>,
}

/// Makes a mail. The same request becomes the same bytes.
pub fn render(request: &Request) -> Result<Mail, Unmailable> {
    let message = message(request.message).filter(|m| m.about == request.about.kind());
    let name = message.ok_or(Unmailable::UnknownMessage)?.name;
    let theirs = match request.about {
        About::Order(order) => order.locale.as_deref(),
        About::Task(..) => None,
    };
    let speech = Speech::choose(request.locale.or(theirs), request.shop);
    let to = mime::recipient(request)?;
    let hosts = Hosts::of(request.shop);
    let shop = ShopView::of(request, &hosts)?;
    let scene = Scene::of(request, &speech, &shop, &hosts)?;

    let part = |file: &str, fence, subject: &str| -> Result<String, Unmailable> {
        Ok(engine().get_template(&format!("{name}/{file}"))?.render(scene.names(fence, subject))?)
    };
    let subject = clean::header(&clean::line(&part("subject.txt", Fence::Never, "")?, "subject")?);
    let text = part("text.txt", Fence::WhereDirectionsMix, &subject)?;
    let html = part("html.html", Fence::WhereDirectionsMix, &subject)?;
    let text = tidy(&text);

    let subject = match request.redirect_to {
        Some(_) => clean::header(&clean::line(&scene.redirected(&subject)?, "subject")?),
        None => subject,
    };
    let envelope = mime::Envelope::of(request, &to, &shop, &speech)?;
    let raw = envelope.build(&subject, &text, &html, &scene.inline)?;
    Ok(Mail { from: envelope.from, to, subject, text, html, locale: speech.tag, raw })
}

/// At most one empty line in a row, none at either end.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.trim().lines().map(str::trim_end) {
        if !(line.is_empty() && out.ends_with("\n\n")) {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}
