//! Somebody who answers HTTP on the loopback, one request a connection.

use std::{net::SocketAddr, sync::Arc};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use web::Answer;

/// A request as either way in sees it.
pub struct HttpRequest<'a> {
    /// Path and query.
    pub target: &'a str,
    /// A header by its name in lower case.
    pub header: &'a dyn Fn(&str) -> Option<String>,
    /// The body.
    pub body: &'a [u8],
}

/// Whoever answers.
pub trait Answers: Send + Sync + 'static {
    /// The answer to a request, and whether only half of it comes; or none.
    fn answer(&self, asked: &HttpRequest<'_>) -> (Option<Answer>, bool);
}

/// Somebody behind a socket. It closes when this is dropped.
#[derive(Debug)]
pub struct Loopback<A> {
    /// Who answers.
    pub shop: Arc<A>,
    address: SocketAddr,
    serving: JoinHandle<()>,
}

impl<A> Drop for Loopback<A> {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl<A: Answers + Default> Loopback<A> {
    /// Opens on a free port of the loopback.
    pub async fn open() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("the loopback has a free port");
        let address = listener.local_addr().expect("it is bound");
        let shop = Arc::new(A::default());
        let served = Arc::clone(&shop);
        let serving = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let shop = Arc::clone(&served);
                tokio::spawn(async move { serve(shop.as_ref(), stream).await });
            }
        });
        Self { shop, address, serving }
    }

    /// Where it is.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

/// One request a connection. A client that goes away is none of ours.
async fn serve(shop: &impl Answers, mut stream: TcpStream) {
    let Some((head, body)) = receive(&mut stream).await else { return };
    let target = head.split(' ').nth(1).unwrap_or("/");
    let header = |name: &str| header(&head, name);
    let (Some(answer), half) = shop.answer(&HttpRequest { target, header: &header, body: &body }) else {
        return;
    };
    let mut text = format!("HTTP/1.1 {} -\r\nconnection: close\r\n", answer.status);
    for (name, value) in &answer.headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    text.push_str(&format!("content-length: {}\r\n\r\n", answer.body.len()));
    let sent = if half { answer.body.len() / 2 } else { answer.body.len() };
    let _ = stream.write_all(&[text.as_bytes(), &answer.body[..sent]].concat()).await;
    let _ = stream.shutdown().await;
}

async fn receive(stream: &mut TcpStream) -> Option<(String, Vec<u8>)> {
    let mut read = Vec::new();
    let end = loop {
        if let Some(at) = read.windows(4).position(|four| four == b"\r\n\r\n") {
            break at + 4;
        }
        (stream.read_buf(&mut read).await.ok()? > 0).then_some(())?;
    };
    let head = String::from_utf8(read[..end].to_vec()).ok()?;
    let length: usize = header(&head, "content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
    while read.len() < end + length {
        (stream.read_buf(&mut read).await.ok()? > 0).then_some(())?;
    }
    Some((head, read[end..].to_vec()))
}

fn header(head: &str, name: &str) -> Option<String> {
    let mut lines = head.lines().filter_map(|line| line.split_once(':'));
    lines.find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_owned())
}
