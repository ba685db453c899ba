//! Why, in which state, what for: one part of the form for each wish.

use domain::{
    order::Order,
    returns::{
        Condition, Method, Verdict,
        portal::{Draft, Field, Offer, Offers, ReasonOffered, Wish, Wrong},
    },
};
use serde::Serialize;

use super::{
    item::ItemView,
    said::{order_name, reason, shared, text, word},
    wrong::WrongViews,
};
use crate::{Unmailable, context::Context};

/// What the template sees.
#[derive(Debug, Serialize)]
pub(super) struct DetailsView {
    order: String,
    wrong: WrongViews,
    wishes: Vec<WishView>,
    methods: Vec<Choice>,
}

/// One of several.
#[derive(Debug, Serialize)]
struct Choice {
    value: String,
    label: String,
    chosen: bool,
}

/// Reasons that are closer cases of one, or stand alone.
#[derive(Debug, Serialize)]
struct Group {
    label: Option<String>,
    reasons: Vec<Choice>,
}

#[derive(Debug, Serialize)]
struct WishView {
    w: usize,
    /// Its number, where there are several.
    number: Option<String>,
    item: ItemView,
    pieces: i64,
    groups: Vec<Group>,
    /// Whether a person looks at some of the reasons.
    reviewed: bool,
    conditions: Vec<Choice>,
    outcomes: Vec<Choice>,
    comment: String,
    photos: usize,
    may_split: bool,
    wrong_reason: Option<String>,
    wrong_condition: Option<String>,
    wrong_outcome: Option<String>,
    wrong_comment: Option<String>,
}

impl DetailsView {
    pub(super) fn of(
        (order, offers): (&Order, &Offers),
        draft: &Draft,
        wrong: &[Wrong],
        methods: &[Method],
        cx: &Context,
    ) -> Result<Self, Unmailable> {
        let numbered = draft.wishes.len() > 1;
        let number = |w: usize| -> Result<Option<String>, Unmailable> {
            let n = i64::try_from(w + 1).unwrap_or(i64::MAX);
            numbered.then(|| cx.speech.numbers.count(n)).transpose()
        };
        let place = |wrong: &Wrong| {
            let (w, wish) = match wrong.wish.and_then(|at| Some((at, draft.wishes.get(at)?))) {
                Some(found) => found,
                None => return ("wishes".to_owned(), None),
            };
            let name = ItemView::of(Some(order), &wish.line, cx).map(|item| item.name).unwrap_or_default();
            let name = match number(w) {
                Ok(Some(number)) => Some(format!("{number}. {name}")),
                _ => Some(name),
            };
            (id(wrong.field, w), name)
        };
        let wrong = WrongViews::of(wrong, place, cx)?;
        let wishes = draft.wishes.iter().enumerate().map(|(w, wish)| {
            let item = ItemView::of(Some(order), &wish.line, cx)?;
            WishView::of((w, number(w)?, wish), item, offers.of_line(&wish.line), &wrong, cx)
        });
        let wishes = wishes.collect::<Result<_, Unmailable>>()?;
        let chosen =
            if methods.contains(&draft.method) { Some(draft.method) } else { methods.first().copied() };
        let methods = methods
            .iter()
            .map(|method| Choice::of("returns-portal-method", method.as_str(), chosen == Some(*method), cx));
        let methods = methods.collect::<Result<_, _>>()?;
        Ok(Self { order: order_name(order), wrong, wishes, methods })
    }
}

/// The `id` of a wish's field.
fn id(field: Field, w: usize) -> String {
    match field {
        Field::Pieces => format!("wish-{w}"),
        field => format!("{}-{w}", field.as_str()),
    }
}

impl Choice {
    fn of(list: &str, word: &str, chosen: bool, cx: &Context) -> Result<Self, Unmailable> {
        Ok(Self { value: word.to_owned(), label: shared(&format!("{list}-{word}"), cx)?, chosen })
    }
}

impl WishView {
    fn of(
        (w, number, wish): (usize, Option<String>, &Wish),
        item: ItemView,
        offer: Option<&Offer>,
        wrong: &WrongViews,
        cx: &Context,
    ) -> Result<Self, Unmailable> {
        let offered = offer.map(|offer| offer.reasons.as_slice()).unwrap_or_default();
        let outcomes = offer.map(|offer| offer.outcomes.as_slice()).unwrap_or_default();
        let usual = offer.map(Offer::usual_outcome);
        let outcome = if outcomes.contains(&wish.outcome) { Some(wish.outcome) } else { usual };
        let conditions = Condition::ALL.iter().filter(|one| **one != Condition::Unsaid);
        let conditions =
            conditions.map(|one| Choice::of("returns-condition", one.as_str(), *one == wish.condition, cx));
        let outcomes =
            outcomes.iter().map(|one| Choice::of("returns-outcome", one.as_str(), Some(*one) == outcome, cx));
        let looked_at = offered.iter().filter(|one| one.verdict == Verdict::Review).count();
        let at = |field| wrong.at(&id(field, w));
        Ok(Self {
            w,
            number,
            item,
            pieces: wish.pieces,
            groups: groups(offered, wish.reason.as_deref(), cx)?,
            reviewed: looked_at > 0 && looked_at < offered.len(),
            conditions: conditions.collect::<Result<_, _>>()?,
            outcomes: outcomes.collect::<Result<_, _>>()?,
            comment: text(wish.comment.as_deref().unwrap_or_default()),
            photos: wish.photos.len(),
            may_split: wish.pieces > 1,
            wrong_reason: at(Field::Reason),
            wrong_condition: at(Field::Condition),
            wrong_outcome: at(Field::Outcome),
            wrong_comment: at(Field::Comment),
        })
    }
}

/// Reasons in their order, closer cases together under what they are a case of.
fn groups(offered: &[ReasonOffered], chosen: Option<&str>, cx: &Context) -> Result<Vec<Group>, Unmailable> {
    let mut groups: Vec<(Option<&str>, Group)> = Vec::new();
    for one in offered {
        let has_closer = offered.iter().any(|other| other.under.as_ref() == Some(&one.code));
        let under = one.under.as_deref().or_else(|| has_closer.then_some(one.code.as_str()));
        let choice = Choice {
            // No honest code has anything that this takes out.
            value: word(&one.code),
            label: reason(&one.code, cx)?,
            chosen: chosen == Some(one.code.as_str()),
        };
        match groups.last_mut().filter(|(last, _)| *last == under) {
            Some((_, group)) => group.reasons.push(choice),
            None => {
                let label = under.map(|code| reason(code, cx)).transpose()?;
                groups.push((under, Group { label, reasons: vec![choice] }));
            }
        }
    }
    Ok(groups.into_iter().map(|(_, group)| group).collect())
}
