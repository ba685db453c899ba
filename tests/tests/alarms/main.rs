//! Each alarm of the template goes off when what it watches happens, and ends when that ends. Metrics of ours are the
//! lines that the functions' own code writes: name, dimension and unit are those of the alarm, or the alarm stays mute.

mod fed;
mod rhythm;
mod scenes;

use std::sync::{Mutex, MutexGuard, PoisonError};

use bundle_tests::alarm::{Datum, data_of};
use serde_json::Value;

/// Whatever was written so far.
static LINES: Mutex<Vec<Value>> = Mutex::new(Vec::new());

fn lines() -> MutexGuard<'static, Vec<Value>> {
    LINES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What the functions write while everything happens that an alarm of ours watches.
fn written() -> Vec<Datum> {
    shell::metrics::write_to(|line| lines().push(line.clone()));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(scenes::play());
    let lines = lines().clone();
    let read = |line: &Value| data_of(line).unwrap_or_else(|e| panic!("{e}: {line}"));
    lines.iter().flat_map(read).collect()
}
