//! The pages that commands write, as they write them: they read well on a desk and on a phone, and what is in the mails of
//! `cargo nightshift report` stays there.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use bundle_tests::samples::root;
use serde_json::json;

use crate::{
    axe,
    desk::Answer,
    page::{Page, page},
};

const AT: &str = "https://report.invalid/report.html";

/// The least contrast of letters on drawings: those in discs stand on the ink, all others on the card.
const CONTRAST: &str = "(() => {
    const light = colour => {
        const part = value => { const v = value / 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
        const [r, g, b] = colour.match(/[\\d.]+/g).map(Number);
        return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
    };
    const ratio = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
    const card = getComputedStyle(document.querySelector('.card')).backgroundColor;
    const ground = text => text.matches('.bead-n') ? getComputedStyle(document.querySelector('.bead')).fill : card;
    return Math.min(...[...document.querySelectorAll('.chart text')].map(text => ratio(getComputedStyle(text).fill, ground(text))));
})()";

/// The command line, as it was built.
fn binary() -> PathBuf {
    let here = std::env::current_exe().expect("a test is a program");
    let binary = here.ancestors().nth(2).expect("tests lie in deps, beside the binaries").join("nightshift");
    assert!(binary.is_file(), "nightshift isn't built: cargo nightshift test builds it");
    binary
}

/// The page of the small day that the command's own tests have: its shop and its mails are hostile.
fn written() -> String {
    let state = tempfile::tempdir().expect("a folder");
    let out = state.path().join("out.html");
    let report = || {
        let mut command = Command::new(binary());
        command.args(["report", "--open", "no", "--out"]).arg(&out);
        command.current_dir(root()).env("NIGHTSHIFT_STATE", state.path()).output().expect("it runs")
    };
    let refused = report();
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(2), "{said}");
    assert!(said.contains("no day has been played") && said.contains("cargo nightshift up"), "{said}");
    let day = root().join("infra/nightshift/src/report/sample.json");
    fs::copy(day, state.path().join("day.json")).expect("it can be copied");
    let done = report();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    fs::read_to_string(out).expect("it was written")
}

/// It reads well on every width, in light and dark.
fn reads_well(page: &Page, html: &str, name: &str) {
    page.lay_out(AT, Answer::html(html));
    for (width, dark) in [(1280, false), (1280, true), (700, false), (390, true), (390, false), (320, false)]
    {
        page.set_width(width);
        page.set_dark(dark);
        page.open(AT);
        page.evaluate("document.querySelectorAll('details').forEach(folded => folded.open = true)");
        let widest = page.contents_width();
        assert!(widest <= u64::from(width), "{name}: {widest} at {width} px");
        // What stands on a drawing is read, on a phone as well.
        let letters = "Math.min(...[...document.querySelectorAll('.chart text')].filter(text => text.checkVisibility()).map(text => text.getBoundingClientRect().height))";
        assert!(
            page.evaluate(letters).as_f64().is_some_and(|high| high >= 9.0),
            "{name}, {width}: {:?}",
            page.evaluate(letters)
        );
        if axe::is_there() && [1280, 390].contains(&width) {
            // Letters on a drawing have no background that axe knows of: their contrast is reckoned below.
            let found = page.axe(&[]).into_iter();
            let found: Vec<_> = found
                .filter(|fault| !(fault.starts_with("color-contrast") && fault.contains("<text")))
                .collect();
            assert_eq!(found, Vec::<String>::new(), "{name}, {width} px, dark: {dark}");
        }
        let least = page.evaluate(CONTRAST).as_f64().unwrap_or_default();
        assert!(least >= 4.5, "{name}: letters on drawings: {least} : 1, dark: {dark}");
        let light = if dark { "dark" } else { "light" };
        page.screenshot(&format!("{name}-{width}-{light}"));
    }
    assert_eq!(page.evaluate("document.scripts.length"), json!(0), "{name}");
}

/// Where nothing is in frames that is kept from running, Chromium has nothing to say.
fn is_quiet(page: &Page, name: &str) {
    let outside: Vec<_> = page.asked().into_iter().filter(|url| *url != AT).collect();
    assert_eq!(outside, Vec::<String>::new(), "{name}: nothing is fetched");
    assert_eq!(page.noise(), Vec::<String>::new(), "{name}");
}

/// What a command writes behind `--report`.
fn reported(folder: &Path, code: i32, args: &[&str]) -> String {
    let out = folder.join("report.html");
    let done = Command::new(binary()).args(args).arg("--report").arg(&out).current_dir(root()).output();
    let done = done.expect("it runs");
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.code() == Some(code), "{args:?}: {said}");
    fs::read_to_string(out).expect("it was written")
}

/// Order lines of three items, one of them unreadable, over eight months.
fn lines(folder: &Path) -> PathBuf {
    let path = folder.join("lines.csv");
    let mut text = String::from(
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n9,10000,CUP,many,2011-05-01 10:00:00,1,1,X\n",
    );
    for day in 0..240_u32 {
        let (month, of_month) = (day / 28 + 1, day % 28 + 1);
        for (item, pieces) in [(1, 3), (2, day % 7 * 4), (3, day % 4)].into_iter().filter(|(_, n)| *n > 0) {
            let line = writeln!(
                text,
                "{day}{item},1000{item},\"CUP <{item}>, BLUE\",{pieces},2011-{month:02}-{of_month:02} 10:00:00,{item}.50,1,X"
            );
            line.expect("a text takes all");
        }
    }
    fs::write(&path, text).expect("it can be written");
    path
}

#[test]
fn reports_with_charts_and_tables_read_well_everywhere() {
    let Some(page) = page() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let lines = lines(folder.path());
    let lines = lines.to_str().expect("a path in letters");
    let stock = ["backtest", "stock", "--transactions", lines, "--from", "2011-06-01", "--to", "2011-08-10"];
    for (name, heading, code, args) in [
        ("kept", "Were promises kept?", 0, &["edd", "report", "--sample"][..]),
        // A line is unreadable, and the page says which.
        ("stock", "What these rules would have done", 1, &stock[..]),
    ] {
        let html = reported(folder.path(), code, args);
        reads_well(&page, &html, name);
        assert_eq!(page.text("h1"), heading);
        assert_eq!(
            page.evaluate("document.querySelectorAll('figure svg[role=img] > desc').length > 2"),
            json!(true)
        );
        is_quiet(&page, name);
    }
}

#[test]
fn the_last_day_reads_well_everywhere_and_its_mails_stay_in_their_frames() {
    let Some(page) = page() else { return };
    reads_well(&page, &written(), "report");
    assert_eq!(page.text("h1"), "A day of one shop");
    assert_eq!(page.evaluate("document.title"), json!("A day of one shop, Thursday, 26 November 2026"));
    // Each frame shows its mail, and is of nobody's origin: this page can't look into it, nor it out.
    let frames = "[...document.querySelectorAll('iframe')].map(frame => [frame.sandbox.length, frame.contentDocument])";
    let frames = page.evaluate(frames);
    let frames = frames.as_array().expect("frames");
    assert_eq!(frames.len(), 9, "each mail in its list, and one of each story beside its chart");
    assert!(frames.iter().all(|frame| *frame == json!([0, null])), "{frames:?}");
    // Frames wait until they are near; here all of them are there.
    let all = "Promise.all([...document.querySelectorAll('iframe')].map(frame => new Promise(done => {
        frame.addEventListener('load', done); frame.loading = 'eager'; frame.srcdoc = frame.srcdoc; }))).then(loaded => loaded.length)";
    assert_eq!(page.evaluate(all), json!(9));
    let outside: Vec<_> = page.asked().into_iter().filter(|url| *url != AT).collect();
    assert_eq!(outside, Vec::<String>::new(), "nothing is fetched, hostile mails open");
    let noise: Vec<_> = page
        .noise()
        .into_iter()
        .filter(|said| !said.contains("Content Security Policy") && !said.contains("sandboxed"))
        .collect();
    assert_eq!(noise, Vec::<String>::new(), "but for what was kept from happening");
    println!(
        "figure: the report's page in Chromium, 320 to 1280 px, light and dark, axe-core: 0 faults; 9 hostile mails open: 0 scripts run, 0 requests"
    );
}
