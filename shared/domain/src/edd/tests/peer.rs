//! The walk against a peer's: `tests/peers/python/dates.py` walks the same by `holidays` and numpy.

use std::{
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use proptest::{
    strategy::{Strategy as _, ValueTree as _},
    test_runner::TestRunner,
};
use serde_json::{Value, json};

use super::{super::*, properties::reckoned, random::drawn};

const CASES: usize = 2_500;

/// A Python that has what the peer runs on: `NIGHTSHIFT_PEER`, or the bench's.
fn python(root: &Path) -> Option<PathBuf> {
    let named = std::env::var_os("NIGHTSHIFT_PEER").map(PathBuf::from);
    let python = named.unwrap_or_else(|| root.join(".local/peer/bin/python"));
    let has = Command::new(&python).args(["-c", "import holidays, numpy"]).stderr(Stdio::null()).status();
    has.is_ok_and(|status| status.success()).then_some(python)
}

fn shown(answer: &Result<Answer, NoDate>) -> Value {
    match answer {
        Ok(answer) => {
            let one = &answer.shipments[0];
            json!({
                "begins": one.begins, "hand_over": [one.hand_over.earliest, one.hand_over.latest],
                "arrival": [one.arrival.earliest, one.arrival.latest], "order_by": answer.order_by,
            })
        }
        Err(no_date) => json!({"no": no_date.code()}),
    }
}

#[test]
#[allow(clippy::print_stderr, reason = "a skip is told")]
fn the_walk_is_the_peers() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let Some(python) = python(&root) else {
        eprintln!(
            "skipped: no Python with holidays and numpy (`cargo nightshift bench --only edd` makes one)"
        );
        return;
    };
    let mut runner = TestRunner::deterministic();
    let cases: Vec<_> =
        (0..CASES).map(|_| drawn().new_tree(&mut runner).expect("a case").current()).collect();
    let mut peer = Command::new(python)
        .arg(root.join("tests/peers/python/dates.py"))
        .arg("check")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut into = peer.stdin.take().expect("piped");
    let questions: String = cases
        .iter()
        .map(|case| format!("{}\n", json!({"shop": case.shop, "asked": case.asked, "stock": case.stock})))
        .collect();
    let writes = std::thread::spawn(move || into.write_all(questions.as_bytes()));
    let said = peer.wait_with_output().expect("it ends");
    assert!(writes.join().is_ok_and(|written| written.is_ok()) && said.status.success());
    let said = String::from_utf8(said.stdout).expect("JSON");
    let theirs: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(theirs.len(), CASES);
    let (mut dates, mut differ) = (0, vec![]);
    for (case, theirs) in cases.iter().zip(&theirs) {
        let ours = shown(&reckoned(&case.shop, &case.asked, &case.stock));
        dates += usize::from(ours.get("arrival").is_some());
        if ours != *theirs {
            differ.push(format!(
                "{}\n{}\n{}\nours   {ours}\ntheirs {theirs}",
                case.shop, case.asked, case.stock
            ));
        }
    }
    assert!(
        differ.is_empty(),
        "{} of {CASES}, such as\n{}",
        differ.len(),
        differ[..differ.len().min(3)].join("\n\n")
    );
    assert!(dates > CASES / 2, "{dates}");
}
