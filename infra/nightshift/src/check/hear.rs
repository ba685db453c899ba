//! Running a tool to its end and hearing all it says, in the order in which it says it.

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
    sync::mpsc::{self, RecvTimeoutError},
    time::{Duration, Instant},
};

use crate::trouble::{Explain, Trouble};

/// What a tool said.
#[derive(Debug)]
pub(crate) struct Heard {
    /// Whether it ended well.
    pub(crate) success: bool,
    /// Its output and its errors, line by line.
    pub(crate) text: String,
}

/// Runs `command`; `each` hears every line. A tool that takes longer than `limit` is ended.
pub(crate) fn hear(
    mut command: Command,
    limit: Duration,
    mut each: impl FnMut(&str),
) -> Result<Heard, Trouble> {
    let tool = command.get_program().to_string_lossy().into_owned();
    let cannot = || format!("{tool} doesn't start");
    let (reader, writer) = std::io::pipe().while_trying(cannot())?;
    command.stdin(Stdio::null()).stdout(writer.try_clone().while_trying(cannot())?).stderr(writer);
    let mut child = command.spawn().while_trying(cannot())?;
    drop(command); // it holds the pipe open
    let (send, lines) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(reader).split(b'\n').map_while(Result::ok) {
            if send.send(String::from_utf8_lossy(&line).into_owned()).is_err() {
                break;
            }
        }
    });

    let started = Instant::now();
    let mut text = String::new();
    let mut ended: Option<Instant> = None;
    let mut late = false;
    loop {
        match lines.recv_timeout(Duration::from_millis(100)) {
            Ok(line) => {
                each(&line);
                text.push_str(&line);
                text.push('\n');
            }
            Err(RecvTimeoutError::Disconnected) => break,
            // Something that it started, and that outlives it, may hold the pipe for ever.
            Err(RecvTimeoutError::Timeout)
                if ended.is_some_and(|at| at.elapsed() > Duration::from_secs(1)) =>
            {
                break;
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
        if ended.is_none() && child.try_wait().while_trying(format!("{tool} can't be awaited"))?.is_some() {
            ended = Some(Instant::now());
        }
        if !late && ended.is_none() && started.elapsed() > limit {
            late = true;
            text.push_str(&format!("{tool} took longer than {} s and was ended\n", limit.as_secs()));
            child.kill().while_trying(format!("{tool} can't be ended"))?;
        }
    }
    let status = child.wait().while_trying(format!("{tool} can't be awaited"))?;
    if let (false, None) = (late, status.code()) {
        text.push_str(&format!("{tool}: {status}\n"));
    }
    Ok(Heard { success: status.success() && !late, text })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str, limit: Duration) -> Heard {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        hear(command, limit, |_| {}).expect("sh is everywhere")
    }

    #[test]
    fn output_and_errors_are_heard_in_order() {
        let heard = shell("echo a; echo b >&2; echo c; exit 3", Duration::from_secs(10));
        assert_eq!((heard.text.as_str(), heard.success), ("a\nb\nc\n", false));
        assert!(shell("true", Duration::from_secs(10)).success);
    }

    #[test]
    fn what_takes_too_long_is_ended() {
        let heard = shell("echo a; exec sleep 30", Duration::from_millis(300));
        assert!(
            !heard.success && heard.text.starts_with("a\n") && heard.text.contains("was ended"),
            "{}",
            heard.text
        );
    }

    #[test]
    fn what_is_left_behind_is_not_waited_for() {
        let started = Instant::now();
        assert!(shell("sleep 30 & echo a", Duration::from_secs(60)).success);
        assert!(started.elapsed() < Duration::from_secs(20));
    }
}
