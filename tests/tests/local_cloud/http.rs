//! HTTP to the local cloud, one connection a request.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
};

use serde_json::Value;

/// The local cloud's gateway.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Gateway(pub(crate) u16);

impl Gateway {
    /// Sends a request; the answer's status and body.
    pub(crate) fn ask(
        self,
        method: &str,
        path: &str,
        headers: &[(&str, String)],
        body: &[u8],
    ) -> (u16, Vec<u8>) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.0)).expect("the local cloud listens");
        // HTTP 1.0: the answer ends with the connection.
        let mut request = format!("{method} {path} HTTP/1.0\r\n");
        if !headers.iter().any(|(name, _)| *name == "host") {
            request.push_str(&format!("host: 127.0.0.1:{}\r\n", self.0));
        }
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        request.push_str(&format!("content-length: {}\r\n\r\n", body.len()));
        stream.write_all(&[request.as_bytes(), body].concat()).expect("it takes the request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("it answers");
        let head = answer.windows(4).position(|w| w == b"\r\n\r\n").expect("an answer has a head") + 4;
        let status = String::from_utf8_lossy(&answer[..head]);
        let status = status.split(' ').nth(1).and_then(|s| s.parse().ok()).expect("and a status");
        (status, answer.split_off(head))
    }

    /// Asks a service of AWS that speaks JSON: `service` for the signature, which isn't checked here.
    pub(crate) fn aws(
        self,
        service: &str,
        target: &str,
        method: &str,
        path: &str,
        question: &Value,
    ) -> Value {
        let scope = format!("Credential=test/20260101/eu-central-1/{service}/aws4_request");
        let headers = [
            ("authorization", format!("AWS4-HMAC-SHA256 {scope}, SignedHeaders=host, Signature=0")),
            ("content-type", "application/x-amz-json-1.1".to_owned()),
            ("x-amz-target", target.to_owned()),
        ];
        let body = if question.is_null() { String::new() } else { question.to_string() };
        let (status, answer) = self.ask(method, path, &headers, body.as_bytes());
        let text = String::from_utf8_lossy(&answer);
        assert!((200..300).contains(&status), "{method} {path} {target}: {status} {text}");
        serde_json::from_slice(&answer).unwrap_or_else(|e| panic!("{path} {target}: {e}: {text}"))
    }

    /// Asks a service of AWS that takes forms and answers in XML. Answers the status with the text.
    pub(crate) fn form(self, service: &str, fields: &[(&str, &str)]) -> (u16, String) {
        let scope = format!("Credential=test/20260101/eu-central-1/{service}/aws4_request");
        let headers = [
            ("authorization", format!("AWS4-HMAC-SHA256 {scope}, SignedHeaders=host, Signature=0")),
            ("content-type", "application/x-www-form-urlencoded".to_owned()),
        ];
        let escaped =
            |text: &str| text.replace('%', "%25").replace('&', "%26").replace('+', "%2B").replace('/', "%2F");
        let body: Vec<String> =
            fields.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
        let (status, answer) = self.ask("POST", "/", &headers, body.join("&").as_bytes());
        (status, String::from_utf8_lossy(&answer).into_owned())
    }

    /// A secret's value.
    pub(crate) fn secret(self, name: &str) -> String {
        let question = serde_json::json!({"Name": name, "WithDecryption": true});
        let answer = self.aws("ssm", "AmazonSSM.GetParameter", "POST", "/", &question);
        answer["Parameter"]["Value"].as_str().expect("a value").to_owned()
    }
}
