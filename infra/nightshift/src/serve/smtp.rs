//! The receiving half of SMTP, as much of it as a local relay needs (RFC 5321).

use std::{future::Future, io, sync::Arc};

use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
    net::TcpListener,
};

use super::sink::Sink;

/// A mail is refused from here on. SES takes 40 MB.
const MOST: usize = 40 * 1024 * 1024;

/// A mail as it was handed over.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Mail {
    /// The envelope's sender.
    pub(crate) from: String,
    /// The envelope's recipients.
    pub(crate) to: Vec<String>,
    /// Headers and body, byte for byte, dots unstuffed.
    pub(crate) raw: Vec<u8>,
}

/// Takes mails until the process ends.
pub(super) async fn serve(listener: TcpListener, sink: Arc<Sink>) {
    while let Ok((stream, _)) = listener.accept().await {
        let sink = Arc::clone(&sink);
        tokio::spawn(async move {
            let (read, write) = stream.into_split();
            let keep = |mail| {
                let sink = Arc::clone(&sink);
                async move { sink.keep(mail).await }
            };
            if let Err(e) = dialogue(read, write, keep).await {
                eprintln!("smtp: {e}");
            }
        });
    }
}

/// One conversation. `keep` has the mail safe before it is acknowledged.
pub(super) async fn dialogue<F>(
    read: impl AsyncRead + Unpin,
    mut write: impl AsyncWrite + Unpin,
    keep: impl Fn(Mail) -> F,
) -> io::Result<()>
where
    F: Future<Output = io::Result<()>>,
{
    let mut lines = BufReader::new(read);
    let mut mail = Mail::default();
    write.write_all(b"220 localhost nightshift sink\r\n").await?;
    loop {
        let mut line = Vec::new();
        if lines.read_until(b'\n', &mut line).await? == 0 {
            return Ok(());
        }
        let line = String::from_utf8_lossy(&line).trim_end().to_owned();
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        let answer = match verb.as_str() {
            "EHLO" => "250-localhost\r\n250-8BITMIME\r\n250 SMTPUTF8",
            "HELO" | "NOOP" => "250 OK",
            "RSET" => {
                mail = Mail::default();
                "250 OK"
            }
            "MAIL" => {
                mail = Mail { from: path_of(&line), ..Mail::default() };
                "250 OK"
            }
            "RCPT" => {
                mail.to.push(path_of(&line));
                "250 OK"
            }
            "DATA" if mail.to.is_empty() => "503 RCPT first",
            "DATA" => {
                write.write_all(b"354 end with a dot on a line of its own\r\n").await?;
                mail.raw = body(&mut lines).await?;
                match keep(std::mem::take(&mut mail)).await {
                    Ok(()) => "250 kept",
                    Err(e) => {
                        eprintln!("smtp: the mail can't be kept: {e}");
                        "451 can't be kept"
                    }
                }
            }
            "QUIT" => {
                write.write_all(b"221 bye\r\n").await?;
                return write.flush().await;
            }
            _ => "502 not spoken here",
        };
        write.write_all(answer.as_bytes()).await?;
        write.write_all(b"\r\n").await?;
        write.flush().await?;
    }
}

/// What stands between the angle brackets of `MAIL FROM:<…>` and `RCPT TO:<…>`.
fn path_of(line: &str) -> String {
    let inner = line.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map(|(path, _)| path);
    inner.or_else(|| line.split_once(':').map(|(_, rest)| rest)).unwrap_or_default().trim().to_owned()
}

/// The lines up to the lonely dot. A line that begins with a dot came with one more (RFC 5321, 4.5.2).
async fn body(lines: &mut (impl AsyncBufReadExt + Unpin)) -> io::Result<Vec<u8>> {
    let mut raw = Vec::new();
    loop {
        let start = raw.len();
        if lines.read_until(b'\n', &mut raw).await? == 0 {
            return Err(io::Error::new(
                io::ErrorKind::UnexpectedEof,
                "the sender left in the middle of a mail",
            ));
        }
        if raw.get(start) == Some(&b'.') {
            raw.remove(start);
            if matches!(raw.get(start..), Some(b"\r\n" | b"\n")) {
                raw.truncate(start);
                return Ok(raw);
            }
        }
        if raw.len() > MOST {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "the mail is over 40 MB"));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use tokio::io::AsyncReadExt;

    use super::*;

    /// Says all of `client` at once and returns the answers and the mails.
    async fn talk(client: &str) -> (String, Vec<Mail>) {
        let (near, far) = tokio::io::duplex(1 << 16);
        let (read, write) = tokio::io::split(far);
        let mails = Mutex::new(Vec::new());
        let (mut hear, mut say) = tokio::io::split(near);
        let ((), answers) = tokio::join!(
            async {
                let keep = |mail| {
                    mails.lock().expect("unpoisoned").push(mail);
                    std::future::ready(Ok(()))
                };
                dialogue(read, write, keep).await.ok();
            },
            async {
                say.write_all(client.as_bytes()).await.expect("said");
                say.shutdown().await.expect("ended");
                let mut answers = String::new();
                hear.read_to_string(&mut answers).await.expect("answers");
                answers
            }
        );
        (answers, mails.into_inner().expect("unpoisoned"))
    }

    #[tokio::test]
    async fn a_mail_comes_through_byte_for_byte() {
        let (answers, mails) = talk(
            "EHLO me\r\nMAIL FROM:<shop@acme.example> SIZE=3\r\nRCPT TO:<a@b.example>\r\nrcpt to:<c@d.example>\r\n\
             DATA\r\nSubject: x\r\n\r\n..dot\r\n...\r\nplain\r\n.\r\nQUIT\r\n",
        )
        .await;
        assert_eq!(mails.len(), 1);
        assert_eq!(mails[0].from, "shop@acme.example");
        assert_eq!(mails[0].to, ["a@b.example", "c@d.example"]);
        assert_eq!(String::from_utf8_lossy(&mails[0].raw), "Subject: x\r\n\r\n.dot\r\n..\r\nplain\r\n");
        let codes: Vec<&str> = answers.lines().map(|l| &l[..3]).collect();
        assert_eq!(codes, ["220", "250", "250", "250", "250", "250", "250", "354", "250", "221"]);
    }

    #[tokio::test]
    async fn two_mails_in_one_conversation_stay_apart() {
        let one = "MAIL FROM:<a@b.c>\r\nRCPT TO:<d@e.f>\r\nDATA\r\nx\r\n.\r\n";
        let (_, mails) = talk(&format!("HELO me\r\n{one}{one}QUIT\r\n")).await;
        assert_eq!(mails.len(), 2);
        assert_eq!(mails[0], mails[1]);
    }

    #[tokio::test]
    async fn half_a_mail_is_none() {
        let (_, mails) = talk("MAIL FROM:<a@b.c>\r\nRCPT TO:<d@e.f>\r\nDATA\r\nhalf").await;
        assert_eq!(mails, []);
        let (answers, mails) = talk("DATA\r\nVRFY x\r\n").await;
        assert_eq!(mails, []);
        assert!(answers.contains("503") && answers.contains("502"), "{answers}");
    }
}
