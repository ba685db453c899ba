//! A headless Chromium, spoken to through two pipes by its own DevTools protocol: one JSON message each way, ended by a
//! NUL.
//!
//! A pipe needs no port, no driver and no client, and it closes when its holder ends, however that ends: then Chromium
//! goes, all of it, and the shell around it takes its folder away. One Chromium serves all tests of this executable.

use std::{
    collections::HashMap,
    fs,
    io::{BufRead as _, BufReader, Write as _},
    os::unix::process::CommandExt as _,
    path::PathBuf,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::{
        Arc, LazyLock, Mutex, MutexGuard,
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc::{Sender, channel},
    },
    time::Duration,
};

use bundle_tests::samples::root;
use serde_json::{Value, json};

use crate::desk::Desk;

/// Nothing asked of Chromium takes as long.
const PATIENCE: Duration = Duration::from_secs(60);

/// Chromium reads what it is told from file 3 and answers into file 4.
const SHELL: &str = r#"dir=$(mktemp -d) || exit
"$@" --user-data-dir="$dir" 3<&0 4>&1 </dev/null >/dev/null
rm -rf "$dir""#;

/// Alone, quiet, and without a word to anybody outside.
const FLAGS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
    "about:blank",
];

/// By these names it is looked for on the path. The shell is the same engine without a browser's windows around it: for the same
/// pages it takes a little more than half the processor time.
const NAMES: &[&str] = &[
    "chromium-headless-shell",
    "chrome-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
];

/// Where it lies on a Mac.
const OF_MACS: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/// A running Chromium.
#[derive(Debug)]
pub(crate) struct Chromium {
    to: Mutex<ChildStdin>,
    last: AtomicU64,
    waiting: Mutex<HashMap<u64, Sender<Value>>>,
    /// Who hears what happens in a page, by its session.
    desks: Mutex<HashMap<String, Arc<Desk>>>,
    gone: AtomicBool,
    _shell: Child,
}

static ONE: LazyLock<Option<Arc<Chromium>>> = LazyLock::new(|| Some(Chromium::start(find()?)));

/// The one that all tests share; none where the machine has none. Whoever gets none is skipped by this.
pub(crate) fn chromium() -> Option<Arc<Chromium>> {
    if ONE.is_none() {
        testkit::skip("the browser", "no Chromium on this machine (NIGHTSHIFT_CHROMIUM may say where it is)");
    }
    ONE.clone()
}

fn find() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("NIGHTSHIFT_CHROMIUM").filter(|named| !named.is_empty()) {
        return Some(named.into());
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<_> = std::env::split_paths(&path).collect();
    let mut places = NAMES.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    places
        .find(|place| place.is_file())
        .or_else(|| Some(OF_MACS.into()).filter(|place: &PathBuf| place.is_file()))
}

impl Chromium {
    fn start(program: PathBuf) -> Arc<Self> {
        let folder = root().join(".local/browser");
        fs::create_dir_all(&folder).expect("the folder of pictures can be made");
        for old in fs::read_dir(&folder).expect("it was made").flatten().map(|entry| entry.path()) {
            if old.extension().is_some_and(|e| e == "png") {
                fs::remove_file(&old).unwrap_or_else(|e| panic!("{}: {e}", old.display()));
            }
        }
        let log = fs::File::create(folder.join("chromium.log")).expect("a log can be written");
        let mut command = Command::new("sh");
        command.args(["-c", SHELL, "sh"]).arg(&program).args(FLAGS).process_group(0);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(log);
        let mut shell = command.spawn().expect("sh is everywhere");
        let to = shell.stdin.take().expect("it is piped");
        let from = shell.stdout.take().expect("it is piped");
        let chromium = Arc::new(Self {
            to: Mutex::new(to),
            last: AtomicU64::new(0),
            waiting: Mutex::default(),
            desks: Mutex::default(),
            gone: AtomicBool::new(false),
            _shell: shell,
        });
        let ear = Arc::clone(&chromium);
        std::thread::spawn(move || ear.listen(from));
        chromium
    }

    /// Asks for something and waits for the answer; for a page, where one is named.
    pub(crate) fn call(&self, session: Option<&str>, method: &str, params: Value) -> Result<Value, String> {
        let (sender, answer) = channel();
        let id = self.number();
        lock(&self.waiting).insert(id, sender);
        if self.gone.load(Ordering::SeqCst) {
            lock(&self.waiting).clear();
        }
        self.write(id, session, method, params);
        let mut answer = answer.recv_timeout(PATIENCE).map_err(|_| {
            format!("{method}: Chromium has gone or is silent; .local/browser/chromium.log says more")
        })?;
        match answer.get("error") {
            Some(error) => Err(format!("{method}: {error}")),
            None => Ok(answer["result"].take()),
        }
    }

    /// Says something whose answer nobody needs.
    pub(crate) fn tell(&self, session: &str, method: &str, params: Value) {
        self.write(self.number(), Some(session), method, params);
    }

    /// From now on `desk` hears what happens in the page.
    pub(crate) fn hear(&self, session: &str, desk: Arc<Desk>) {
        lock(&self.desks).insert(session.to_owned(), desk);
    }

    /// Nobody hears it any more.
    pub(crate) fn forget(&self, session: &str) {
        lock(&self.desks).remove(session);
    }

    fn number(&self) -> u64 {
        self.last.fetch_add(1, Ordering::Relaxed) + 1
    }

    fn write(&self, id: u64, session: Option<&str>, method: &str, params: Value) {
        let mut message = json!({"id": id, "method": method, "params": params});
        if let Some(session) = session {
            message["sessionId"] = session.into();
        }
        // Where Chromium has gone, whoever waits for the answer says so.
        _ = lock(&self.to).write_all(format!("{message}\0").as_bytes());
    }

    fn listen(&self, from: ChildStdout) {
        for message in BufReader::new(from).split(0).map_while(Result::ok) {
            let mut message: Value = serde_json::from_slice(&message).expect("Chromium speaks JSON");
            if let Some(id) = message["id"].as_u64() {
                if let Some(sender) = lock(&self.waiting).remove(&id) {
                    _ = sender.send(message);
                }
            } else if let Some(session) = message["sessionId"].as_str().map(str::to_owned) {
                let desk = lock(&self.desks).get(&session).cloned();
                let event = message["method"].as_str().unwrap_or_default().to_owned();
                let said = desk.and_then(|desk| desk.on(&event, message["params"].take()));
                if let Some((method, params)) = said {
                    self.tell(&session, method, params);
                }
            }
        }
        self.gone.store(true, Ordering::SeqCst);
        lock(&self.waiting).clear(); // who waits still needn't
    }
}

/// No test panics while it holds one of these.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().expect("nobody panics with it")
}
