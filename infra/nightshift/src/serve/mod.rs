//! `serve-local`: the process that owns the local cloud.
//!
//! It runs MiniStack, the mail sink, the proxy in front of SES and a pretend shop, and lives for as long as its standard input stays
//! open: `up` holds the other end, so that nothing outlives it. The line `keep` lets go of that.

mod control;
mod events;
pub(crate) mod http;
mod ministack;
pub(crate) mod pretend;
mod proxy;
mod sink;
mod smtp;

use std::{path::PathBuf, process::ExitCode, sync::Arc};

pub(crate) use self::{
    control::{Feedback, HEADER, Status},
    events::message_tags,
    proxy::Disturbance,
};

use tokio::{
    net::TcpListener,
    sync::{Notify, oneshot},
};

use crate::{
    cloud::{house::House, running::Running},
    trouble::{Explain, Trouble},
};

/// Arguments of `serve-local`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The project's folder
    #[arg(long)]
    root: PathBuf,
}

/// Runs until it is told to stop, or whoever started it is gone.
pub(crate) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let house = House::at(args.root);
    let stop = Arc::new(Notify::new());

    let (smtp, smtp_port) = listen().await?;
    let (proxy, proxy_port) = listen().await?;
    let (shop, shop_port) = listen().await?;
    let (control, control_port) = listen().await?;
    let gateway = ministack::free_port().await?;

    let running = Running {
        pid: std::process::id(),
        gateway,
        smtp: smtp_port,
        proxy: proxy_port,
        shop: shop_port,
        control: control_port,
    };
    let switches = Arc::new(proxy::Switches::default());
    let sink = Arc::new(sink::Sink::open(house.mail(), &running.endpoint(), Arc::clone(&switches))?);
    let mut cloud = ministack::start(&house, &running)?;

    tokio::spawn(smtp::serve(smtp, Arc::clone(&sink)));
    tokio::spawn(proxy::serve(proxy, running.endpoint(), Arc::clone(&switches)));
    let pretend = Arc::new(pretend::Pretend::default());
    tokio::spawn(pretend::serve(shop, Arc::clone(&pretend)));
    let behind = control::Behind { sink, switches, pretend, stop: Arc::clone(&stop) };
    tokio::spawn(control::serve(control, Arc::new(behind)));
    running.write(&house)?;

    let ended = tokio::select! {
        () = stop.notified() => Ok(ExitCode::SUCCESS),
        () = starter_gone() => Ok(ExitCode::SUCCESS),
        ended = cloud.wait() => Err(ministack::ended(&house, ended)),
    };
    Running::forget(&house);
    cloud.stop().await;
    ended
}

/// Resolves when standard input ends, unless the line `keep` came before.
async fn starter_gone() {
    let (tell, told) = oneshot::channel();
    // A thread of its own: tokio's standard input would keep this process from ending.
    std::thread::spawn(move || {
        let kept = std::io::stdin().lines().map_while(Result::ok).any(|line| line.trim() == "keep");
        tell.send(kept).ok();
    });
    if told.await.unwrap_or(false) {
        std::future::pending::<()>().await;
    }
}

/// A port of its own on loopback.
async fn listen() -> Result<(TcpListener, u16), Trouble> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.while_trying("no port is free on 127.0.0.1")?;
    let port = listener.local_addr().while_trying("the port just opened has no number")?.port();
    Ok((listener, port))
}
