//! Forms that a browser posts to the local cloud's S3: it takes what S3 takes, and nothing else.

use bundle_tests::kept::{self, Browser};
use domain::Timestamp;
use objects::{Objects, UploadForm};
use reqwest::{
    Client,
    header::{CONTENT_TYPE, LOCATION},
    redirect,
};

/// Posts as a browser does, and goes nowhere by itself.
struct Posts(Client);

const BOUNDARY: &str = "nightshift-test-boundary";

impl Browser for Posts {
    async fn post(&self, form: &UploadForm, file: &[u8]) -> Result<Option<String>, String> {
        let mut body = Vec::new();
        for (name, value) in &form.fields {
            let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
            body.extend([head.as_bytes(), value.as_bytes(), b"\r\n"].concat());
        }
        let named = "Content-Disposition: form-data; name=\"file\"; filename=\"photo.jpg\"";
        let head = format!("--{BOUNDARY}\r\n{named}\r\nContent-Type: image/jpeg\r\n\r\n");
        body.extend([head.as_bytes(), file, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat());
        let posted =
            self.0.post(&form.url).header(CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"));
        let answer = posted.body(body).send().await.expect("it answers");
        match answer.status().as_u16() {
            303 => {
                let address = answer.headers().get(LOCATION).expect("an address");
                Ok(Some(address.to_str().expect("text").to_owned()))
            }
            204 => Ok(None),
            status => {
                let text = answer.text().await.expect("a text");
                let code = text.split("<Code>").nth(1).and_then(|rest| rest.split("</Code>").next());
                Err(code.unwrap_or_else(|| panic!("{status} {text}")).to_owned())
            }
        }
    }
}

/// What a form promises holds there.
pub(crate) async fn as_promised(objects: &Objects) {
    let client = Client::builder().redirect(redirect::Policy::none()).build().expect("a client");
    kept::forms(objects, &Posts(client), Timestamp::now()).await;
}
