//! The withdrawal that the law grants, in the two steps of article 11a of Directive 2011/83/EU: what, and the confirmation.

use domain::{
    order::{LineItem, Order},
    returns::portal::{Draft, Offers, Way, Wrong},
};
use serde::Serialize;

use super::{
    choose::{PiecesView, place_of},
    item::ItemView,
    said::{order_name, word},
    wrong::WrongViews,
};
use crate::{Unmailable, context::Context};

/// What the template sees of the first step.
#[derive(Debug, Serialize)]
pub(super) struct WithdrawView {
    order: String,
    wrong: WrongViews,
    open: bool,
    until: Option<String>,
    lines: Vec<LineView>,
}

#[derive(Debug, Serialize)]
struct LineView {
    item: ItemView,
    pieces: PiecesView,
}

impl WithdrawView {
    pub(super) fn of(
        order: &Order,
        offers: &Offers,
        draft: Option<&Draft>,
        wrong: &[Wrong],
        cx: &Context,
    ) -> Result<Self, Unmailable> {
        let open = offers.withdrawal.as_ref();
        let left = |bought: &LineItem| {
            open.and_then(|open| open.lines.iter().find(|(line, _)| *line == bought.id))
                .map(|(_, left)| *left)
        };
        let lines: Vec<(usize, &LineItem, i64)> = order
            .lines
            .iter()
            .enumerate()
            .filter_map(|(i, bought)| Some((i, bought, left(bought)?)))
            .collect();
        let first = lines.first().map_or(0, |(i, ..)| *i);
        let wrong = WrongViews::of(wrong, place_of(order, draft, first, cx), cx)?;
        let own = draft.filter(|draft| draft.way == Way::Withdrawal && !draft.wishes.is_empty());
        let lines = lines.into_iter().map(|(i, bought, left)| {
            // All of it, unless they said otherwise.
            let chosen = own.map_or(left, |draft| draft.pieces_of(&bought.id));
            Ok(LineView {
                item: ItemView::of_line(bought, cx)?,
                pieces: PiecesView::of((i, left, chosen), &wrong, cx)?,
            })
        });
        Ok(Self {
            order: order_name(order),
            open: open.is_some(),
            until: open.and_then(|open| open.last).map(|last| cx.day(last)).transpose()?,
            lines: lines.collect::<Result<_, Unmailable>>()?,
            wrong,
        })
    }
}

/// What the template sees of the second step.
#[derive(Debug, Serialize)]
pub(super) struct ConfirmView {
    order: String,
    placed: String,
    /// Who withdraws, as the order names them.
    name: Option<String>,
    /// Where the confirmation goes, without most of its letters.
    mail: Option<String>,
    lines: Vec<(String, i64)>,
}

impl ConfirmView {
    pub(super) fn of(order: &Order, draft: &Draft, cx: &Context) -> Result<Self, Unmailable> {
        let lines = draft
            .wishes
            .iter()
            .map(|wish| Ok((ItemView::of(Some(order), &wish.line, cx)?.name, wish.pieces)));
        let addresses = [&order.billing_address, &order.shipping_address];
        let name = addresses.into_iter().flatten().find_map(|address| address.name.as_deref());
        let placed = order.placed_at.to_zoned(cx.zone.clone()).date();
        Ok(Self {
            order: order_name(order),
            placed: cx.speech.dates.full(placed)?,
            name: name.map(word).filter(|name| !name.is_empty()),
            mail: order.email.as_deref().and_then(masked),
            lines: lines.collect::<Result<_, Unmailable>>()?,
        })
    }
}

/// `j•••@mail.example`: enough to know one's own address by.
fn masked(mail: &str) -> Option<String> {
    let mail = word(mail);
    let (name, host) = mail.rsplit_once('@')?;
    let first = name.chars().next()?;
    (!host.is_empty() && !host.contains(' ')).then(|| format!("{first}•••@{host}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_shows_its_first_letter_and_its_host() {
        for (mail, shown) in [
            ("jane.doe@mail.example", Some("j•••@mail.example")),
            ("ü@x.example", Some("ü•••@x.example")),
            ("@mail.example", None),
            ("jane", None),
            ("", None),
        ] {
            assert_eq!(masked(mail).as_deref(), shown, "{mail:?}");
        }
    }
}
