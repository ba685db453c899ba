//! `return file`: a wish that came by phone or across the counter.

use std::process::ExitCode;

use domain::{
    EntityRef,
    order::{LineItem, Order},
    returns::{
        Condition, Method, Outcome, Request, RequestLine, rma,
        told::{Told, kinds},
    },
};

use serde::Deserialize;

use super::look::{self, Shop};
use crate::{
    cloud::{target::Target, which::OneShop},
    trouble::Trouble,
};

/// Arguments of `return file`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Lines are the order's lines by their ids, or by article code. The same wish once more (the same --key) is the same return. Who
files a return never approves it. What comes of it: cargo nightshift return show.

Exit codes: 0 filed, 2 no such order or line, 3 no cloud.

Examples:
  cargo nightshift return file 1001 MUG-1=1 --reason defective --by ada
  cargo nightshift return file 1001 1=2 --withdrawal --by ada --shop acme --stack nightshift")]
pub(crate) struct Args {
    /// The order: `ORDER#450789469`, or its number alone
    order: String,
    /// What comes back
    #[arg(required = true, value_name = "LINE=PIECES")]
    lines: Vec<String>,
    /// Why, by a code of the shop's list
    #[arg(long, value_name = "CODE")]
    reason: Option<String>,
    /// How it is: sealed, opened, used, damaged
    #[arg(long, value_name = "WORD", default_value = "unsaid")]
    condition: String,
    /// What the buyer wants: refund, store-credit, exchange, replacement
    #[arg(long, value_name = "WORD", default_value = "refund")]
    outcome: String,
    /// The variant that they want instead
    #[arg(long, value_name = "ID")]
    instead: Option<String>,
    /// It is the withdrawal that the law grants
    #[arg(long)]
    withdrawal: bool,
    /// Who files it
    #[arg(long, value_name = "NAME")]
    by: String,
    /// Tells several wishes for the same apart
    #[arg(long, value_name = "WORD", default_value = "1")]
    key: String,
    #[command(flatten)]
    shop: OneShop,
}

/// A wish as somebody of the shop's own files it.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Wish {
    /// What comes back: `LINE=PIECES`, lines by id or article code.
    pub(crate) lines: Vec<String>,
    /// Why.
    #[serde(default)]
    pub(crate) reason: Option<String>,
    /// How it is.
    #[serde(default = "unsaid")]
    pub(crate) condition: Condition,
    /// What the buyer wants.
    #[serde(default = "refund")]
    pub(crate) outcome: Outcome,
    /// The variant that they want instead.
    #[serde(default)]
    pub(crate) instead: Option<String>,
    /// Whether it is the withdrawal that the law grants.
    #[serde(default)]
    pub(crate) withdrawal: bool,
    /// Who files it.
    pub(crate) by: String,
    /// Tells several wishes for the same apart.
    #[serde(default = "first")]
    pub(crate) key: String,
}

fn unsaid() -> Condition {
    Condition::Unsaid
}

fn refund() -> Outcome {
    Outcome::Refund
}

fn first() -> String {
    "1".into()
}

impl Wish {
    /// Files it: the return that it is, and whether it is new.
    pub(crate) async fn file(&self, shop: &Shop, order: &Order) -> Result<(EntityRef, bool), Trouble> {
        let lines = self.lines.iter().map(|text| self.asked(text, order)).collect::<Result<Vec<_>, _>>()?;
        let asked: Vec<_> = lines.iter().map(|line| (&line.line, line.quantity)).collect();
        let key = format!("cli-{}-{asked:?}", self.key);
        let request = Request {
            order: order.id.clone(),
            at: shop.now,
            channel: "terminal".into(),
            by: self.by.trim().to_owned(),
            withdrawal: self.withdrawal,
            method: Method::OwnPost,
            lines,
            key: key.clone(),
        };
        let entity = rma::entity(&order.id, &key);
        let known = shop.store.head(&shop.id, &entity).await.map_err(Target::trouble)?.version > 0;
        if !known {
            shop.tell(&entity, kinds::REQUESTED, Told::Requested { request }).await?;
        }
        Ok((entity, !known))
    }

    fn asked(&self, text: &str, order: &Order) -> Result<RequestLine, Trouble> {
        let (wanted, quantity) = look::pieces(text)
            .map_err(|why| Trouble::input(format!("{text:?}: {why}")).mend("write LINE=PIECES"))?;
        let line = order.lines.iter().find(|line| line.id == wanted || line.sku.as_deref() == Some(&wanted));
        let line = line.ok_or_else(|| {
            let named = |line: &LineItem| match &line.sku {
                Some(sku) => format!("{sku} ({})", line.id),
                None => line.id.clone(),
            };
            let known: Vec<_> = order.lines.iter().map(named).collect();
            Trouble::input(format!("the order has no line {wanted}"))
                .mend(format!("it has {}", known.join(", ")))
        })?;
        Ok(RequestLine {
            line: line.id.clone(),
            quantity,
            reason: self.reason.clone(),
            condition: self.condition,
            outcome: self.outcome,
            instead: self.instead.clone(),
            photos: 0,
        })
    }
}

pub(super) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let word = |what: &str, text: &str| Trouble::input(format!("{text:?} is no {what}"));
    let condition: Condition =
        args.condition.parse().map_err(|()| word("condition", &args.condition).mend("see --help"))?;
    let outcome: Outcome =
        args.outcome.parse().map_err(|()| word("outcome", &args.outcome).mend("see --help"))?;
    let shop = Shop::open(&args.shop).await?;
    let (_, order) = shop.order(&args.order).await?;
    let Args { lines, reason, instead, withdrawal, by, key, .. } = args;
    let wish = Wish { lines, reason, condition, outcome, instead, withdrawal, by, key };
    let (entity, is_new) = wish.file(&shop, &order).await?;
    let said = if is_new { "is filed" } else { "was filed before" };
    anstream::println!("The return {} {said}.", entity.id());
    anstream::println!("What comes of it: cargo nightshift return show {} --shop {}", entity.id(), shop.id);
    Ok(ExitCode::SUCCESS)
}
