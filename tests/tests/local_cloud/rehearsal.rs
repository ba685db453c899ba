//! The way of `infra/README.md`, "A shop in an account", on the local cloud: settings, doctor, shadow, redirect, live, settings
//! rolled back, the same code deployed once more with other parameters, removal. A mode counts two minutes after it is
//! published, but of a shop's first version at once: so each mode has a shop of its own here.

use std::{
    path::{Path, PathBuf},
    process::Command,
    thread::sleep,
    time::{Duration, Instant},
};

use bundle_tests::arrivals;
use domain::Timestamp;
use serde_json::{Value, json};

use crate::{cloud::Nightshift, flood::Shop};

/// Long enough for a mail to come, if one came.
const CALM: Duration = Duration::from_secs(4);

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A `shop.toml` made of the sample shop's, with its own id and switch.
fn settings(folder: &Path, id: &str, switch: &str) -> String {
    let sample =
        std::fs::read_to_string(root().join("infra/local/shops/acme.toml")).expect("the sample shop");
    let mut shop: toml::Table = sample.parse().expect("TOML");
    shop["id"] = id.into();
    // Its secrets are the sample shop's; a first week tells the shop nothing.
    shop.remove("commands");
    let only: toml::Table = [("shopify".to_owned(), vec![secret(id)].into())].into_iter().collect();
    shop["secrets"]["webhooks"] = only.into();
    let switch: toml::Table = switch.parse().expect("TOML");
    shop["automations"]["order-confirmation"] = switch.into();
    let table = "acme-transit.csv";
    std::fs::copy(root().join("infra/local/shops").join(table), folder.join(table)).expect("copied");
    let path = folder.join(format!("{id}.toml"));
    std::fs::write(&path, shop.to_string()).expect("written");
    path.to_str().expect("a plain path").to_owned()
}

fn secret(id: &str) -> String {
    format!("/nightshift/{id}/webhook/shopify")
}

/// The rehearsal and its shops.
struct Rehearsal<'r> {
    nightshift: &'r Nightshift,
    folder: tempfile::TempDir,
}

impl Rehearsal<'_> {
    /// 3 and 4: a secret, settings checked and published.
    fn open(&self, id: &'static str, switch: &str) -> Shop {
        let gateway = self.nightshift.gateway();
        let question =
            json!({"Name": secret(id), "Value": format!("made up for {id}"), "Type": "SecureString"});
        gateway.aws("ssm", "AmazonSSM.PutParameter", "POST", "/", &question);
        self.publish(id, switch);
        Shop::of(self.nightshift, id, "shopify")
    }

    fn publish(&self, id: &str, switch: &str) {
        let file = settings(self.folder.path(), id, switch);
        self.nightshift.must(&["settings", "check", &file]);
        self.nightshift.must(&["settings", "apply", &file, "--yes"]);
    }

    /// Until a mail to `address` is there.
    fn comes(&self, address: &str) {
        let started = Instant::now();
        while self.nightshift.mails_to(address) == 0 {
            assert!(started.elapsed() < Duration::from_secs(30), "no mail to {address}");
            sleep(Duration::from_millis(300));
        }
    }

    /// 2 and 8: the same command as for an account, with the laptop's template, architecture and certificates.
    fn deploy(&self, overrides: &[&str]) {
        let state = self.nightshift.folder();
        let endpoint = format!("http://127.0.0.1:{}", self.nightshift.gateway().0);
        let mut sam = Command::new(root().join(".local/python/bin/sam"));
        sam.current_dir(state.join("build"))
            .args([
                "deploy",
                "--template-file",
                "template.yaml",
                "--no-confirm-changeset",
                "--region",
                "eu-central-1",
            ])
            .arg("--config-file")
            .arg(root().join("infra/samconfig.toml").canonicalize().expect("it is there"))
            .arg("--parameter-overrides")
            .args(overrides)
            .env("AWS_ENDPOINT_URL", endpoint)
            .envs([
                ("AWS_ACCESS_KEY_ID", "test"),
                ("AWS_SECRET_ACCESS_KEY", "test"),
                ("AWS_CONFIG_FILE", "/dev/null"),
            ])
            .envs([("SAM_CLI_POLL_DELAY", "0.5"), ("SAM_CLI_CHECK_VERSION", "0"), ("SAM_CLI_TELEMETRY", "0")])
            .env("__SAM_CLI_APP_DIR", state.join("tmp/sam"));
        let output = sam.output().expect("sam starts");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stdout));
    }

    /// The functions that there are.
    fn functions(&self) -> Vec<String> {
        let answer =
            self.nightshift.gateway().aws("lambda", "", "GET", "/2015-03-31/functions/", &Value::Null);
        let all = answer["Functions"].as_array().expect("a list").iter();
        all.filter_map(|function| function["FunctionName"].as_str().map(str::to_owned)).collect()
    }

    fn rows(&self, table: &str) -> u64 {
        let question = json!({"TableName": table, "Select": "COUNT"});
        let answer =
            self.nightshift.gateway().aws("dynamodb", "DynamoDB_20120810.Scan", "POST", "/", &question);
        answer["Count"].as_u64().expect("a count")
    }

    fn remove(&self) {
        let ask = |action: &str| {
            let fields = [("Action", action), ("StackName", "nightshift"), ("Version", "2010-05-15")];
            self.nightshift.gateway().form("cloudformation", &fields)
        };
        let (status, text) = ask("DeleteStack");
        assert_eq!(status, 200, "{text}");
        let started = Instant::now();
        loop {
            let (status, text) = ask("DescribeStacks");
            if status != 200 || text.contains("DELETE_COMPLETE") {
                return;
            }
            assert!(!text.contains("DELETE_FAILED"), "{text}");
            assert!(started.elapsed() < Duration::from_secs(60), "the stack doesn't go: {text}");
            sleep(Duration::from_millis(500));
        }
    }
}

/// Sells one order and answers its buyer's address.
fn sell(shop: &Shop, id: u64) -> String {
    let now = Timestamp::now();
    shop.send("orders/create", &arrivals::order(id, now, now, "paid"));
    format!("buyer-{id}@example.com")
}

pub(crate) fn rehearse(nightshift: &Nightshift) {
    let started = Instant::now();
    let rehearsal = Rehearsal { nightshift, folder: tempfile::tempdir().expect("a folder") };
    let since = format!("live_since = {}", Timestamp::now());
    let shadow = rehearsal.open("first-week", "");
    let redirect = rehearsal
        .open("to-myself", &format!("mode = \"redirect\"\nredirect_to = \"me@acme.example\"\n{since}"));
    let live = rehearsal.open("in-earnest", &format!("mode = \"live\"\n{since}"));
    let doctor = nightshift.run(&["doctor", "--shop", "first-week", "--json"]);
    let found: Value = serde_json::from_slice(&doctor.stdout).expect("JSON");
    let wrong = |one: &&Value| one["state"] == "wrong" && one.to_string().contains("first-week");
    let of_shop: Vec<&Value> =
        found["found"].as_array().or(found.as_array()).expect("a list").iter().collect();
    assert_eq!(of_shop.iter().copied().find(wrong), None, "{found:#}");
    assert!(of_shop.iter().any(|one| one.to_string().contains("first-week")), "{found:#}");

    // 6 and 7.
    let (quiet, redirected, earnest) = (sell(&shadow, 9_101), sell(&redirect, 9_102), sell(&live, 9_103));
    rehearsal.comes(&earnest);
    rehearsal.comes("me@acme.example");
    sleep(CALM);
    assert_eq!((nightshift.mails_to(&quiet), nightshift.mails_to(&redirected)), (0, 0));
    let report = nightshift.json(&["shadow-report", "--shop", "first-week", "--json"]);
    assert!(report.to_string().contains("9101"), "{report:#}");
    let goes_live = format!("mode = \"live\"\n{since}");
    rehearsal.publish("first-week", &goes_live);
    let history = nightshift.json(&["settings", "history", "--shop", "first-week", "--json"]);
    assert_eq!(history.as_array().map(Vec::len), Some(2), "{history:#}");
    nightshift.must(&["settings", "rollback", "--shop", "first-week", "--to", "1", "--yes"]);

    // 8, as far as one version of the code goes: the stack changes under its data; parameters that aren't named keep their
    // values. Another version, and the way back, is in `tests/upgrade`.
    let table = nightshift.outputs("ShopTableName").pop().expect("a table");
    let before = rehearsal.rows(&table);
    rehearsal.deploy(&["DeployOwnerDigest=false", "QuietHours=48"]);
    let there = rehearsal.functions();
    let is_there = |name: &str| there.iter().any(|function| function == name);
    assert!(!is_there("nightshift-owner-digest") && is_there("nightshift-timer"), "{there:?}");
    let next = sell(&live, 9_104);
    rehearsal.comes(&next);
    assert!(rehearsal.rows(&table) > before);
    // What came before is known: told once more by the shop, or by the journal, it leads to nothing.
    let now = Timestamp::now();
    live.send("orders/updated", &arrivals::order(9_103, now, now, "paid"));
    nightshift.must(&["relay", "--since", "1h", "--yes"]);
    sleep(CALM);
    assert_eq!((nightshift.mails_to(&earnest), nightshift.mails_to(&next)), (1, 1));
    assert_eq!((nightshift.mails_to(&quiet), nightshift.mails_to(&redirected)), (0, 0));

    // 9: the functions go, the journal stays.
    let left = rehearsal.rows(&table);
    rehearsal.remove();
    assert_eq!(rehearsal.rows(&table), left);
    assert_eq!(rehearsal.functions(), Vec::<String>::new());
    println!("figure: local cloud: rehearsal of infra/README.md within {:.1?}", started.elapsed());
}
