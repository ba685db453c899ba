//! What `cargo nightshift bench` stands on and must not know itself: a DynamoDB engine with the template's tables, and
//! the path's own code in memory. It is a program of the tests, since only they may know the testkit.

use std::{
    io::{Read as _, Write as _},
    process::ExitCode,
};

use bundle_tests::{returns_bench, spend::growth, stock_bench};
use domain::Timestamp;
use serde_json::json;
use store::Store;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["dynamo"] => dynamo().await,
        ["growth", orders] => match orders.parse() {
            Ok(orders) => count(orders).await,
            Err(_) => usage(),
        },
        ["returns"] => {
            println!("{}", returns_bench::measure().await);
            ExitCode::SUCCESS
        }
        ["portal", lines] => match lines.parse() {
            Ok(lines) => portal(lines).await,
            Err(_) => usage(),
        },
        ["stock", ref sizes @ ..] if !sizes.is_empty() => {
            match sizes.iter().map(|size| size.parse()).collect() {
                Ok(sizes) => stock(sizes).await,
                Err(_) => usage(),
            }
        }
        _ => usage(),
    }
}

fn usage() -> ExitCode {
    eprintln!("bench-ground dynamo | growth ORDERS | stock ITEMS… | returns | portal LINES");
    ExitCode::from(2)
}

/// Serves fresh tables with the shop `acme` on them, until standard input closes.
async fn dynamo() -> ExitCode {
    let (url, engine) = testkit::dynamo::serve().await;
    let shop = testkit::orders::shop();
    let store = Store::on(std::sync::Arc::new(engine));
    store.publish_settings(&shop, Timestamp::UNIX_EPOCH).await.expect("settings are published");
    serve(&url).await
}

/// The same with an order of so many lines that may go back.
async fn portal(lines: usize) -> ExitCode {
    let (url, engine) = testkit::dynamo::serve().await;
    let store = Store::on(std::sync::Arc::new(engine));
    returns_bench::lay(&store, lines).await;
    serve(&url).await
}

async fn serve(url: &str) -> ExitCode {
    println!("{url}");
    std::io::stdout().flush().expect("somebody listens");
    let gone = tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new()));
    drop(gone.await);
    ExitCode::SUCCESS
}

async fn count(orders: u64) -> ExitCode {
    let [before, after] = growth(orders).await;
    println!("{}", json!({"orders": orders, "before": before, "after": after}));
    ExitCode::SUCCESS
}

async fn stock(sizes: Vec<usize>) -> ExitCode {
    println!("{}", stock_bench::measure(&sizes).await);
    ExitCode::SUCCESS
}
