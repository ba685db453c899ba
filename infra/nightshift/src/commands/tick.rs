//! `tick`: wakes a scheduled function of the local cloud, at any time.

use std::process::ExitCode;

use domain::Timestamp;

use crate::{
    cloud::{house::House, target::Where, tick},
    trouble::Trouble,
};

/// Arguments of `tick`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A tick carries its time, and the function decides at that time: so tomorrow's digest can be had today. For the local cloud
that `up --keep` left running; an account's own scheduler ticks by itself.

Examples:
  cargo nightshift tick owner-digest --at 2026-03-03T08:00:00+01:00
  cargo nightshift tick mail-watch")]
pub(crate) struct Args {
    /// The function, such as `timer`
    function: String,
    /// The time that the tick carries; now if absent
    #[arg(long, value_name = "INSTANT")]
    at: Option<Timestamp>,
    #[command(flatten)]
    place: Where,
}

/// Wakes it, and says when.
pub(crate) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let house = House::find()?;
    let scheduled = tick::scheduled(&house)?;
    if !scheduled.contains(&args.function) {
        return Err(Trouble::input(format!("no schedule wakes {:?}", args.function))
            .mend(format!("write one of: {}", scheduled.join(", "))));
    }
    let target = args.place.find(&house).await?;
    let Some(running) = &target.local else {
        return Err(Trouble::input(
            "an account's own scheduler ticks; only the local cloud can be ticked by hand",
        )
        .mend("leave --stack out, after `cargo nightshift up --keep`"));
    };
    let at = args.at.unwrap_or_else(Timestamp::now);
    tick::tick(running, &target.stack, &args.function, at).await?;
    anstream::println!("{} has done what was due at {at}.", args.function);
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_schedule_wakes_stands_in_the_template() {
        let house = House::find().expect("the project");
        let scheduled = tick::scheduled(&house).expect("a template");
        assert!(scheduled.contains(&"timer".to_owned()) && scheduled.contains(&"order-poll".to_owned()));
        assert!(!scheduled.contains(&"mail-delivery".to_owned()), "{scheduled:?}");
    }
}
