//! `return receive` and `grade`: what arrived, and how it came back; each parcel once by its number.

use std::process::ExitCode;

use domain::returns::{
    Grade,
    rma::{Receipt, ReceivedLine},
    told::{Told, kinds},
};

use super::look::{self, Shop};
use crate::{cloud::which::OneShop, trouble::Trouble};

/// Arguments of `return receive` and `grade`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Lines are LINE=PIECES by the order's line ids. With --grade all of them are graded at once: a can be sold again and goes back to
stock, b has to be made good, c is scrap. --percent says what of the money goes back for what is worse than it was said.

Exit codes: 0 taken in, 2 no such return or line, 3 no cloud.

Examples:
  cargo nightshift return receive RMA-1001-1 1=1 --receipt DN-4711
  cargo nightshift return grade RMA-1001-1 1=1 --receipt DN-4711 --grade a
  cargo nightshift return receive RMA-1001-1 1=1 --receipt DN-4711 --grade b --percent 80 --stack nightshift")]
pub(crate) struct Args {
    /// The return's number or id, or how the id of an open one begins
    id: String,
    /// What arrived
    #[arg(required = true, value_name = "LINE=PIECES")]
    lines: Vec<String>,
    /// The number of the parcel's receipt
    #[arg(long, value_name = "ID")]
    receipt: String,
    /// How it came back: a, b or c
    #[arg(long, value_name = "GRADE")]
    grade: Option<String>,
    /// What of the money goes back, in percent
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(i64).range(0..=100))]
    percent: Option<i64>,
    #[command(flatten)]
    shop: OneShop,
}

pub(super) async fn run(args: Args, grades: bool) -> Result<ExitCode, Trouble> {
    let grade = args.grade.as_deref().map(|word| word.to_ascii_lowercase().parse::<Grade>()).transpose();
    let grade = grade.map_err(|()| Trouble::input("that is no grade").mend("write a, b or c"))?;
    if grades && grade.is_none() {
        return Err(Trouble::input("no grade is given").mend("write --grade a, b or c"));
    }
    let sound = (1..=60).contains(&args.receipt.len())
        && args.receipt.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.:".contains(&b));
    if !sound {
        return Err(
            Trouble::input("that is no number of a receipt").mend("write letters, digits and -_.: only")
        );
    }
    let mut lines = Vec::new();
    for text in &args.lines {
        let (line, pieces) = look::pieces(text)
            .map_err(|why| Trouble::input(format!("{text:?}: {why}")).mend("write LINE=PIECES"))?;
        lines.push(ReceivedLine { line: Some(line), pieces, grade, percent: args.percent });
    }
    let shop = Shop::open(&args.shop).await?;
    let (entity, kept) = shop.find(&args.id).await?;
    let id = args.receipt;
    let (kind, told) = if grades {
        (kinds::GRADED, Told::Graded { id, lines })
    } else {
        (kinds::ARRIVED, Told::Arrived { id, receipt: Receipt { at: shop.now, lines } })
    };
    let is_new = shop.tell(&entity, kind, told).await?;
    let said = if is_new { "taken in" } else { "was taken in before" };
    anstream::println!("{}: {said}.", kept.rma.number);
    anstream::println!("What comes of it: cargo nightshift return show {} --shop {}", entity.id(), shop.id);
    Ok(ExitCode::SUCCESS)
}
