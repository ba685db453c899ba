//! What people do with the links in mails about returns.

use std::sync::PoisonError;

use scraper::{Html, Selector};
use shell::{Answer, HttpRequest as Http};

use super::{Returning, acme, entity};

impl Returning {
    /// Mails that went out to an address, oldest first.
    pub fn mails(&self, to: &str) -> Vec<mail::Mail> {
        let mails = self.mails.0.lock().unwrap_or_else(PoisonError::into_inner);
        mails.iter().filter(|mail| mail.to == to).cloned().collect()
    }

    /// All mails that went out, oldest first.
    pub fn all_mails(&self) -> Vec<mail::Mail> {
        self.mails.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The tokens of the links in a mail, as they follow each other.
    pub fn tokens(mail: &mail::Mail) -> Vec<String> {
        crate::buying::Buying::tokens(mail)
    }

    /// A page behind a link, or what comes of its form.
    pub async fn ask(&self, method: &str, token: &str, body: &str) -> Answer {
        let asked = || Http {
            method: method.into(),
            path: vec![("token".into(), token.into())],
            headers: vec![("content-type".into(), "application/x-www-form-urlencoded".into())],
            body: body.into(),
            ..Http::default()
        };
        for _ in 0..12 {
            let answer = self.faults.survive(self.door.act(&asked(), self.now)).await;
            if let Some(answer) = answer.filter(|answer| answer.status != 503) {
                return answer;
            }
        }
        panic!("the page doesn't come");
    }

    /// As a reader does who presses the button; answers whether there was one.
    pub async fn press(&self, token: &str) -> bool {
        let answer = self.ask("GET", token, "").await;
        assert_eq!(answer.status, 200);
        let page = Html::parse_document(&answer.body.to_text());
        let selector = Selector::parse("form[method=post] input[type=hidden]").expect("a selector");
        let field = page.select(&selector).next();
        let form = field.and_then(|field| Some(format!("{}={}", field.attr("name")?, field.attr("value")?)));
        let Some(form) = form else { return false };
        self.ask("POST", token, &form).await.status == 200
    }

    /// Somebody follows their link without a mail: the event that its page would write.
    pub async fn vote(&self, key: &str, route: &str, yes: bool) {
        let kept = self.kept(key).await;
        let word = if yes { domain::returns::told::APPROVE } else { domain::returns::told::REFUSE };
        let first = || domain::returns::told::PutToPeople::effect(kept.rma.rounds, None);
        let matter = kept.put_last(route).map_or_else(first, domain::returns::record::Put::matter);
        let action = domain::action::Action::new(word, &matter, route);
        let told = self.store.event(&acme(), &entity(key), &matter).await.expect("readable").expect("asked");
        let zone = testkit::orders::shop().time_zone();
        let taken = action.taken(&told.event, self.now, &zone).expect("somebody told it");
        self.say(&entity(key), taken).await;
    }
}
