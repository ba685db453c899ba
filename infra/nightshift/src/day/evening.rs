//! The evening of the day: what the shops' people and the clock do once everything has come to rest.

use std::{net::Ipv4Addr, path::Path};

use domain::{ShopId, Timestamp, action::ActionLink, mail::ConfirmationRequested};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use super::{
    index::{Day, Delivery, Said},
    play::{self, Played, Whose, names},
    rest::Watch,
};
use crate::{
    cloud::{house::House, links, target::Target, tick},
    commands::purchases::receive,
    mails::{self, masked},
    out,
    out::progress::Step,
    trouble::{Explain, Trouble},
};

/// One thing that somebody does, or the clock.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Doing {
    /// What it shows.
    pub(crate) story: String,
    /// What is done.
    #[serde(flatten)]
    pub(crate) what: What,
    /// How many mails come of it.
    pub(crate) mails: u64,
    /// The next is done without waiting for what comes of this: it sends nothing, and the next doesn't need it.
    #[serde(default)]
    pub(crate) meanwhile: bool,
}

/// What is done.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum What {
    /// Staff want an order's confirmation sent again.
    Resend {
        /// The shop.
        shop: ShopId,
        /// The order's number.
        resend: String,
        /// Why.
        reason: String,
    },
    /// Somebody opens a link of a mail, and presses its page's button.
    Act {
        /// The shop.
        shop: ShopId,
        /// What the link offers: `snooze`, `approve`.
        act: String,
        /// For how many days.
        #[serde(default)]
        days: u16,
        /// What it is about, or how that begins: `SKU#{item}#{location}`, `PURCHASE`.
        of: String,
    },
    /// Goods arrive of an order to a supplier.
    Receive {
        /// The shop.
        shop: ShopId,
        /// The article code.
        receive: String,
        /// How many.
        pieces: i64,
    },
    /// A webhook comes.
    Deliver {
        /// The shop.
        shop: ShopId,
        /// Who sends it, where it isn't the shop's platform.
        #[serde(default)]
        from: Option<String>,
        /// The sender's word for what happened.
        topic: String,
        /// The payload, in the folder of its shop.
        file: String,
    },
    /// A scheduled function is woken.
    Tick {
        /// Which.
        tick: String,
        /// So many hours after the play.
        #[serde(default)]
        hours: i64,
    },
}

/// What came of one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Row {
    /// What it shows.
    pub(crate) story: String,
    /// What to type for the same.
    pub(crate) command: String,
    /// Number, addressee and subject of each mail.
    pub(crate) mails: Vec<(u32, String, String)>,
}

/// Does it all, one after another. Answers, beside what came of each, how many mails there must be then: whoever waits next finds one
/// more that the last of them sent.
pub(crate) async fn play(
    (day, folder): (&Day, &Path),
    played: &[Played],
    house: &House,
    target: &Target,
    watch: &Watch<'_>,
    step: &Step,
) -> Result<(Vec<Row>, u64), Trouble> {
    let mut rows = Vec::new();
    // Reckoned, not asked for anew: one mail too many is found by the next wait at the latest.
    let mut mails = watch.control().status().await?.mails;
    for doing in &day.evening {
        step.tick(&doing.story);
        let before = mails;
        let command = match &doing.what {
            What::Resend { shop, resend, reason } => {
                let whose = names(played).into_iter().find(|((of, _), name)| of == shop && name == resend);
                let Some(((_, entity), _)) = whose else {
                    return Err(Trouble::input(format!("no order {resend} of {shop} is played that day")));
                };
                self::resend(target, &(shop.clone(), entity), reason).await?;
                format!("resend {resend} --shop {shop} --reason {reason:?}")
            }
            What::Act { shop, act, days, of } => {
                self::act(house, target, shop, (act, *days, of)).await?;
                match of.split_once('#') {
                    Some(("SKU", _)) => format!("links actions '{of}' --shop {shop}"),
                    _ => "mailbox".to_owned(),
                }
            }
            What::Receive { shop, receive: sku, pieces } => {
                let number = receive::arrived(target.store()?, shop, sku, *pieces).await?;
                format!("purchases receive {number} {sku}={pieces} --shop {shop}")
            }
            What::Deliver { shop, from, topic, file } => {
                let delivery =
                    Delivery { from: from.clone(), ..Delivery::of(shop, topic, file, &doing.story) };
                let said = play::deliver(day, folder, target, &delivery).await?.said();
                if said != Said::Accepted {
                    return Err(Trouble::failed(format!("the door said {}: {}", said.as_str(), doing.story)));
                }
                let source = day.sender(&delivery)?.name();
                format!("send {source} {topic} infra/local/day/{shop}/{file} --shop {shop} --today")
            }
            What::Tick { tick, hours } => {
                let Some(running) = &target.local else {
                    return Err(Trouble::failed("only the local cloud can be ticked"));
                };
                let at = Timestamp::now() + SignedDuration::from_hours(*hours);
                tick::tick(running, &target.stack, tick, at).await?;
                match hours {
                    0 => format!("tick {tick}"),
                    _ => format!("tick {tick} --at {at:.0}"),
                }
            }
        };
        mails += doing.mails;
        match doing.mails {
            0 if doing.meanwhile => {}
            0 => watch.comes_to(mails, &doing.story).await?,
            _ => watch.has_come_to(mails, &doing.story).await?,
        }
        let all = mails::all(house)?.into_iter().filter(|mail| u64::from(mail.number) > before);
        let told = all.map(|mail| (mail.number, masked(&mail.to), mail.subject)).collect();
        rows.push(Row { story: doing.story.clone(), command, mails: told });
    }
    Ok((rows, mails))
}

/// Takes the link from the newest mail that has it, opens it as a browser does, and presses the page's button.
pub(super) async fn act(
    house: &House,
    target: &Target,
    id: &ShopId,
    (act, days, of): (&str, u16, &str),
) -> Result<(), Trouble> {
    let keys = links::keys(target, id).await?;
    let wanted = |address: &String| {
        let link = ActionLink::open(address.rsplit('/').next()?, &keys, Timestamp::now())?;
        let of_it = link.entity.to_string().starts_with(of);
        (of_it && link.shop == *id && link.action.word == act && link.action.days == days).then_some(())
    };
    let mut newest_first = mails::all(house)?;
    newest_first.reverse();
    let mut addresses = newest_first.iter().flat_map(|mail| mails::addresses(&mail.file));
    let address = addresses
        .find(|address| wanted(address).is_some())
        .ok_or_else(|| Trouble::failed(format!("no mail offers to {act} anything of {of}")))?;
    let trying = || format!("the page of {of} doesn't do it");
    let url = reqwest::Url::parse(&address).while_trying(trying())?;
    let mut client = reqwest::Client::builder();
    // A browser finds names that end in `localhost` here, whatever the machine's resolver says.
    if let Some(name) = url.host_str().filter(|name| name.ends_with(".localhost")) {
        client = client.resolve(name, (Ipv4Addr::LOCALHOST, 0).into());
    }
    let client = client.build().while_trying(trying())?;
    let answered = |page: Result<reqwest::Response, reqwest::Error>| {
        page.and_then(reqwest::Response::error_for_status).while_trying(trying())
    };
    let page = answered(client.get(url.clone()).send().await)?.text().await.while_trying(trying())?;
    let proof = page.split("name=\"proof\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let proof = proof.ok_or_else(|| Trouble::failed(format!("the page of {of} has no button to {act}")))?;
    answered(client.post(url).body(format!("proof={proof}")).send().await).map(drop)
}

async fn resend(target: &Target, (shop, entity): &Whose, reason: &str) -> Result<(), Trouble> {
    let now = Timestamp::now();
    let wish = ConfirmationRequested { by: "the sample day".to_owned(), reason: reason.to_owned() };
    let journalled = target.store()?.journal(shop, entity, &[wish.event(now)], now).await;
    journalled.map(drop).map_err(Target::trouble)
}

/// Prints the rows.
pub(crate) fn print(rows: &[Row]) {
    if rows.is_empty() {
        return;
    }
    let mut table = out::table(&["afterwards", "the same by hand", "mails"]);
    for Row { story, command, mails } in rows {
        let mails: Vec<_> =
            mails.iter().map(|(number, to, subject)| format!("{number}: {to} {subject}")).collect();
        let mails = if mails.is_empty() { "–".to_owned() } else { mails.join("\n") };
        table.add_row([story, &format!("cargo nightshift {command}"), &mails]);
    }
    anstream::println!("{table}");
}
