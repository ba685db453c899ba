//! Everything that the portal's pages are made of, and each of them as a request.

use domain::{
    Timestamp,
    order::Order,
    returns::{
        Condition, Decision, Method, Outcome, Say, Verdict,
        portal::{By, Draft, Offer, Offers, ReasonOffered, Saying, Standing, Way, Wish, Withdrawal, Words},
        record::ReturnRecord,
        rules::Payer,
    },
    settings::{Shop, StockPlace},
};
use jiff::civil::date;
use mail::page::{Done, Filed, Photo, PhotoProblem, ReturnsRequest, Screen, Typed, Upload};
use serde_json::{Value, json};

use crate::samples;

pub(crate) fn now() -> Timestamp {
    at("2026-11-23T09:00:00Z")
}

pub(crate) fn at(moment: &str) -> Timestamp {
    moment.parse().expect("an instant")
}

/// An order of which one line may go back, one for some reasons only and one not at all; and a return of it.
#[derive(Clone)]
pub(crate) struct Scene {
    pub(crate) shop: Shop,
    pub(crate) order: Order,
    pub(crate) offers: Offers,
    pub(crate) draft: Draft,
    pub(crate) withdrawal: Draft,
    pub(crate) decision: Decision,
    pub(crate) kept: ReturnRecord,
    pub(crate) words: Words,
    pub(crate) id: String,
    pub(crate) role: String,
    pub(crate) link: String,
    pub(crate) typed: (String, String),
    pub(crate) fields: Vec<(String, String)>,
}

impl Scene {
    pub(crate) fn new() -> Self {
        let samples::Sample { mut shop, mut order, .. } = samples::branded();
        let address = ["Acme & Daughters, returns", "Lampengasse 4", "10117 Berlin"].map(str::to_owned);
        let place = StockPlace { name: "Berlin".into(), address: address.into(), ..StockPlace::default() };
        shop.places.insert("berlin".into(), place);
        if order.lines.len() < 3 {
            let mut third = order.lines[0].clone();
            third.id = "third".into();
            third.title = "Engraved lamp".into();
            order.lines.push(third);
        }
        order.email = Some("jane.doe@mail.example".into());
        let lines: Vec<String> = order.lines.iter().map(|line| line.id.clone()).collect();
        let offer = |line: usize, left, standing, say, reasons, outcomes| Offer {
            line: lines[line].clone(),
            left,
            standing,
            say,
            last: Some(date(2026, 12, 9)),
            reasons,
            outcomes,
        };
        let outcomes = vec![Outcome::Refund, Outcome::StoreCredit, Outcome::Exchange];
        let offers = Offers {
            lines: vec![
                offer(0, 2, Standing::Open, None, reasons(), outcomes),
                offer(
                    1,
                    1,
                    Standing::ForSomeReasons,
                    Some(Say::Hygiene),
                    reasons().split_off(4),
                    vec![Outcome::Refund],
                ),
                offer(2, 1, Standing::Closed, Some(Say::Personalised), Vec::new(), Vec::new()),
            ],
            withdrawal: Some(Withdrawal {
                last: Some(date(2026, 12, 7)),
                lines: vec![(lines[0].clone(), 2), (lines[1].clone(), 1)],
            }),
        };
        let mut draft = Draft::new("k1", &order.id, Way::Policy, at("2026-11-22T18:05:00Z"));
        draft.choose(&[(lines[0].clone(), 2), (lines[1].clone(), 1)]);
        let first = &mut draft.wishes[0];
        (first.reason, first.condition) = (Some("too-small".into()), Condition::Opened);
        first.comment = Some("The sleeves are short.\nAnd one button is loose.".into());
        let second = &mut draft.wishes[1];
        (second.reason, second.condition) = (Some("damaged-in-transit".into()), Condition::Damaged);
        second.photos = vec![picture("p1"), picture("p2")];
        let mut withdrawal = Draft::new("k2", &order.id, Way::Withdrawal, at("2026-11-22T18:05:00Z"));
        withdrawal.wishes = vec![Wish::new(&lines[0], 2)];
        let decision = decision(&lines, "approve");
        let kept = kept(&order, &lines, &json!({"decided": "2026-11-21T10:00:00Z"}));
        let words = Words {
            comments: draft.wishes.iter().map(|wish| wish.comment.clone()).collect(),
            photos: vec![Vec::new(), vec![picture("p1")]],
            sayings: vec![saying(By::Route("quality".into()), "Is the box damaged, too?")],
        };
        Self {
            shop,
            order,
            offers,
            draft,
            withdrawal,
            decision,
            kept,
            words,
            id: "0123456789abcdef".into(),
            role: "quality".into(),
            link: "https://acme.example/photo.jpg".into(),
            typed: ("#1001".into(), "someone@mail.example".into()),
            fields: vec![("key".into(), "acme/p3".into()), ("policy".into(), "eyJ9".into())],
        }
    }

    /// The return with more, or something else, known of it.
    pub(crate) fn with(mut self, known: &Value) -> Self {
        let lines: Vec<String> = self.order.lines.iter().map(|line| line.id.clone()).collect();
        self.kept = kept(&self.order, &lines, known);
        self
    }

    pub(crate) fn of(&self, screen: Screen<'_>, see: &mut dyn FnMut(ReturnsRequest)) {
        see(ReturnsRequest {
            shop: &self.shop,
            now: now(),
            screen,
            base: "",
            home: "../token",
            proof: "c2lnbmF0dXJl",
        });
    }

    /// Every screen, some in several states, under a name.
    pub(crate) fn all(&self, see: &mut dyn FnMut(&'static str, ReturnsRequest)) {
        let Self { order, offers, draft, words, kept, .. } = self;
        let filed = [Filed { id: &self.id, kept }];
        let photo = |id, wish, type_| Photo { id, wish, url: Some(&self.link), type_ };
        let photos = [photo("p1", 1, "image/jpeg"), photo("p2", 1, "image/heic")];
        let upload =
            Upload { url: "https://acme.example/upload", fields: &self.fields, most_bytes: 10_000_000 };
        let empty = Draft::new("k3", &order.id, Way::Policy, now());
        let mut bare = draft.clone();
        bare.wishes.iter_mut().for_each(|wish| *wish = Wish::new(&wish.line, wish.pieces));
        bare.split(0);
        let wrong = bare.wrong(offers);
        let nothing = empty.wrong(offers);
        let typed = Typed { order: &self.typed.0, contact: &self.typed.1 };
        let find = |failed, busy| Screen::Find {
            languages: &["en"],
            failed,
            busy,
            typed: if failed { typed } else { Typed::default() },
            policy: Some("https://acme.example/returns"),
        };
        let details = |draft, wrong| Screen::Details {
            order,
            offers,
            draft,
            wrong,
            methods: &[Method::OwnPost, Method::Store],
        };
        let pictures =
            |upload, problem| Screen::Photos { order, draft, wish: 1, upload, photos: &photos, problem };
        let no = Words::default();
        let status = |words, said| Screen::Status {
            order: Some(order),
            kept,
            words,
            slip: Some("slip-0123456789abcdef"),
            may_cancel: true,
            may_object: true,
            said,
        };
        let case = |may_vote, wrong, done| Screen::Case {
            role: &self.role,
            order: Some(order),
            kept,
            words,
            photos: &photos,
            may_vote,
            done,
            wrong,
        };
        let choose = |draft, wrong, filed| Screen::Choose { order, offers, draft, wrong, filed };
        let payer = Some(Payer::Buyer);
        let review = Screen::Review { order, draft, decision: &self.decision, payer };
        let withdraw = |wrong| Screen::Withdraw { order, offers, draft: None, wrong };
        let mut show = |name, screen| self.of(screen, &mut |request| see(name, request));
        show("find", find(false, None));
        show("find-failed", find(true, None));
        show("find-busy", find(true, Some(5)));
        show("choose", choose(None, &[], &[]));
        show("choose-again", choose(Some(draft), &[], &filed));
        show("choose-wrong", choose(Some(&empty), &nothing, &[]));
        show("details", details(draft, &[]));
        show("details-wrong", details(&bare, &wrong));
        show("photos", pictures(Some(upload), None));
        show("photos-wrong", pictures(None, Some(PhotoProblem::TooMany)));
        show("review", review);
        show("withdraw", withdraw(&[]));
        show("withdraw-wrong", withdraw(&nothing));
        show("confirm", Screen::WithdrawConfirm { order, draft: &self.withdrawal });
        show("status", status(&no, None));
        show("status-asked", status(words, Some(Done::Filed)));
        show("desk", Screen::Desk { role: &self.role, waiting: &filed });
        show("desk-empty", Screen::Desk { role: &self.role, waiting: &[] });
        show("case", case(true, false, None));
        show("case-wrong", case(true, true, None));
        show("case-done", case(false, false, Some(Done::Approved)));
    }
}

pub(crate) fn saying(by: By, text: &str) -> Saying {
    Saying { by, at: at("2026-11-22T08:00:00Z"), text: text.into() }
}

/// The usual list, in the order in which it is offered.
fn reasons() -> Vec<ReasonOffered> {
    [
        ("changed-mind", None),
        ("ordered-by-mistake", Some("changed-mind")),
        ("too-large", Some("changed-mind")),
        ("too-small", Some("changed-mind")),
        ("damaged-in-transit", None),
        ("defective", None),
        ("missing-parts", Some("defective")),
        ("wrong colour", None),
    ]
    .map(|(code, under)| ReasonOffered {
        code: code.to_owned(),
        under: under.map(str::to_owned),
        verdict: if code == "wrong colour" { Verdict::Review } else { Verdict::Approve },
        say: Say::Approved,
    })
    .into()
}

fn eur(minor: i64) -> Value {
    json!({"minor": minor, "currency": "EUR"})
}

/// What is decided of two lines: one back with a fee, one kept.
pub(crate) fn decision(lines: &[String], verdict: &str) -> Decision {
    let judged = |line: usize, quantity, verdict: &str, say: &str, fault: &str| {
        json!({"line": lines[line], "quantity": quantity, "verdict": verdict, "because": {"code": "by-rule", "rule": "fee"},
            "rule": "fee", "policy": 3, "say": say, "outcome": "refund", "fault": fault,
            "facts": {"line.condition": "opened", "window.left": "16"},
            "window": {"start": "2026-11-20", "by": "delivery", "last": "2026-12-09", "open": true},
            "terms": {"fee_percent": 10},
            "trace": [{"rule": "fee", "held": true}, {"rule": "old", "held": false},
                {"rule": "often", "held": null, "unknown": "customer.returns"}]})
    };
    serde_json::from_value(json!({
        "because": {"code": "suspicious", "points": 30}, "verdict": verdict, "policy": 3, "statutory": false,
        "lines": [judged(0, 2, "approve", "approved-with-fee", "customer"), judged(1, 1, "keep", "keep-it", "carrier")],
        "shipments": [{"lines": [0, 1], "verdict": verdict}],
        "refund": {"currency": "EUR",
            "lines": [
                {"line": lines[0], "pieces": 2, "outcome": "refund", "paid": eur(9280), "goods": eur(9280), "fee": eur(928)},
                {"line": lines[1], "pieces": 1, "outcome": "refund", "paid": eur(1720), "goods": eur(1720), "fee": eur(0)}],
            "freight": eur(490), "fees": eur(928), "clawed_back": [["Three for two", eur(300)]],
            "total": eur(10262), "credit": eur(1000), "bonus": eur(100), "to_pay": eur(250),
            "tenders": [{"tender": "t1", "kind": "card", "amount": eur(9262)},
                {"tender": "t2", "kind": "gift-card", "amount": eur(1000), "as_credit": true}],
            "short": eur(0),
            "steps": [["paid", eur(11000)], ["fees", eur(-928)], ["freight", eur(490)], ["clawed-back", eur(-300)]]},
        "refund_at": "inspection", "refund_by": "2026-12-07T23:00:00Z", "ship_by": "2026-12-05T23:00:00Z",
        "owner": "quality",
        "signals": [{"kind": "wardrobing", "points": 20}, {"kind": "dear-first-order", "points": 30}],
    }))
    .expect("a decision")
}

/// A return of both lines, with what is `known` of it.
fn kept(order: &Order, lines: &[String], known: &Value) -> ReturnRecord {
    let granted = |line: usize, quantity, verdict: &str, say: &str| {
        json!({"line": lines[line], "quantity": quantity, "verdict": verdict, "because": {"code": "in-time"}, "say": say,
            "outcome": "refund", "fault": "customer", "destination": "berlin"})
    };
    let mut rma = json!({
        "number": "RMA-1001-1",
        "request": {"key": "r1", "order": order.id, "at": "2026-11-21T09:30:00Z", "channel": "portal", "by": "buyer",
            "method": "own-post",
            "lines": [{"line": lines[0], "quantity": 2, "reason": "too-small", "condition": "opened"},
                {"line": lines[1], "quantity": 1, "reason": "damaged-in-transit", "condition": "damaged"}]},
        "granted": [granted(0, 2, "approve", "approved-with-fee"), granted(1, 1, "keep", "keep-it")],
        "expected": eur(10262),
        "ship_by": "2026-12-05T23:00:00Z", "refund_by": "2026-12-07T23:00:00Z",
    });
    for (name, value) in known.as_object().expect("fields").iter().filter(|(name, _)| *name != "told") {
        rma[name] = value.clone();
    }
    let told = known.get("told").cloned().unwrap_or_else(|| json!([]));
    serde_json::from_value(json!({
        "order_name": order.name, "told": told, "decision": decision(lines, "review"), "rma": rma,
    }))
    .expect("a return")
}

fn picture(id: &str) -> domain::returns::photo::Photo {
    domain::returns::photo::Photo {
        id: id.into(),
        line: "2".into(),
        media_type: domain::returns::photo::MediaType::Jpeg,
        bytes: 1024,
        at: Timestamp::UNIX_EPOCH,
    }
}
