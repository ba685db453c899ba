//! The money side of a shop's platform, as the documentation of Shopify's Admin GraphQL API and WooCommerce's source describe
//! it, and a receiver of signed webhooks: refunds that are recorded, paid, refused and known again; returns that are answered.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use domain::Money;
use intake::{Headers, Secret};
use serde_json::{Value, json};
use web::Answer;

/// What signs webhooks to the receiver.
pub const SIGNING: &str = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

/// A refund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refunded {
    /// The platform's id.
    pub id: u64,
    /// Its note or reason.
    pub note: String,
    /// Minor units of euros.
    pub minor: i64,
    /// Whether the gateway paid.
    pub paid: bool,
    /// Which payment it is of.
    pub of: String,
    /// Of which line its goods are, where its maker named any.
    pub line: Option<u64>,
}

/// An order's money.
#[derive(Debug, Clone, Default)]
struct Purse {
    payments: Vec<(String, String, i64)>,
    refunds: Vec<Refunded>,
    cancelled: bool,
}

impl Purse {
    fn captured(&self) -> i64 {
        self.payments.iter().map(|(_, _, minor)| minor).sum()
    }

    fn refunded(&self) -> i64 {
        self.refunds.iter().map(|refund| refund.minor).sum()
    }
}

#[derive(Debug, Default)]
struct State {
    orders: BTreeMap<String, Purse>,
    returns: BTreeMap<String, &'static str>,
    /// Shopify's idempotency keys, and what was done under each.
    keys: BTreeMap<String, u64>,
    /// How often the receiver took a webhook of this id in.
    received: BTreeMap<String, u64>,
    knows_again: bool,
    unpaid: bool,
    lax: bool,
    last: u64,
}

/// The money side.
#[derive(Debug, Default)]
pub struct Till(Mutex<State>);

fn euros(minor: i64) -> String {
    Money::new(minor, "EUR".parse().expect("a currency")).decimal()
}

fn minor(decimal: &Value) -> i64 {
    let text = decimal.as_str().expect("amounts are written as texts");
    Money::parse(text, "EUR".parse().expect("a currency")).expect("an amount").minor
}

impl Till {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An order was paid: by each gateway so much.
    pub fn pay(&self, order: &str, payments: &[(&str, i64)]) {
        let mut state = self.state();
        let purse = state.orders.entry(order.to_owned()).or_default();
        for (gateway, minor) in payments {
            let id = format!("gid://shopify/OrderTransaction/{order}{}", purse.payments.len());
            purse.payments.push((id, (*gateway).to_owned(), *minor));
        }
    }

    /// The shop's own people give money back, for goods of a line or for nothing that they name.
    pub fn refund_by_hand(&self, order: &str, minor: i64, line: Option<u64>) {
        let mut state = self.state();
        state.last += 1;
        let id = state.last;
        let purse = state.orders.entry(order.to_owned()).or_default();
        let minor = minor.min(purse.captured() - purse.refunded());
        let of = purse.payments.first().map(|payment| payment.0.clone()).unwrap_or_default();
        purse.refunds.push(Refunded { id, note: "by hand".into(), minor, paid: true, of, line });
    }

    /// An order is called off.
    pub fn cancel(&self, order: &str) {
        self.state().orders.entry(order.to_owned()).or_default().cancelled = true;
    }

    /// A buyer asks for a return.
    pub fn request(&self, id: &str) {
        self.state().returns.insert(id.to_owned(), "REQUESTED");
    }

    /// How a return stands.
    pub fn status(&self, id: &str) -> Option<&'static str> {
        self.state().returns.get(id).copied()
    }

    /// Whether the receiver knows ids again.
    pub fn know_again(&self) {
        self.state().knows_again = true;
    }

    /// The gateway pays nothing, and the platform forgets to say so.
    pub fn leave_unpaid(&self, unpaid: bool) {
        self.state().unpaid = unpaid;
    }

    /// It gives back whatever is asked for, as if it couldn't count.
    pub fn be_lax(&self) {
        self.state().lax = true;
    }

    /// What has gone back of an order.
    pub fn refunds(&self, order: &str) -> Vec<Refunded> {
        self.state().orders.get(order).map(|purse| purse.refunds.clone()).unwrap_or_default()
    }

    /// What of it was ours.
    pub fn ours(&self, order: &str) -> Vec<Refunded> {
        self.refunds(order).into_iter().filter(|refund| refund.note.starts_with("ns:")).collect()
    }

    /// The answer to a request about money, or to none if it is about something else.
    pub fn answer(&self, path: &str, header: &dyn Fn(&str) -> Option<String>, body: &[u8]) -> Option<Answer> {
        let mut state = self.state();
        if path.ends_with("/graphql.json") {
            let asked: Value = serde_json::from_slice(body).ok()?;
            let query = asked["query"].as_str()?;
            return state.graphql(query, &asked["variables"]);
        }
        if let Some((_, rest)) = path.split_once("/wp-json/wc/v3/orders/") {
            let body: Option<Value> = serde_json::from_slice(body).ok();
            return Some(state.rest(rest, body.as_ref()));
        }
        if let Some((_, id)) = path.split_once("/status/") {
            return Some(state.asked_for(id));
        }
        path.ends_with("/commands").then(|| state.receive(header, body))
    }
}

fn answer(status: u16, body: &Value) -> Answer {
    Answer { status, headers: Vec::new(), body: body.to_string().into_bytes() }
}

fn tail(gid: &Value) -> String {
    gid.as_str().and_then(|id| id.rsplit('/').next()).unwrap_or_default().to_owned()
}

impl State {
    fn refund(
        &mut self,
        order: &str,
        note: &str,
        minor: i64,
        of: &str,
        paid: bool,
    ) -> Result<u64, &'static str> {
        let purse = self.orders.get_mut(order).ok_or("Order does not exist")?;
        if minor < 1 || !self.lax && purse.refunded() + minor > purse.captured() {
            return Err("Refund amount is greater than what is left");
        }
        self.last += 1;
        let refund =
            Refunded { id: self.last, note: note.to_owned(), minor, paid, of: of.to_owned(), line: None };
        purse.refunds.push(refund);
        Ok(self.last)
    }

    fn graphql(&mut self, query: &str, variables: &Value) -> Option<Answer> {
        let data = |data: Value| Some(answer(200, &json!({"data": data})));
        let done = |made: Value| data(json!({"done": made}));
        if query.contains("refundCreate") {
            assert!(query.contains("@idempotent(key: $key)"), "it is mandatory since 2026-04");
            let key = variables["key"].as_str().expect("a key").to_owned();
            let made = match self.keys.get(&key) {
                Some(id) => Ok(*id),
                None => self.create(&variables["input"]),
            };
            return done(match made {
                Ok(id) => {
                    self.keys.insert(key, id);
                    json!({"refund": {"id": format!("gid://shopify/Refund/{id}")}, "userErrors": []})
                }
                Err(words) => json!({"refund": null, "userErrors": [{"field": null, "message": words}]}),
            });
        }
        let input = if variables["input"].is_object() { &variables["input"]["id"] } else { &variables["id"] };
        let id = tail(input);
        for (mutation, from, to) in [
            ("returnApproveRequest", "REQUESTED", "OPEN"),
            ("returnDeclineRequest", "REQUESTED", "DECLINED"),
            ("returnClose", "OPEN", "CLOSED"),
        ] {
            if query.contains(mutation) {
                let errors = match self.returns.get_mut(&id) {
                    Some(status) if *status == from => {
                        *status = to;
                        json!([])
                    }
                    _ => json!([{"field": ["id"], "message": "Return status is invalid"}]),
                };
                let made = json!({"id": input, "status": self.returns.get(&id)});
                let made = if errors.as_array().is_some_and(Vec::is_empty) { made } else { Value::Null };
                return done(json!({"return": made, "userErrors": errors}));
            }
        }
        if query.contains("orderCancel") {
            self.orders.entry(tail(&variables["orderId"])).or_default().cancelled = true;
            return done(json!({"job": {"id": "gid://shopify/Job/1", "done": false}, "userErrors": []}));
        }
        if query.contains("return(id: $id)") {
            let found = self.returns.get(&id).map(|status| json!({"id": input, "status": status}));
            return data(json!({"return": found}));
        }
        query.contains("order(id: $id)").then(|| {
            let order = self.orders.get(&id).map(|purse| purse.as_shopify(input));
            answer(200, &json!({"data": {"order": order}}))
        })
    }

    /// `refundCreate` with its parts, each against its payment.
    fn create(&mut self, input: &Value) -> Result<u64, &'static str> {
        let order = tail(&input["orderId"]);
        let note = input["note"].as_str().unwrap_or_default().to_owned();
        let credit = input["refundMethods"][0]["storeCreditRefund"]["amount"]["amount"].clone();
        if credit.is_string() {
            return self.refund(&order, &note, minor(&credit), "credit", true);
        }
        let parts = input["transactions"].as_array().cloned().unwrap_or_default();
        let purse = self.orders.get(&order).ok_or("Order does not exist")?;
        for part in &parts {
            let parent = part["parentId"].as_str().unwrap_or_default();
            let paid =
                purse.payments.iter().find(|(id, gateway, _)| id == parent && part["gateway"] == **gateway);
            let (id, _, captured) = paid.ok_or("Transaction does not exist")?;
            let gone: i64 = purse.refunds.iter().filter(|of| of.of == *id).map(|of| of.minor).sum();
            if !self.lax && gone + minor(&part["amount"]) > *captured {
                return Err("Refund amount is greater than the payment");
            }
        }
        let mut made = Err("nothing to refund");
        let total: i64 = parts.iter().map(|part| minor(&part["amount"])).sum();
        if parts.len() == 1 {
            made = self.refund(&order, &note, total, parts[0]["parentId"].as_str().unwrap_or_default(), true);
        } else if !parts.is_empty() {
            // One refund of several parts: it is told as one, and counted against each.
            for (nth, part) in parts.iter().enumerate() {
                let note = if nth == 0 { note.clone() } else { format!("part of {note}") };
                let of = part["parentId"].as_str().unwrap_or_default();
                let one = self.refund(&order, &note, minor(&part["amount"]), of, true)?;
                made = made.or(Ok(one));
            }
        }
        made
    }

    fn rest(&mut self, rest: &str, body: Option<&Value>) -> Answer {
        let parts: Vec<&str> = rest.split('/').collect();
        let order = parts[0].to_owned();
        let refused = |message: &str| {
            answer(500, &json!({"code": "woocommerce_rest_cannot_create_order_refund", "message": message}))
        };
        let Some(purse) = self.orders.get_mut(&order) else {
            return answer(
                404,
                &json!({"code": "woocommerce_rest_invalid_order_id", "message": "Invalid ID."}),
            );
        };
        match (&parts[1..], body) {
            ([], None) => answer(200, &purse.as_woo(&order)),
            ([], Some(change)) => {
                purse.cancelled |= change["status"] == "cancelled";
                answer(200, &purse.as_woo(&order))
            }
            (["refunds", id], None) => {
                let found = purse.refunds.iter().find(|refund| refund.id.to_string() == *id);
                found.map_or_else(|| answer(404, &json!({})), |refund| answer(200, &refund.as_woo()))
            }
            (["refunds"], None) => answer(200, &purse.refunds.iter().map(Refunded::as_woo).collect()),
            (["refunds"], Some(asked)) => {
                assert_eq!(asked["api_refund"], true, "the gateway is to pay");
                let (amount, reason) =
                    (minor(&asked["amount"]), asked["reason"].as_str().unwrap_or_default());
                let paid = !self.unpaid;
                match self.refund(&order, reason, amount, "", paid) {
                    Ok(id) => answer(201, &json!({"id": id, "refunded_payment": paid})),
                    Err(words) => refused(words),
                }
            }
            _ => answer(404, &json!({"code": "rest_no_route"})),
        }
    }

    /// The shop's own program is asked what became of a command.
    fn asked_for(&self, id: &str) -> Answer {
        match self.received.get(id) {
            Some(_) => answer(200, &json!({"state": "done", "reference": id})),
            None => answer(404, &json!({})),
        }
    }

    /// The shop's own program takes a webhook.
    fn receive(&mut self, header: &dyn Fn(&str) -> Option<String>, body: &[u8]) -> Answer {
        let names = ["webhook-id", "webhook-timestamp", "webhook-signature"];
        let headers: Vec<(&str, String)> =
            names.into_iter().filter_map(|name| Some((name, header(name)?))).collect();
        let at = headers.get(1).and_then(|(_, at)| at.parse().ok()).unwrap_or_default();
        let now = domain::Timestamp::from_second(at).expect("a time");
        let own = intake::source("own").expect("it is one");
        let pairs = headers.iter().map(|(name, value)| (*name, value.as_str()));
        let verified = own.verify(&Headers::new(pairs), body, &[Secret::new(SIGNING)], now);
        if verified.is_err() {
            return answer(401, &json!({}));
        }
        let asked: Value = serde_json::from_slice(body).expect("JSON");
        let id = asked["data"]["id"].as_str().expect("an id").to_owned();
        assert_eq!(Some(&id), headers.first().map(|(_, id)| id), "the webhook's id is the once-key");
        let times = self.received.entry(id.clone()).or_default();
        *times += 1;
        if *times > 1 && self.knows_again {
            return answer(200, &json!({"reference": id}));
        }
        let order = asked["data"]["order"].as_str().unwrap_or_default().to_owned();
        let shares = asked["data"]["command"]["shares"].as_array().cloned().unwrap_or_default();
        let total = shares.iter().filter_map(|share| share["amount"]["minor"].as_i64()).sum();
        match self.refund(&order, &format!("ns:{id}"), total, "", true) {
            Ok(_) => answer(200, &json!({"reference": id})),
            Err(words) => answer(422, &json!({"error": words})),
        }
    }
}

impl Purse {
    fn as_shopify(&self, id: &Value) -> Value {
        let money = |minor| json!({"presentmentMoney": {"amount": euros(minor), "currencyCode": "EUR"}});
        let transaction = |id: String, kind: &str, gateway: &str, amount, parent: Option<&str>| {
            json!({"id": id, "kind": kind, "status": "SUCCESS", "gateway": gateway, "manualPaymentGateway": false,
                "parentTransaction": parent.map(|id| json!({"id": id})), "amountSet": money(amount)})
        };
        let sales = self
            .payments
            .iter()
            .map(|(id, gateway, amount)| transaction(id.clone(), "SALE", gateway, *amount, None));
        let back = self.refunds.iter().filter(|refund| refund.of.starts_with("gid")).map(|refund| {
            transaction(
                format!("gid://shopify/OrderTransaction/r{}", refund.id),
                "REFUND",
                "",
                refund.minor,
                Some(&refund.of),
            )
        });
        let refunds = self
            .refunds
            .iter()
            .map(|refund| json!({"id": format!("gid://shopify/Refund/{}", refund.id), "note": refund.note}));
        json!({"id": id, "cancelledAt": self.cancelled.then_some("2026-01-15T12:00:00Z"),
            "totalReceivedSet": money(self.captured()), "totalRefundedSet": money(self.refunded()),
            "refunds": refunds.collect::<Vec<_>>(), "transactions": sales.chain(back).collect::<Vec<_>>()})
    }

    fn as_woo(&self, id: &str) -> Value {
        let refunds = self.refunds.iter().map(|refund| {
            json!({"id": refund.id, "reason": refund.note, "total": format!("-{}", euros(refund.minor))})
        });
        json!({"id": id.parse::<u64>().unwrap_or_default(), "status": if self.cancelled { "cancelled" } else { "completed" },
            "currency": "EUR", "total": euros(self.captured()), "date_paid_gmt": "2026-01-15T09:00:00",
            "refunds": refunds.collect::<Vec<_>>(), "shipping_lines": [{"id": 90, "total": "3.36", "total_tax": "0.64",
            "taxes": [{"id": 1, "total": "0.64"}]}],
            "line_items": [{"id": 1, "total": "13.42", "total_tax": "2.55",
            "taxes": [{"id": 1, "total": "2.550000"}]}]})
    }
}

impl Refunded {
    fn as_woo(&self) -> Value {
        let lines = self.line.map(|line| {
            json!({"id": 700 + self.id, "quantity": -1, "total": euros(-self.minor),
                "meta_data": [{"id": 1, "key": "_refunded_item_id", "value": line.to_string()}]})
        });
        json!({"id": self.id, "amount": euros(self.minor), "reason": self.note, "refunded_payment": self.paid,
            "date_created_gmt": "2026-01-15T09:00:30", "line_items": lines.into_iter().collect::<Vec<_>>()})
    }
}
