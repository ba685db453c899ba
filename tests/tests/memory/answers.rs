//! SES over HTTP, as the real client speaks to it: it takes the mail, and its answer is lost in every way there is. One
//! call per mail until SES's own event, or the mail's policy, has settled it.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use bundle_tests::{asked::confirmation, ports::LinkKeysOf, sweep::DAY};
use domain::{
    EntityRef, Event, Failure, Timestamp,
    send::{Entry, OnDoubt, SendId, State},
};
use jiff::SignedDuration;
use mail_delivery::{Lanes, MailDelivery, Pace, Ses};
use mail_feedback::MailFeedback;
use serde_json::json;
use store::Store;
use testkit::{Memory, dynamo, orders::shop};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

/// What becomes of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Accepted,
    /// The connection ends without one.
    Dropped,
    /// None comes for longer than the client waits.
    Hangs,
    /// This status, with this body.
    Says(u16, &'static str),
}

const ACCEPTED: &str = "<SendRawEmailResponse xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\">\
<SendRawEmailResult><MessageId>m-1</MessageId></SendRawEmailResult></SendRawEmailResponse>";
const FAILURE: &str = "<ErrorResponse xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\"><Error><Type>Receiver</Type>\
<Code>InternalFailure</Code><Message>no</Message></Error></ErrorResponse>";
const THROTTLED: &str = "<ErrorResponse xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\"><Error><Type>Sender</Type>\
<Code>Throttling</Code><Message>Maximum sending rate exceeded.</Message></Error></ErrorResponse>";

/// Every way to lose an answer to a mail that was taken.
const LOST: [Answer; 5] = [
    Answer::Dropped,
    Answer::Says(500, FAILURE),
    Answer::Says(503, ""),
    Answer::Says(200, "<SendRawEmailResponse"),
    Answer::Hangs,
];

/// SES: counts the requests, whatever it answers.
#[derive(Default)]
struct Outside {
    calls: Mutex<usize>,
    answers: Mutex<Vec<Answer>>,
}

impl Outside {
    async fn serve(self: Arc<Self>, listener: TcpListener) {
        while let Ok((stream, _)) = listener.accept().await {
            let outside = Arc::clone(&self);
            tokio::spawn(async move { outside.speak(stream).await });
        }
    }

    /// One connection, as many requests as the client likes.
    async fn speak(&self, mut stream: TcpStream) {
        while let Some(body) = request(&mut stream).await {
            assert!(body.contains("Action=SendRawEmail") && body.contains("buyer-1001%40example.com"));
            *self.calls.lock().expect("nobody panics with it") += 1;
            let next = self.answers.lock().expect("nobody panics with it").pop();
            let (status, body) = match next.unwrap_or(Answer::Accepted) {
                Answer::Accepted => (200, ACCEPTED),
                Answer::Says(status, body) => (status, body),
                Answer::Dropped => return,
                Answer::Hangs => return tokio::time::sleep(Duration::from_secs(60)).await,
            };
            let answer = format!(
                "HTTP/1.1 {status} x\r\ncontent-type: text/xml\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            );
            if stream.write_all(answer.as_bytes()).await.is_err() {
                return;
            }
        }
    }
}

/// The body of the next request; nothing when the client is gone.
async fn request(stream: &mut TcpStream) -> Option<String> {
    let mut read = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&read);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
            });
            if body.len() >= length.unwrap_or_default() {
                return Some(body.to_owned());
            }
        }
        let mut more = [0; 16 * 1024];
        match stream.read(&mut more).await {
            Ok(count) if count > 0 => read.extend_from_slice(&more[..count]),
            _ => return None,
        }
    }
}

struct Play {
    outside: Arc<Outside>,
    carrier: MailDelivery<Ses>,
    event: Event,
    id: SendId,
}

impl Play {
    async fn new(on_doubt: OnDoubt, answers: &[Answer]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free loopback port");
        let port = listener.local_addr().expect("bound").port();
        let outside = Arc::new(Outside::default());
        outside.answers.lock().expect("nobody panics with it").extend(answers.iter().rev());
        tokio::spawn(Arc::clone(&outside).serve(listener));
        let store = Store::on(Arc::new(Memory::default()));
        store.publish_settings(&shop(), Timestamp::UNIX_EPOCH).await.expect("published");
        let event = confirmation(&store, 1001, on_doubt, day()).await;
        let carrier = MailDelivery {
            store,
            mailer: Ses::new(&dynamo::config(port).await),
            lanes: Lanes {
                transactional: Pace::new(1000, 1),
                bulk: Pace::new(1000, 1),
                configuration_set_transactional: "transactional".into(),
                configuration_set_bulk: "bulk".into(),
            },
            pages: LinkKeysOf::pages(),
            patience: SignedDuration::from_mins(5),
        };
        let id = SendId::of(&shop().id, &EntityRef::order("1001"), "order-confirmation", 1);
        Self { outside, carrier, event, id }
    }

    /// The queue brings the request, so many seconds after the first time.
    async fn deliver(&self, after: i64) -> Result<(), Failure> {
        let now = day() + SignedDuration::from_secs(after);
        self.carrier.deliver(&self.event, &|| now, now + SignedDuration::from_secs(60)).await
    }

    fn calls(&self) -> usize {
        *self.outside.calls.lock().expect("nobody panics with it")
    }

    async fn entry(&self) -> Entry {
        let entry = self.carrier.store.send_entry(&shop().id, &self.id).await;
        entry.expect("readable").expect("the row stays")
    }
}

fn day() -> Timestamp {
    DAY.parse().expect("an instant")
}

fn later(result: &Result<(), Failure>) -> bool {
    matches!(result, Err(Failure::Transient { .. }))
}

#[tokio::test]
async fn a_lost_answer_is_one_call_until_ses_reports() {
    for lost in LOST {
        let play = Play::new(OnDoubt::PreferDuplicate, &[lost]).await;
        for after in [0, 10, 60, 299] {
            let said = play.deliver(after).await;
            assert!(later(&said) && play.calls() == 1, "{lost:?}, after {after} s: {said:?}");
        }
        let tags = json!({"shop": ["acme"], "send_id": [play.id.as_str()]});
        let report = json!({"eventType": "Send", "mail": {"messageId": "m-1", "tags": tags}, "send": {}});
        let feedback = MailFeedback(play.carrier.store.clone());
        feedback
            .take_in(&report.to_string(), day() + SignedDuration::from_secs(299))
            .await
            .expect("taken in");
        for after in [300, 3600] {
            assert_eq!(play.deliver(after).await, Ok(()), "{lost:?}");
        }
        let entry = play.entry().await;
        assert_eq!((play.calls(), entry.state, entry.attempts), (1, State::Sent, 1), "{lost:?}: one mail");
    }
}

#[tokio::test]
async fn where_no_report_comes_the_declared_policy_decides() {
    for lost in [Answer::Dropped, Answer::Says(500, FAILURE)] {
        let play = Play::new(OnDoubt::PreferDuplicate, &[lost]).await;
        assert!(later(&play.deliver(0).await) && later(&play.deliver(299).await));
        assert_eq!((play.deliver(300).await, play.calls()), (Ok(()), 2), "{lost:?}: rather twice than never");
        assert_eq!(play.entry().await.state, State::Sent);

        let play = Play::new(OnDoubt::PreferSkip, &[lost]).await;
        assert!(later(&play.deliver(0).await) && later(&play.deliver(299).await));
        assert_eq!((play.deliver(300).await, play.calls()), (Ok(()), 1), "{lost:?}: rather never than twice");
        assert_eq!(play.entry().await.state, State::Parked);
        assert_eq!((play.deliver(900).await, play.calls()), (Ok(()), 1));
    }
}

#[tokio::test]
async fn the_client_itself_repeats_nothing() {
    // The SDK takes throttling and 5xx for worth another try, three in all. Here each of ours is one call.
    let play = Play::new(OnDoubt::PreferDuplicate, &[Answer::Says(400, THROTTLED); 3]).await;
    for tries in 1..=3 {
        assert!(later(&play.deliver(tries).await));
        assert_eq!(play.calls(), usize::try_from(tries).expect("few"));
    }
    assert_eq!((play.deliver(9).await, play.calls()), (Ok(()), 4));
    assert_eq!(play.entry().await.state, State::Sent);
}
