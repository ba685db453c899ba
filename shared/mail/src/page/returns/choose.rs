//! What may go back, with how many pieces; what may not, and why; and what was asked for before.

use domain::{
    order::{LineItem, Order},
    returns::{
        Say,
        portal::{Draft, Offer, Offers, Standing, Way, Wrong},
    },
};
use serde::Serialize;

use super::{
    Filed,
    item::ItemView,
    said::{instant, number, order_name, plain_id, reason, say},
    wrong::WrongViews,
};
use crate::{Unmailable, context::Context, lists, strings::Word};

/// More pieces than this are typed, not chosen from a list.
const LONGEST_LIST: i64 = 30;

/// What the template sees.
#[derive(Debug, Serialize)]
pub(super) struct ChooseView {
    order: String,
    wrong: WrongViews,
    resume: Option<Resume>,
    filed: Vec<FiledView>,
    open: Vec<OpenView>,
    closed: Vec<ClosedView>,
    withdrawal: bool,
    /// The last day of the withdrawal.
    withdrawal_until: Option<String>,
}

/// What was begun before.
#[derive(Debug, Serialize)]
struct Resume {
    when: String,
    page: &'static str,
}

/// A return of the order.
#[derive(Debug, Serialize)]
struct FiledView {
    number: String,
    state: &'static str,
    href: Option<String>,
}

/// A line that may go back.
#[derive(Debug, Serialize)]
struct OpenView {
    item: ItemView,
    pieces: PiecesView,
    until: Option<String>,
    /// The reasons for which alone it may.
    only_for: Option<String>,
    /// Whether a person looks at it, whatever the reason.
    reviewed: bool,
}

/// How many pieces of a line.
#[derive(Debug, Serialize)]
pub(super) struct PiecesView {
    /// The line's place in the order.
    i: usize,
    left: i64,
    chosen: i64,
    /// A number, as it is sent and as it is read; empty if it is typed.
    list: Vec<(i64, String)>,
    wrong: Option<String>,
}

/// A line that may not.
#[derive(Debug, Serialize)]
struct ClosedView {
    item: ItemView,
    /// The sentence's key.
    why: String,
}

impl PiecesView {
    pub(super) fn of(
        (i, left, chosen): (usize, i64, i64),
        wrong: &WrongViews,
        cx: &Context,
    ) -> Result<Self, Unmailable> {
        let chosen = chosen.clamp(0, left);
        let listed = if left <= LONGEST_LIST { left } else { -1 };
        let list = (0..=listed).map(|n| Ok((n, cx.speech.numbers.count(n)?)));
        let list = list.collect::<Result<_, Unmailable>>()?;
        Ok(Self { i, left, chosen, list, wrong: wrong.at(&id(i)) })
    }
}

/// The `id` of a line's field.
pub(super) fn id(i: usize) -> String {
    format!("pieces-{i}")
}

/// The place of a mistake's field, and its line's name.
pub(super) fn place_of<'a>(
    order: &'a Order,
    draft: Option<&'a Draft>,
    first: usize,
    cx: &'a Context,
) -> impl Fn(&Wrong) -> (String, Option<String>) + 'a {
    move |wrong: &Wrong| {
        let line = wrong.wish.and_then(|at| draft?.wishes.get(at)).map(|wish| wish.line.as_str());
        let found = line.and_then(|line| order.lines.iter().position(|bought| bought.id == line));
        let name = found.and_then(|i| ItemView::of_line(&order.lines[i], cx).ok()).map(|item| item.name);
        (id(found.unwrap_or(first)), name)
    }
}

impl ChooseView {
    pub(super) fn of(
        (order, offers): (&Order, &Offers),
        draft: Option<&Draft>,
        wrong: &[Wrong],
        filed: &[Filed],
        base: &str,
        cx: &Context,
    ) -> Result<Self, Unmailable> {
        let lines: Vec<(usize, &LineItem, &Offer)> = order
            .lines
            .iter()
            .enumerate()
            .filter_map(|(i, bought)| Some((i, bought, offers.of_line(&bought.id)?)))
            .collect();
        let (open, closed): (Vec<_>, Vec<_>) = lines.into_iter().partition(|(.., o)| o.may_be_asked());
        let first = open.first().map_or(0, |(i, ..)| *i);
        let wrong = WrongViews::of(wrong, place_of(order, draft, first, cx), cx)?;
        let own = draft.filter(|draft| draft.way == Way::Policy);
        // One piece of one line: there is nothing to choose but whether.
        let single = matches!(open.as_slice(), [(.., only)] if only.left == 1);
        let open = open.into_iter().map(|(i, bought, offer)| {
            let chosen = own.map_or(i64::from(single), |draft| draft.pieces_of(&bought.id));
            OpenView::of((i, bought, offer), chosen, &wrong, cx)
        });
        let closed = closed.into_iter().map(|(_, bought, offer)| {
            Ok(ClosedView { item: ItemView::of_line(bought, cx)?, why: why_not(offer) })
        });
        let begun = draft.filter(|draft| !draft.wishes.is_empty());
        let resume = |draft: &Draft| {
            let page = if draft.way == Way::Withdrawal { "withdraw" } else { "details" };
            Ok::<_, Unmailable>(Resume { when: instant(draft.at, cx)?, page })
        };
        let filed = filed.iter().map(|filed| FiledView {
            number: number(&filed.kept.rma.number),
            state: filed.kept.rma.state().as_str(),
            href: plain_id(filed.id).map(|id| format!("{base}r-{id}")),
        });
        let last = offers.withdrawal.as_ref().and_then(|open| open.last);
        Ok(Self {
            order: order_name(order),
            open: open.collect::<Result<_, Unmailable>>()?,
            closed: closed.collect::<Result<_, Unmailable>>()?,
            resume: begun.map(resume).transpose()?,
            wrong,
            filed: filed.collect(),
            withdrawal: offers.withdrawal.is_some(),
            withdrawal_until: last.map(|last| cx.day(last)).transpose()?,
        })
    }
}

impl OpenView {
    fn of(
        (i, bought, offer): (usize, &LineItem, &Offer),
        chosen: i64,
        wrong: &WrongViews,
        cx: &Context,
    ) -> Result<Self, Unmailable> {
        let only_for = match offer.standing {
            Standing::ForSomeReasons => {
                let names = offer.reasons.iter().map(|offered| reason(&offered.code, cx));
                let names: Vec<String> = names.collect::<Result<_, _>>()?;
                let names = lists::all_of(&names, &cx.speech.tag)?;
                Some(say("only-for", &[("reasons", Word::Text(names))], cx)?)
            }
            _ => None,
        };
        Ok(Self {
            item: ItemView::of_line(bought, cx)?,
            pieces: PiecesView::of((i, offer.left, chosen), wrong, cx)?,
            until: offer.last.map(|last| cx.day(last)).transpose()?,
            only_for,
            reviewed: offer.standing == Standing::Reviewed,
        })
    }
}

/// The sentence that says why a line doesn't go back.
fn why_not(offer: &Offer) -> String {
    match offer.say {
        // "More than can still be returned" is for whoever chose a number.
        None | Some(Say::TooMany) => "returns-portal-none-left".to_owned(),
        Some(say) => format!("returns-say-{}", say.as_str()),
    }
}
