//! `links`: the signed links to buyers' pages, and to what the staff's mails offer.

use std::process::ExitCode;

use domain::{EntityRef, Timestamp, stock};
use owo_colors::OwoColorize;

use super::journal;
use crate::{
    cloud::{
        links,
        target::Target,
        which::{OneShop, There},
    },
    trouble::Trouble,
};

/// What can be done with links.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Links {
    /// Print the address of an order's page, as a mail would have it
    Show(Show),
    /// Print the address where something of an order is returned
    Returns(Show),
    /// Print the address where a route of the shop sees which returns wait for it
    Desk(Desk),
    /// Print what the mail of a stock's last alert offers, link by link
    Actions(Actions),
    /// Make a new key that signs a shop's links; what the old one signed opens on
    Rotate(Rotate),
}

/// Arguments of `links show`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Whoever has the address sees the order: treat it like the mail that it stands in. It opens for as many days as pages.link_days
says. An order goes by its number (1001) or by its id (ORDER#5600000000001).

Exit codes: 0 printed, 1 the shop has no key, 2 no such order, 3 no cloud.

Examples:
  cargo nightshift links show 1001
  cargo nightshift links show ORDER#450789469 --shop acme --stack nightshift
  curl -H 'accept: application/json' $(cargo nightshift links show 1001)")]
pub(crate) struct Show {
    /// The order: `ORDER#450789469`, or its number alone
    order: String,
    #[command(flatten)]
    shop: OneShop,
}

/// Arguments of `links desk`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Whoever has the address sees the returns that wait for the route, and decides them in its name: treat it like the mails to it. It opens
for 30 days.

Exit codes: 0 printed, 1 the shop has no key, 2 no such route, 3 no cloud.

Examples:
  cargo nightshift links desk returns
  cargo nightshift links desk quality --shop acme --stack nightshift")]
pub(crate) struct Desk {
    /// The route, as `[routes]` of the settings names it
    route: String,
    #[command(flatten)]
    shop: OneShop,
}

/// Arguments of `links actions`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Whoever has an address may do what it says: treat it like the mail that it stands in. A GET shows, only the page's button does it,
and once; cargo nightshift journal shows it as action.taken.low-stock-alert.

Exit codes: 0 printed, 1 the shop has no key, 2 no such stock, or nothing was ever told of it, 3 no cloud.

Examples:
  cargo nightshift links actions 808950810
  cargo nightshift links actions 808950810 --location 905684977 --shop acme
  cargo nightshift links actions 'SKU#808950810#905684977' --stack nightshift")]
pub(crate) struct Actions {
    /// The item by the shop's id, or `SKU#808950810#905684977` with its location
    item: String,
    /// The location's id, where the shop has several
    #[arg(long, default_value = stock::ONLY, allow_hyphen_values = true)]
    location: String,
    #[command(flatten)]
    shop: OneShop,
}

/// Arguments of `links rotate`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Mails sign with the new key within five minutes. Links signed with the old one open until they expire, or until the next
rotation: rotate twice, five minutes apart, when a key may have leaked, and every link that is out is dead. Sooner, the second
call is refused, for it kills the links of mails that are being sent; --force makes it all the same.

Exit codes: 0 done, 1 too soon, 2 no such shop, 3 no cloud.

Examples:
  cargo nightshift links rotate
  cargo nightshift links rotate --shop acme --stack nightshift
  cargo nightshift links rotate --shop acme --stack nightshift --force")]
pub(crate) struct Rotate {
    /// Even if the last rotation is less than five minutes old
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    shop: OneShop,
}

/// Does it.
pub(crate) async fn run(command: Links) -> Result<ExitCode, Trouble> {
    match command {
        Links::Show(args) => show(args, false).await,
        Links::Returns(args) => show(args, true).await,
        Links::Desk(args) => desk(args).await,
        Links::Actions(args) => actions(args).await,
        Links::Rotate(args) => rotate(args).await,
    }
}

async fn show(args: Show, returns: bool) -> Result<ExitCode, Trouble> {
    let There { target, store, shop: id } = args.shop.open().await?;
    let (entity, _) = journal::find(&store, &id, &args.order).await?;
    let order = store.order(&id, &entity).await.map_err(Target::trouble)?.order;
    let order = order.ok_or_else(|| {
        Trouble::input(format!("{entity} is no order that has come whole"))
            .mend("only an order has a page; see cargo nightshift journal")
    })?;
    let history = store.settings(&id).await.map_err(Target::trouble)?;
    let shop = links::speaker(&history, &order, Timestamp::now())?;
    let address = match returns {
        true => links::returns(&target, &shop, &entity).await?,
        false => links::page(&target, &shop, &entity).await?,
    };
    anstream::println!("{address}");
    Ok(ExitCode::SUCCESS)
}

async fn desk(args: Desk) -> Result<ExitCode, Trouble> {
    let There { target, store, shop: id } = args.shop.open().await?;
    let history = store.settings(&id).await.map_err(Target::trouble)?;
    let shop = &history.at(Timestamp::now()).map_err(|e| Trouble::input(e.to_string()))?.shop;
    if !shop.routes.0.contains_key(&args.route) {
        let known: Vec<_> = shop.routes.0.keys().map(String::as_str).collect();
        return Err(Trouble::input(format!("{id} has no route {}", args.route))
            .mend(format!("its routes are {}", known.join(", "))));
    }
    anstream::println!("{}", links::desk(&target, shop, &args.route).await?);
    Ok(ExitCode::SUCCESS)
}

async fn actions(args: Actions) -> Result<ExitCode, Trouble> {
    let There { target, store, shop: id } = args.shop.open().await?;
    let entity = match EntityRef::try_from(args.item.clone()) {
        Ok(entity) if stock::place(&entity).is_some() => entity,
        _ => stock::at(&args.item, &args.location),
    };
    let last = links::last_alert(&store, &id, &entity).await?;
    let history = store.settings(&id).await.map_err(Target::trouble)?;
    let settings = history.at(Timestamp::now()).map_err(|e| Trouble::input(e.to_string()))?;
    for (action, address) in links::actions(&target, &settings.shop, &last).await? {
        let days = if action.days == 0 { String::new() } else { format!(" {} days", action.days) };
        anstream::println!("{:<16} {address}", format!("{}{days}", action.word));
    }
    Ok(ExitCode::SUCCESS)
}

async fn rotate(args: Rotate) -> Result<ExitCode, Trouble> {
    let There { target, shop, .. } = args.shop.open().await?;
    links::rotate(&target.config, &shop, args.force, Timestamp::now()).await?;
    anstream::println!("{} {shop} signs its links with a new key.", "✓".green());
    Ok(ExitCode::SUCCESS)
}
