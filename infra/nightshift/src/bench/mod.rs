//! `bench`: what the path costs in time, memory and money, beside a fair peer, in one run.

mod build;
mod cloud;
mod costs;
mod edd;
mod figures;
mod fleet;
mod forecast;
mod ground;
mod learn;
mod machine;
mod measure;
mod order;
mod parts;
mod portal;
mod process;
mod profile;
mod report;
mod returns;
mod rows;
mod runtime;
mod scenario;
mod sections;
mod template;
mod timing;
mod zips;

use std::process::ExitCode;

use tokio::sync::OnceCell;

use self::{
    costs::Prices,
    fleet::{Fleet, STEPS, Whose},
    ground::Program,
    machine::Tree,
    measure::{Door, Path, Starts},
    template::Template,
    timing::Timing,
};
use crate::{
    cloud::house::House,
    out::progress::Step,
    trouble::{Explain, Trouble},
};

/// Arguments of `bench`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Starts the release binaries of the path, and those of a peer in Python 3 with boto3 and Powertools, under a Runtime API
of its own, with a DynamoDB engine and stand-ins for SES, SNS and SSM on loopback. Both first have to pass the same
scenarios. Without --only the figures are written to tests/BENCHMARKS.md; for the record that wants a tree without changes
that no commit has.

A run builds for release: minutes, the first time. Leave the machine alone meanwhile; what else runs is measured, too.
What is reckoned in memory (forecast, edd, learn, returns) runs in this program, built as it is: the paper says so. For the record
build it for release, too: cargo run --release --bin nightshift -- bench

Examples:
  cargo nightshift bench
  cargo nightshift bench --quick
  cargo nightshift bench --only timing")]
pub(crate) struct Args {
    /// Fewer of everything: for a look, not for the record
    #[arg(long)]
    quick: bool,
    /// Only this part; nothing is written
    #[arg(long, value_enum)]
    only: Option<Part>,
    /// The profile whose binaries are measured
    #[arg(long, default_value = "release")]
    profile: String,
    /// Learn from so many made-up parcels in this process, and print what it took: `bench` itself asks for that
    #[arg(long, hide = true, value_name = "PARCELS")]
    learn_alone: Option<u32>,
}

/// A part of the bench.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// From start to first poll
    Starts,
    /// Memory, processor time, units and calls of confirmed orders
    Path,
    /// How long the door takes
    Door,
    /// Sizes of the zips
    Zips,
    /// Units and calls after a long history
    Growth,
    /// Movements through the ledger of stock, and its nightly sweep
    Stock,
    /// A night of forecasts and reorder points
    Forecast,
    /// Delivery dates of a cart and of a page of articles
    Edd,
    /// Training from a shop's own deliveries, and quotes with what was learned
    Learn,
    /// Decisions about returns, what is offered of an order, units of a return
    Returns,
    /// Pages of the returns portal, its start and memory
    Portal,
    /// Whether the signature check's time tells anything
    Timing,
    /// What a thousand orders cost; measures the path
    Cost,
}

/// How often what is done.
#[derive(Debug, Clone, Copy)]
struct Often {
    starts: usize,
    rounds: u64,
    orders: u64,
    knocks: u64,
    large_knocks: u64,
    history: usize,
    samples: usize,
    items: [usize; 2],
    forecasts: [u32; 3],
    dates: [usize; 2],
    parcels: [u32; 2],
    decisions: [usize; 2],
    pages: u64,
}

impl Often {
    fn of(quick: bool) -> Self {
        match quick {
            false => Self {
                starts: 30,
                rounds: 5,
                orders: 200,
                knocks: 1000,
                large_knocks: 200,
                history: 100_000,
                samples: 1_000_000,
                items: [1_000, 100_000],
                forecasts: [1_000, 10_000, 100_000],
                dates: [2_000, 100],
                parcels: [40_000, 4_000_000],
                decisions: [2_000, 30],
                pages: 500,
            },
            true => Self {
                starts: 5,
                rounds: 2,
                orders: 50,
                knocks: 100,
                large_knocks: 20,
                history: 1_000,
                samples: 100_000,
                items: [100, 1_000],
                forecasts: [100, 1_000, 10_000],
                dates: [500, 50],
                parcels: [40_000, 400_000],
                decisions: [200, 5],
                pages: 50,
            },
        }
    }
}

/// What was measured of one side.
#[derive(Default)]
struct Measured {
    starts: Option<Starts>,
    path: Option<Path>,
    further: Option<(u64, cloud::Used)>,
    small: Option<Door>,
    large: Option<Door>,
}

/// All that was measured.
#[derive(Default)]
struct Results {
    ours: Measured,
    peer: Measured,
    zips: Vec<(String, u64)>,
    growth: Option<serde_json::Value>,
    stock: Option<serde_json::Value>,
    forecasts: Vec<forecast::Nights>,
    dates: Vec<edd::Walks>,
    learned: Vec<learn::Learned>,
    returns: Option<returns::Decided>,
    portal: Option<portal::Portal>,
    timing: Option<Timing>,
}

struct Bench {
    house: House,
    often: Often,
    only: Option<Part>,
    profile: String,
    ground: OnceCell<Program>,
}

pub(crate) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let house = House::find()?;
    if let Some(parcels) = args.learn_alone {
        let alone = tokio::task::spawn_blocking(move || learn::alone(&house, parcels)).await;
        alone.map_err(|e| Trouble::failed("learning broke off").saying(e))??;
        return Ok(ExitCode::SUCCESS);
    }
    let before = Tree::of(house.root());
    if let (Some(first), false, None) = (before.changed.first(), args.quick, args.only) {
        let files = before.changed.len();
        return Err(Trouble::input(format!(
            "{files} files differ from the last commit, such as {}",
            first.trim()
        ))
        .saying("what is written to tests/BENCHMARKS.md says of which commit it is")
        .mend("commit or stash them; or --only PART, which writes nothing, or --quick, which says so"));
    }
    let bench = Bench {
        house,
        often: Often::of(args.quick),
        only: args.only,
        profile: args.profile,
        ground: OnceCell::new(),
    };
    let results = bench.measure().await?;
    let prices = Prices::read(&bench.house.root().join("infra/costs/prices.toml"))?;
    let file = bench.house.template();
    let template =
        Template(std::fs::read_to_string(&file).while_trying(format!("{} can't be read", file.display()))?);
    let mut machine = machine::describe();
    // Somebody may have gone on working meanwhile.
    let after = Tree::of(bench.house.root());
    machine.push(if after.changed.is_empty() { before } else { after }.describe());
    let report = report::Report {
        results: &results,
        prices: &prices,
        template: &template,
        quick: args.quick,
        profile: &bench.profile,
        machine,
    };
    let text = report.text()?;
    if args.only.is_some() {
        anstream::println!("{text}");
    } else {
        let file = bench.house.root().join("tests/BENCHMARKS.md");
        std::fs::write(&file, &text).while_trying(format!("{} can't be written", file.display()))?;
        anstream::println!("{text}\nwritten to {}", file.display());
    }
    Ok(ExitCode::SUCCESS)
}

impl Bench {
    fn wants(&self, part: Part) -> bool {
        self.only.is_none_or(|only| only == part || (only == Part::Cost && part == Part::Path))
    }

    /// The program beside this one; built when it is first needed.
    async fn ground(&self) -> Result<&Program, Trouble> {
        self.ground.get_or_try_init(|| Program::build(&self.house)).await
    }

    async fn measure(&self) -> Result<Results, Trouble> {
        let mut results = Results::default();
        let whole_path = [Part::Starts, Part::Path, Part::Door].iter().any(|part| self.wants(*part));
        if whole_path || self.wants(Part::Zips) {
            let functions = self.house.functions()?;
            let of_the_path: Vec<String> = STEPS.iter().map(|(_, function)| (*function).to_owned()).collect();
            let wanted = if self.wants(Part::Zips) { &functions } else { &of_the_path };
            let step = Step::begin("release build");
            step.say(&format!("{} functions, profile {}", wanted.len(), self.profile));
            let folder = build::programs(&self.house, wanted, &self.profile, &step).await?;
            step.done("");
            if self.wants(Part::Zips) {
                results.zips = self.zips(&functions, &folder)?;
            }
            if whole_path {
                let step = Step::begin("peer");
                let peer = build::peer(&self.house, &step).await?;
                step.done("");
                self.side_by_side(&mut results, &Whose::Ours(folder), &peer).await?;
            }
        }
        self.in_memory(&mut results).await?;
        if self.wants(Part::Portal) {
            self.portal(&mut results).await?;
        }
        if self.wants(Part::Timing) {
            let step = Step::begin("timing");
            step.say(&format!("{} signatures", self.often.samples));
            results.timing = Some(Timing::take(&self.house, &self.profile, self.often.samples, &step).await?);
            step.done("");
        }
        Ok(results)
    }

    fn zips(&self, functions: &[String], folder: &std::path::Path) -> Result<Vec<(String, u64)>, Trouble> {
        functions.iter().map(|name| Ok((name.clone(), zips::of_binary(&folder.join(name))?))).collect()
    }

    /// Both sides take turns, so that the machine is the same to both.
    async fn side_by_side(&self, results: &mut Results, ours: &Whose, peer: &Whose) -> Result<(), Trouble> {
        let ground = self.ground().await?;
        if self.wants(Part::Starts) {
            let step = Step::begin("starts");
            step.say(&format!("{} of each of five functions, ours and the peer's", self.often.starts));
            let [one, other] =
                measure::starts(&self.house, ground, [ours, peer], self.often.starts, &step).await?;
            (results.ours.starts, results.peer.starts) = (Some(one), Some(other));
            step.done("");
        }
        let step = Step::begin("scenarios");
        let mut fleets =
            [Fleet::start(&self.house, ground, ours).await?, Fleet::start(&self.house, ground, peer).await?];
        for fleet in &mut fleets {
            scenario::play(fleet).await?;
        }
        step.done("hold for ours and for the peer");
        let mut sides = [&mut results.ours, &mut results.peer];
        if self.wants(Part::Path) {
            self.path(&mut fleets, &mut sides).await?;
        }
        if self.wants(Part::Door) {
            let step = Step::begin("door");
            let (small, large) = (self.often.knocks, self.often.large_knocks);
            step.say(&format!("{small} times 10 KB, {large} times 1 MiB"));
            for (fleet, side) in fleets.iter_mut().zip(&mut sides) {
                side.small = Some(measure::door(fleet, 10 * 1024, small, 100_000).await?);
                side.large = Some(measure::door(fleet, 1024 * 1024, large, 200_000).await?);
            }
            step.done("");
        }
        for fleet in fleets {
            fleet.stop().await;
        }
        Ok(())
    }

    async fn path(&self, fleets: &mut [Fleet; 2], sides: &mut [&mut Measured; 2]) -> Result<(), Trouble> {
        let step = Step::begin("path");
        let (rounds, orders) = (self.often.rounds, self.often.orders);
        step.say(&format!("{rounds} rounds of {orders} orders, ours and the peer's in turn"));
        let mut paths = Vec::new();
        for fleet in fleets.iter_mut() {
            paths.push(Path::begin(fleet, orders.min(50)).await?);
        }
        for round in 0..rounds {
            step.tick(&format!("round {} of {rounds}", round + 1));
            for (fleet, path) in fleets.iter_mut().zip(&mut paths) {
                path.round(fleet, orders).await?;
            }
        }
        let orders = orders.min(50);
        for ((fleet, side), mut path) in fleets.iter_mut().zip(sides.iter_mut()).zip(paths) {
            path.end(fleet)?;
            side.path = Some(path);
            side.further = Some((orders, measure::further(fleet, orders).await?));
        }
        step.done("");
        Ok(())
    }
}
