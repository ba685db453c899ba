//! The shop: what it gives back by our word and by hand, and what it tells of that.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::PoisonError,
};

use domain::{
    EntityRef, Event, Money, NewEvent, SourceVersion,
    command::{Done, Parked, Refund, Requested, Why},
    webhook::Received,
};

use super::{LINE, ORDER, Returning, acme};

/// What the shop did.
#[derive(Debug, Default)]
pub(super) struct Platform {
    /// By once-key: what went back.
    paid: BTreeMap<String, Money>,
    /// Other commands, by once-key.
    did: BTreeMap<String, &'static str>,
}

/// How the shop takes what it is asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Manner {
    /// It does it, and says so.
    #[default]
    Does,
    /// It says nothing.
    Silent,
    /// It doesn't pay.
    Refuses,
    /// It pays, but no credit.
    RefusesCredit,
    /// It pays, and nobody hears of it.
    PaysInDoubt,
    /// It doesn't pay, and nobody hears of it.
    InDoubt,
}

/// When the shop tells of refunds that it was asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Echoes {
    /// Never.
    #[default]
    Never,
    /// Before it answers.
    Before,
    /// After its answer.
    After,
}

impl Returning {
    /// The shop gave something back by hand, and tells of it.
    pub async fn refunds_by_hand(&mut self, refund: &str, pieces: i64) {
        self.captured -= 1000 * pieces;
        self.tell_of(refund, format!("{LINE} 1 {pieces} return -"), format!("{pieces}0.00")).await;
    }

    async fn tell_of(&self, refund: &str, restock: String, amount: String) {
        let received = Received {
            from: "shopify".into(),
            topic: "refunds/create".into(),
            source: SourceVersion { at: self.now, tie: refund.into() },
            superseded: false,
            details: [
                ("refund".to_owned(), refund.to_owned()),
                ("restock".to_owned(), restock),
                ("amount".to_owned(), amount),
            ]
            .into(),
            returned: None,
            body: String::new(),
        };
        let effect = format!("shopify#refunds/create#{}#{refund}", self.now);
        self.say(&EntityRef::order(ORDER), NewEvent::named("order.refunded", effect, &received)).await;
    }

    /// The shop tells of a refund that it was asked for.
    async fn echo(&self, refund: &Refund, reference: &str) {
        let lines: Vec<String> =
            refund.lines.iter().map(|line| format!("{} 1 {} none -", line.line, line.quantity)).collect();
        let amount = refund.total().expect("shares").decimal();
        self.tell_of(reference, lines.join(","), amount).await;
    }

    /// What `shop-commands` and the shop do, in short: once for each once-key, and never more than is there.
    pub async fn carry_out(&self, event: &Event) {
        let requested: Requested = event.payload().expect("a command");
        let id = requested.id(&event.shop);
        let money = requested.command.money();
        let refuses = match self.manner {
            Manner::Silent => return,
            Manner::Refuses | Manner::InDoubt => money.is_some(),
            Manner::RefusesCredit => requested.command.kind() == "store-credit",
            Manner::Does | Manner::PaysInDoubt => false,
        };
        let answer = {
            let mut platform = self.platform.lock().unwrap_or_else(PoisonError::into_inner);
            let key = id.as_str().to_owned();
            match money {
                Some(refund) => {
                    let total = refund.total().expect("shares");
                    let before: i64 = platform.paid.values().map(|paid| paid.minor).sum();
                    let known = platform.paid.contains_key(&key);
                    if refuses || (!known && before + total.minor > self.captured) {
                        Err(Why::TooMuch)
                    } else {
                        platform.paid.insert(key, total);
                        Ok(Some(total))
                    }
                }
                None => {
                    platform.did.insert(key, requested.command.kind());
                    Ok(None)
                }
            }
        };
        let name = format!("r-{}", &id.as_str()[..8]);
        let echo = money.filter(|_| answer.is_ok());
        if let Some(refund) = echo.filter(|_| self.echoes == Echoes::Before) {
            self.echo(refund, &name).await;
        }
        let in_doubt = money.is_some() && [Manner::PaysInDoubt, Manner::InDoubt].contains(&self.manner);
        let answer = if in_doubt { Err(Why::InDoubt) } else { answer };
        let (order, key, command) =
            (requested.order.clone(), requested.key.clone(), requested.command.kind().to_owned());
        let effect = format!("command#told#{}", id.as_str());
        let reference = Some(name.clone());
        let new = match answer {
            Ok(amount) => {
                NewEvent::of(effect, &Done { id, order, key, command, reference, amount, asked: false })
            }
            Err(why) => NewEvent::of(effect, &Parked { id, order, key, command, why, detail: String::new() }),
        };
        self.say(&event.subject, new).await;
        if let Some(refund) = echo.filter(|_| self.echoes == Echoes::After) {
            self.echo(refund, &name).await;
        }
    }

    /// What the shop gave back by our word, in minor units.
    pub fn paid(&self) -> i64 {
        let platform = self.platform.lock().unwrap_or_else(PoisonError::into_inner);
        platform.paid.values().map(|paid| paid.minor).sum()
    }

    /// What else it did, by the words of commands.
    pub fn did(&self) -> BTreeSet<&'static str> {
        let platform = self.platform.lock().unwrap_or_else(PoisonError::into_inner);
        platform.did.values().copied().collect()
    }

    /// By once-key: what the order's returns have written down of its money.
    pub async fn back(&self) -> Vec<String> {
        let tie = self.store.returns_of_order(&acme(), ORDER).await.expect("readable");
        let row: domain::returns::of_order::OfOrder = tie.said().expect("readable");
        row.back.into_keys().collect()
    }
}
