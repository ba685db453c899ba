//! A small HTTP/1.1 server on loopback. A handler that answers `None` closes the connection instead.

use std::{future::Future, io};

use http_body_util::{BodyExt, Full};
use hyper::{
    HeaderMap, Method, Request, Response, StatusCode, Uri,
    body::{Bytes, Incoming},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;

/// A request with its whole body.
pub(crate) struct HttpRequest {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// An answer with its whole body.
pub(crate) type Answer = Response<Full<Bytes>>;

/// Answers until the process ends.
pub(crate) async fn serve<H, F>(listener: TcpListener, handler: H)
where
    H: Fn(HttpRequest) -> F + Clone + Send + 'static,
    F: Future<Output = Option<Answer>> + Send,
{
    while let Ok((stream, _)) = listener.accept().await {
        let handler = handler.clone();
        let service = service_fn(move |request: Request<Incoming>| {
            let handler = handler.clone();
            async move {
                let (head, body) = request.into_parts();
                let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
                let asked = HttpRequest { method: head.method, uri: head.uri, headers: head.headers, body };
                // An error here makes hyper close the connection without an answer.
                handler(asked).await.ok_or_else(|| io::Error::other("answer withheld"))
            }
        });
        tokio::spawn(async move {
            let io = TokioIo::new(stream);
            // Withheld answers and clients that leave end here; neither is of interest.
            http1::Builder::new().timer(TokioTimer::new()).serve_connection(io, service).await.ok();
        });
    }
}

/// An answer in one go.
pub(crate) fn answer(status: StatusCode, kind: &'static str, body: impl Into<Bytes>) -> Answer {
    let mut answer = Response::new(Full::new(body.into()));
    *answer.status_mut() = status;
    answer.headers_mut().insert("content-type", hyper::header::HeaderValue::from_static(kind));
    answer
}
