//! A reader of pages without JavaScript: follows links, fills in forms as a browser does, and goes where they lead.

use std::future::Future;

use domain::Timestamp;
use returns_portal::ReturnsPortal;
use scraper::{ElementRef, Html, Selector};
use shell::{Answer, HttpRequest};

/// What pages are asked of.
pub trait Site {
    /// Answers; nothing stands at an address that no route has.
    fn ask(&self, asked: HttpRequest) -> impl Future<Output = Answer> + Send;
    /// The parameters of an address' path, as the API's routes name them.
    fn parameters(&self, path: &str) -> Vec<(String, String)>;
}

/// Somebody at a page.
pub struct Reader<'s, S: Site> {
    site: &'s S,
    /// The page's path, with its question.
    pub at: String,
    /// What is there.
    pub answer: Answer,
    /// Languages that the reader wishes for.
    pub languages: String,
}

/// Of redirects in a row a browser follows so many.
const MOST_STEPS: usize = 20;

impl<'s, S: Site> Reader<'s, S> {
    /// Opens an address.
    pub async fn open(site: &'s S, path: &str) -> Self {
        let mut reader =
            Self { site, at: String::new(), answer: Answer::text(0, ""), languages: "en".into() };
        reader.go(path).await;
        reader
    }

    /// Goes to an address, seen from where the reader is.
    pub async fn go(&mut self, address: &str) {
        self.send("GET", address, Vec::new()).await;
    }

    async fn send(&mut self, method: &str, address: &str, body: Vec<u8>) {
        let (mut method, mut body) = (method, body);
        let mut address = address.to_owned();
        for _ in 0..MOST_STEPS {
            self.at = joined(&self.at, &address);
            let (path, question) = self.at.split_once('?').unwrap_or((&self.at, ""));
            let pair = |pair: &str| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                (name.to_owned(), value.to_owned())
            };
            let mut headers = vec![("accept-language".to_owned(), self.languages.clone())];
            if method == "POST" {
                headers.push(("content-type".into(), "application/x-www-form-urlencoded".into()));
            }
            let asked = HttpRequest {
                method: method.into(),
                headers,
                path: self.site.parameters(path),
                query: question.split('&').filter(|part| !part.is_empty()).map(pair).collect(),
                body: std::mem::take(&mut body),
            };
            self.answer = self.site.ask(asked).await;
            let to = self.answer.headers.iter().find(|(name, _)| *name == "location");
            match (self.answer.status, to) {
                (303, Some((_, to))) => (method, address) = ("GET", to.clone()),
                _ => return,
            }
        }
        panic!("{} leads round in circles", self.at);
    }

    /// Fills in the form that has this button and presses it. Fields that aren't named keep what the page says.
    pub async fn press(&mut self, button: &str, fields: &[(&str, &str)]) {
        let body = self.form(button, fields);
        self.send("POST", &self.at.clone(), body).await;
    }

    /// The same, twice: what a double click sends.
    pub async fn press_twice(&mut self, button: &str, fields: &[(&str, &str)]) {
        let (body, at) = (self.form(button, fields), self.at.clone());
        self.send("POST", &at, body.clone()).await;
        self.send("POST", &at, body).await;
    }

    /// Sends fields that no page offers.
    pub async fn forge(&mut self, fields: &[(&str, &str)]) {
        let body = encoded(fields.iter().copied());
        self.send("POST", &self.at.clone(), body).await;
    }

    /// What a browser would send of the form that has this button.
    fn form(&self, button: &str, filled: &[(&str, &str)]) -> Vec<u8> {
        let html = Html::parse_document(&self.answer.body.to_text());
        let selector = |text: &str| Selector::parse(text).expect("a selector");
        let presses = |form: &ElementRef<'_>| {
            let mut buttons =
                form.select(&selector("button[name=do], input[type=submit][name=do]")).collect::<Vec<_>>();
            buttons.retain(|own| own.value().attr("value") == Some(button));
            !buttons.is_empty()
        };
        let form = html.select(&selector("form[method=post]")).find(presses);
        let form = form.unwrap_or_else(|| panic!("no button {button} on\n{}", self.text()));
        let mut fields: Vec<(String, String)> = Vec::new();
        for field in form.select(&selector("input[name], select[name], textarea[name]")) {
            let element = field.value();
            let name = element.attr("name").unwrap_or_default().to_owned();
            let value = match (element.name(), element.attr("type")) {
                ("select", _) => {
                    let options: Vec<_> = field.select(&selector("option")).collect();
                    let chosen = options.iter().find(|option| option.value().attr("selected").is_some());
                    let chosen = chosen.or(options.first());
                    chosen.map(|option| match option.value().attr("value") {
                        Some(value) => value.to_owned(),
                        None => option.text().collect(),
                    })
                }
                ("textarea", _) => Some(field.text().collect()),
                (_, Some("radio" | "checkbox")) => {
                    element.attr("checked").map(|_| element.attr("value").unwrap_or("on").to_owned())
                }
                (_, Some("submit" | "file")) => None,
                _ => Some(element.attr("value").unwrap_or_default().to_owned()),
            };
            fields.extend(value.map(|value| (name, value)));
        }
        for (name, value) in filled {
            let known =
                form.select(&selector("[name]")).any(|field| field.value().attr("name") == Some(*name));
            assert!(known, "no field {name} on\n{}", self.text());
            fields.retain(|(own, _)| own != name);
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
        fields.push(("do".into(), button.into()));
        encoded(fields.iter().map(|(name, value)| (name.as_str(), value.as_str())))
    }

    /// Where the form for a file is sent, and what it says beside the file.
    pub fn upload(&self) -> (String, Vec<(String, String)>) {
        let html = Html::parse_document(&self.answer.body.to_text());
        let selector = |text: &str| Selector::parse(text).expect("a selector");
        let form = html.select(&selector("form[enctype='multipart/form-data']")).next();
        let form = form.unwrap_or_else(|| panic!("no form for a file on\n{}", self.text()));
        let said = |field: ElementRef<'_>| {
            let of = |name: &str| field.value().attr(name).unwrap_or_default().to_owned();
            (of("name"), of("value"))
        };
        let fields = form.select(&selector("input[type=hidden]")).map(said).collect();
        (form.value().attr("action").unwrap_or_default().to_owned(), fields)
    }

    /// The page's text, with its spaces as they are read.
    pub fn text(&self) -> String {
        let html = Html::parse_document(&self.answer.body.to_text());
        let body = Selector::parse("body").expect("a selector");
        let text: String = html.select(&body).flat_map(|body| body.text()).collect::<Vec<_>>().join(" ");
        // Marks that fence directions are nothing that anybody reads.
        let plain: String = text.chars().filter(|c| !('\u{2066}'..='\u{2069}').contains(c)).collect();
        plain.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Where the page's links lead that begin so.
    pub fn links(&self, beginning: &str) -> Vec<String> {
        let html = Html::parse_document(&self.answer.body.to_text());
        let all = Selector::parse("a[href]").expect("a selector");
        let hrefs = html.select(&all).filter_map(|a| a.value().attr("href")).map(str::to_owned);
        hrefs.filter(|href| href.starts_with(beginning)).collect()
    }
}

/// An address, seen from another: as browsers resolve paths.
fn joined(from: &str, to: &str) -> String {
    let path = from.split('?').next().unwrap_or_default();
    if to.starts_with('/') {
        return to.to_owned();
    }
    if to.is_empty() {
        return path.to_owned();
    }
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in to.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "." => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn encoded<'f>(fields: impl Iterator<Item = (&'f str, &'f str)>) -> Vec<u8> {
    let escape = |text: &str| -> String {
        let sign = |byte: u8| match byte {
            b' ' => "+".to_owned(),
            byte if byte.is_ascii_alphanumeric() || b"-_.*".contains(&byte) => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        };
        text.bytes().map(sign).collect()
    };
    fields
        .map(|(name, value)| format!("{}={}", escape(name), escape(value)))
        .collect::<Vec<_>>()
        .join("&")
        .into_bytes()
}

/// The portal at a moment.
pub struct Portal {
    /// Its door.
    pub door: ReturnsPortal,
    /// When it is.
    pub now: Timestamp,
}

impl Site for Portal {
    async fn ask(&self, asked: HttpRequest) -> Answer {
        self.door.answer_at(&asked, self.now).await
    }

    fn parameters(&self, path: &str) -> Vec<(String, String)> {
        let mut parts = path.split('/').skip(1);
        let name = match parts.next() {
            Some("returns") => "shop",
            Some("return") => "link",
            Some("returns-desk") => "desk",
            _ => return Vec::new(),
        };
        let page = |page: &str| ("page".to_owned(), page.to_owned());
        let own = parts.next().map(|own| (name.to_owned(), own.to_owned()));
        own.into_iter().chain(parts.next().map(page)).collect()
    }
}
