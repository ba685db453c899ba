//! MiniStack as a child in a process group of its own.

use std::{
    fs::{self, File},
    io,
    process::{ExitStatus, Stdio},
    time::Duration,
};

use tokio::process::{Child, Command};

use crate::{
    cloud::{
        house::House,
        running::{self, Running},
    },
    trouble::{Explain, Trouble},
};

/// MiniStack, with every function that it runs.
pub(super) struct MiniStack(Child);

/// Starts it. Closing its standard input ends it together with its group; see `infra/local/run_ministack.py`.
pub(super) fn start(house: &House, running: &Running) -> Result<MiniStack, Trouble> {
    // What an earlier one unpacked there is of no use to this one.
    fs::remove_dir_all(house.scratch()?).ok();
    let path = house.log("ministack.log");
    let log = File::create(&path).while_trying(format!("the log {} can't be written", path.display()))?;
    let same = log.try_clone().while_trying("the log can't be shared")?;
    let mut command = Command::new(house.python_bin("python"));
    // Functions inherit MiniStack's environment: they get what is named here and nothing else.
    command
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", house.scratch()?)
        .arg(house.local_files().join("run_ministack.py"))
        .current_dir(house.state())
        .process_group(0)
        .kill_on_drop(true)
        .stdin(Stdio::piped())
        .stdout(log)
        .stderr(same)
        .env("BIND_HOST", "127.0.0.1")
        .env("GATEWAY_PORT", running.gateway.to_string())
        .env("AWS_ENDPOINT_URL", running.endpoint())
        // By these a function meets the proxy, and its mails the sink.
        .env("AWS_ENDPOINT_URL_SES", format!("http://127.0.0.1:{}", running.proxy))
        .env("SMTP_HOST", format!("127.0.0.1:{}", running.smtp))
        // And by this what tells shops something meets the pretend one.
        .env("PRETEND_SHOP_PORT", running.shop.to_string())
        .env("MINISTACK_REGION", running::REGION)
        // Names of APIs end in it: browsers know every name under `localhost`, and none under an address.
        .env("MINISTACK_HOST", "localhost")
        .env("PERSIST_STATE", "0")
        .env("STATE_DIR", house.scratch()?)
        .env("IOT_MTLS_ENABLED", "0") // else it listens on every interface
        .env("AWS_LAMBDA_LOG_LEVEL", "INFO") // Lambda derives it from the template, MiniStack doesn't
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("TMPDIR", house.scratch()?);
    for (name, value) in running::environment() {
        command.env(name, value);
    }
    let child = command.spawn().while_trying("MiniStack doesn't start")?;
    Ok(MiniStack(child))
}

impl MiniStack {
    /// Resolves when it ends by itself, which it shouldn't.
    pub(super) async fn wait(&mut self) -> io::Result<ExitStatus> {
        // `Child::wait` closes standard input, which would end it: keep it aside.
        let held = self.0.stdin.take();
        let ended = self.0.wait().await;
        self.0.stdin = held;
        ended
    }

    /// Ends it and its group.
    pub(super) async fn stop(mut self) {
        drop(self.0.stdin.take());
        if tokio::time::timeout(Duration::from_secs(5), self.0.wait()).await.is_err() {
            self.0.start_kill().ok();
            self.0.wait().await.ok();
        }
    }
}

/// What to say when it ended by itself.
pub(super) fn ended(house: &House, how: io::Result<ExitStatus>) -> Trouble {
    let how = how.map_or_else(|e| e.to_string(), |status| status.to_string());
    Trouble::environment(format!("MiniStack ended by itself: {how}")).at(house.log("ministack.log").display())
}

/// A port that was free a moment ago. MiniStack can't be handed an open socket.
pub(super) async fn free_port() -> Result<u16, Trouble> {
    super::listen().await.map(|(_, port)| port)
}
