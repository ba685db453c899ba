//! A page of the browser, as a test handles it.

use std::{
    fs,
    sync::Arc,
    thread::sleep,
    time::{Duration, Instant},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bundle_tests::samples::root;
use serde_json::{Value, json};

use crate::{
    chromium::{Chromium, chromium},
    desk::{Answer, Desk},
};

/// Where a mail is shown; nobody's address.
const OF_MAILS: &str = "https://mail.invalid/mail";

/// No page takes longer to come, however busy the machine is.
const PATIENCE: Duration = Duration::from_secs(60);

/// A page. What it shows is told by `open` or `show`; it is closed when it is dropped. Its calls wait: in a test of tokio
/// they belong on a thread of their own.
#[derive(Debug)]
pub(crate) struct Page {
    chromium: Arc<Chromium>,
    context: String,
    session: String,
    desk: Arc<Desk>,
}

/// A new page, 700 px wide, in the light; none where there is no browser, and the test is then skipped.
pub(crate) fn page() -> Option<Page> {
    let chromium = chromium()?;
    let ask = |method, params| chromium.call(None, method, params).expect("Chromium makes pages");
    let text = |value: &Value| value.as_str().expect("an id").to_owned();
    // A context of its own: no page sees another's cookies.
    let context = text(&ask("Target.createBrowserContext", json!({}))["browserContextId"]);
    let new = json!({"url": "about:blank", "browserContextId": context});
    let target = text(&ask("Target.createTarget", new)["targetId"]);
    let session =
        text(&ask("Target.attachToTarget", json!({"targetId": target, "flatten": true}))["sessionId"]);
    let desk = Arc::new(Desk::new());
    chromium.hear(&session, Arc::clone(&desk));
    let page = Page { chromium, context, session, desk };
    for domain in ["Page.enable", "Runtime.enable", "Log.enable", "Fetch.enable"] {
        page.call(domain, json!({}));
    }
    page.set_width(700);
    Some(page)
}

impl Page {
    fn call(&self, method: &str, params: Value) -> Value {
        self.chromium.call(Some(&self.session), method, params).unwrap_or_else(|e| panic!("{e}"))
    }

    /// Goes to an address and waits until all of it is there. On this machine it is really asked; any other is
    /// answered by what is laid out for it.
    pub(crate) fn open(&self, url: &str) {
        let went = self.call("Page.navigate", json!({"url": url}));
        assert!(went.get("errorText").is_none(), "{url}: {went}");
        self.until("document.readyState === 'complete'");
    }

    /// Waits until an expression is true. A page that is being left takes a question with it: the next one is asked again.
    pub(crate) fn until(&self, expression: &str) {
        let from = Instant::now();
        loop {
            let is = self.chromium.call(
                Some(&self.session),
                "Runtime.evaluate",
                json!({"expression": expression}),
            );
            if is.as_ref().is_ok_and(|is| is["result"]["value"] == true) {
                return;
            }
            assert!(from.elapsed() < PATIENCE, "never: {expression}; {is:?}; {}", self.text("body"));
            sleep(Duration::from_millis(10));
        }
    }

    /// Does what leads to another page, and waits until all of that one is there.
    pub(crate) fn leave(&self, go: impl FnOnce(&Self)) {
        self.evaluate("document.documentElement.dataset.left = 1; 0");
        go(self);
        self.until("document.readyState === 'complete' && !document.documentElement.dataset.left");
    }

    /// Goes to an address without waiting for what is there.
    pub(crate) fn go(&self, url: &str) {
        let went = self.call("Page.navigate", json!({"url": url}));
        assert!(went.get("errorText").is_none(), "{url}: {went}");
    }

    /// Runs a script a moment later: an answer from a page that goes away by it might not come.
    pub(crate) fn soon(&self, script: &str) {
        self.evaluate(&format!("setTimeout(() => {script}); 0"));
    }

    /// What its reader likes to read.
    pub(crate) fn set_language(&self, language: &str) {
        self.call("Network.enable", json!({}));
        self.call("Network.setExtraHTTPHeaders", json!({"headers": {"Accept-Language": language}}));
    }

    /// Whether pages may run scripts. What a test evaluates runs all the same.
    pub(crate) fn set_scripts(&self, run: bool) {
        self.call("Emulation.setScriptExecutionDisabled", json!({"value": !run}));
    }

    /// Shows an HTML text, as a mail client does.
    pub(crate) fn show(&self, html: &str) {
        self.lay_out(OF_MAILS, Answer::html(html));
        self.open(OF_MAILS);
    }

    /// Lays out the answer to an address.
    pub(crate) fn lay_out(&self, url: &str, answer: Answer) {
        self.desk.lay_out(url, answer);
    }

    /// How wide it is. Up to 500 px it is a phone: nothing shrinks the page but what the page says itself.
    pub(crate) fn set_width(&self, width: u32) {
        let phone = width <= 500;
        let size = json!({"width": width, "height": 800, "deviceScaleFactor": if phone { 2 } else { 1 }, "mobile": phone});
        self.call("Emulation.setDeviceMetricsOverride", size);
    }

    /// Whether its reader likes the dark.
    pub(crate) fn set_dark(&self, dark: bool) {
        let value = if dark { "dark" } else { "light" };
        let features = json!([{"name": "prefers-color-scheme", "value": value}]);
        self.call("Emulation.setEmulatedMedia", json!({"features": features}));
    }

    /// Whether pictures come. It counts for what is shown from then on.
    pub(crate) fn set_pictures(&self, come: bool) {
        self.call("Network.enable", json!({}));
        self.call("Network.setCacheDisabled", json!({"cacheDisabled": true}));
        self.desk.set_pictures(come);
    }

    /// What an expression comes to; a promise is awaited.
    pub(crate) fn evaluate(&self, script: &str) -> Value {
        let said = json!({"expression": script, "returnByValue": true, "awaitPromise": true});
        let mut answer = self.call("Runtime.evaluate", said);
        let shown = script.get(..200).unwrap_or(script);
        assert!(answer.get("exceptionDetails").is_none(), "{shown}: {}", answer["exceptionDetails"]);
        answer["result"]["value"].take()
    }

    /// Clicks on the middle of the first element of this selector, as a mouse does.
    pub(crate) fn click(&self, selector: &str) {
        self.clicks(selector, 1);
    }

    /// Clicks twice on it.
    pub(crate) fn double_click(&self, selector: &str) {
        self.clicks(selector, 2);
    }

    fn clicks(&self, selector: &str, times: u32) {
        let place = format!(
            "(() => {{ const e = document.querySelector({}); e.scrollIntoView({{block: 'center'}}); \
             const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; }})()",
            json!(selector)
        );
        let place = self.evaluate(&place);
        for count in 1..=times {
            for kind in ["mousePressed", "mouseReleased"] {
                let event = json!({"type": kind, "x": place[0], "y": place[1], "button": "left", "clickCount": count});
                self.call("Input.dispatchMouseEvent", event);
            }
        }
    }

    /// Presses the enter key on whatever has the focus.
    pub(crate) fn press_enter(&self) {
        let key = json!({"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"});
        for kind in ["keyDown", "keyUp"] {
            let mut event = key.clone();
            event["type"] = kind.into();
            self.call("Input.dispatchKeyEvent", event);
        }
    }

    /// The text that is seen in the first element of this selector.
    pub(crate) fn text(&self, selector: &str) -> String {
        let text = self.evaluate(&format!("document.querySelector({})?.innerText", json!(selector)));
        text.as_str().unwrap_or_else(|| panic!("{selector}: nothing is there")).to_owned()
    }

    /// How wide its contents are, in pixels: more than it is itself, and it must be scrolled sideways.
    pub(crate) fn contents_width(&self) -> u64 {
        let width =
            self.evaluate("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)");
        width.as_u64().expect("a number")
    }

    /// All addresses that were asked for so far.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.desk.asked()
    }

    /// What a quiet page never does.
    pub(crate) fn noise(&self) -> Vec<String> {
        sleep(Duration::from_millis(20)); // what it has just done is told a little later
        self.desk.noise()
    }

    /// A picture of all of it, for a person to look at, `.local/browser/NAME.png`: where tests are chosen by name, or with
    /// `--full`. Taking them is a third of a whole run's time, and nobody looks at hundreds.
    pub(crate) fn screenshot(&self, name: &str) {
        if are_wanted() {
            self.picture(name);
        }
    }

    /// Such a picture in any case.
    pub(crate) fn picture(&self, name: &str) {
        let manner = json!({"format": "png", "captureBeyondViewport": true, "optimizeForSpeed": true});
        let shot = self.call("Page.captureScreenshot", manner);
        let png = STANDARD.decode(shot["data"].as_str().expect("a picture")).expect("base64");
        let file = root().join(".local/browser").join(format!("{name}.png"));
        fs::write(&file, png).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    }
}

/// Whether somebody wants to look at all pictures.
pub(crate) fn are_wanted() -> bool {
    testkit::is_full() || std::env::var_os("NIGHTSHIFT_PICTURES").is_some()
}

impl Drop for Page {
    fn drop(&mut self) {
        self.chromium.forget(&self.session);
        let context = json!({"browserContextId": self.context});
        _ = self.chromium.call(None, "Target.disposeBrowserContext", context);
    }
}
