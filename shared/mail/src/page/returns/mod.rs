//! The pages of returns: what buyers fill in, what they are told, and what the shop's own people decide by.
//!
//! Pure, like all pages. The crate's README lists the forms' fields.

mod case;
mod choose;
mod desk;
mod details;
mod find;
mod item;
mod money;
mod photos;
mod review;
mod said;
mod status;
mod steps;
mod withdraw;
mod wrong;

use domain::{
    Timestamp,
    order::Order,
    returns::{
        Decision, Method,
        portal::{Draft, Offers, Words, Wrong},
        record::ReturnRecord,
        rules::Payer,
    },
    settings::Shop,
    zones,
};
use minijinja::{Value, context, value::Serde};
use serde::Serialize;

use super::{Page, facts::contact, names, page};
use crate::{
    Unmailable,
    about::ShopView,
    context::Context,
    links::Hosts,
    locale::Speech,
    strings::{Strings, Word},
};

/// The page's folder.
const PAGE: &str = "returns-portal";

/// A page of the portal to be made.
#[derive(Debug, Clone, Copy)]
pub struct ReturnsRequest<'a> {
    /// The shop as it is now.
    pub shop: &'a Shop,
    /// When it is looked at.
    pub now: Timestamp,
    /// What is shown.
    pub screen: Screen<'a>,
    /// What stands before the names of the link's other pages: nothing on one of them, `{token}/` on the first.
    pub base: &'a str,
    /// Where the first page is: `../{token}`, or nothing on itself.
    pub home: &'a str,
    /// What only this page has: the field `proof` of each form that comes back to us.
    pub proof: &'a str,
}

/// What is shown.
#[derive(Debug, Clone, Copy)]
pub enum Screen<'a> {
    /// Which order? The first page for whoever has no link.
    Find {
        /// The reader's languages, the dearest first.
        languages: &'a [&'a str],
        /// Whether what was typed leads to no order, whatever of it is wrong.
        failed: bool,
        /// For how many minutes nothing more may be tried.
        busy: Option<u32>,
        /// What was typed, so that nobody types it twice.
        typed: Typed<'a>,
        /// Where the shop's terms of returns are.
        policy: Option<&'a str>,
    },
    /// What may go back, how many of it?
    Choose {
        /// The order.
        order: &'a Order,
        /// What may go back.
        offers: &'a Offers,
        /// What was written before.
        draft: Option<&'a Draft>,
        /// What is wrong with it.
        wrong: &'a [Wrong],
        /// The order's returns so far.
        filed: &'a [Filed<'a>],
    },
    /// Why, in which state, what for?
    Details {
        /// The order.
        order: &'a Order,
        /// What may go back.
        offers: &'a Offers,
        /// What was chosen and written.
        draft: &'a Draft,
        /// What is wrong with it.
        wrong: &'a [Wrong],
        /// The ways in which it may come back; one alone isn't asked for.
        methods: &'a [Method],
    },
    /// Pictures of one of the wishes.
    Photos {
        /// The order.
        order: &'a Order,
        /// What was written.
        draft: &'a Draft,
        /// The wish's place in it.
        wish: usize,
        /// Where the next picture goes; none once there are enough.
        upload: Option<Upload<'a>>,
        /// Those that are there.
        photos: &'a [Photo<'a>],
        /// What was wrong with the last one.
        problem: Option<PhotoProblem>,
    },
    /// What becomes of it and what is paid, before it is filed.
    Review {
        /// The order.
        order: &'a Order,
        /// What was written.
        draft: &'a Draft,
        /// What would be decided.
        decision: &'a Decision,
        /// Who pays for the way back; nobody where nothing is sent, or where nothing is said of it.
        payer: Option<Payer>,
    },
    /// The withdrawal by law: what of?
    Withdraw {
        /// The order.
        order: &'a Order,
        /// What may be withdrawn from.
        offers: &'a Offers,
        /// What was chosen before.
        draft: Option<&'a Draft>,
        /// What is wrong with it.
        wrong: &'a [Wrong],
    },
    /// The withdrawal by law, to be confirmed.
    WithdrawConfirm {
        /// The order.
        order: &'a Order,
        /// What was chosen.
        draft: &'a Draft,
    },
    /// How a return is.
    Status {
        /// Its order, where it is still kept.
        order: Option<&'a Order>,
        /// The return.
        kept: &'a ReturnRecord,
        /// What was said about it.
        words: &'a Words,
        /// Where its packing slip is.
        slip: Option<&'a str>,
        /// Whether it may be called off.
        may_cancel: bool,
        /// Whether its refund may be objected to.
        may_object: bool,
        /// What was just done.
        said: Option<Done>,
    },
    /// The staff's list of what waits for an answer.
    Desk {
        /// Whose link it is.
        role: &'a str,
        /// What waits, in any order.
        waiting: &'a [Filed<'a>],
    },
    /// One return as the staff see it.
    Case {
        /// Whose link it is.
        role: &'a str,
        /// Its order, where it is still kept.
        order: Option<&'a Order>,
        /// The return.
        kept: &'a ReturnRecord,
        /// What was said about it.
        words: &'a Words,
        /// Its pictures, `wish` being the place of the request's line.
        photos: &'a [Photo<'a>],
        /// Whether it is their turn.
        may_vote: bool,
        /// What was just done.
        done: Option<Done>,
        /// Whether the text was missing.
        wrong: bool,
    },
}

/// A return by the name that its pages have.
#[derive(Debug, Clone, Copy)]
pub struct Filed<'a> {
    /// Its id.
    pub id: &'a str,
    /// The return.
    pub kept: &'a ReturnRecord,
}

/// What was typed to find an order.
#[derive(Debug, Clone, Copy, Default)]
pub struct Typed<'a> {
    /// The order's number.
    pub order: &'a str,
    /// E-mail address, postcode or telephone number.
    pub contact: &'a str,
}

/// Where a picture is sent to, as the store's form wants it.
#[derive(Debug, Clone, Copy)]
pub struct Upload<'a> {
    /// The store.
    pub url: &'a str,
    /// Hidden fields, as they come.
    pub fields: &'a [(String, String)],
    /// The most that it takes.
    pub most_bytes: u64,
}

/// A picture that is there.
#[derive(Debug, Clone, Copy)]
pub struct Photo<'a> {
    /// Its id.
    pub id: &'a str,
    /// The place of its wish, or of the request's line.
    pub wish: usize,
    /// Where it is shown.
    pub url: Option<&'a str>,
    /// Such as `image/jpeg`; what browsers don't all show stands as a link.
    pub type_: &'a str,
}

/// What was wrong with a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhotoProblem {
    /// It is too large.
    TooLarge,
    /// It is none.
    NotAPicture,
    /// There are enough.
    TooMany,
    /// It isn't there: it never arrived whole, or was taken away.
    Gone,
}

/// What was just done about a return.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// It was filed.
    Filed,
    /// It was called off.
    Cancelled,
    /// A question was answered.
    Answered,
    /// The refund was objected to.
    Objected,
    /// Staff said yes.
    Approved,
    /// Staff said no.
    Refused,
    /// Staff asked the buyer.
    Asked,
    /// It had been done before.
    Already,
}

impl<'a> Screen<'a> {
    /// The order whose buyer reads it.
    fn of_buyer(&self) -> Option<&'a Order> {
        match *self {
            Self::Choose { order, .. }
            | Self::Details { order, .. }
            | Self::Photos { order, .. }
            | Self::Review { order, .. }
            | Self::Withdraw { order, .. }
            | Self::WithdrawConfirm { order, .. } => Some(order),
            Self::Status { order, .. } => order,
            Self::Find { .. } | Self::Desk { .. } | Self::Case { .. } => None,
        }
    }

    /// What headings are filled with.
    fn words(&self) -> [(&'static str, Word); 2] {
        let order = self.of_buyer().map(said::order_name).unwrap_or_default();
        let number = match self {
            Self::Status { kept, .. } | Self::Case { kept, .. } => said::number(&kept.rma.number),
            _ => String::new(),
        };
        [("order", Word::Text(order)), ("number", Word::Text(number))]
    }

    fn speech(&self, shop: &Shop) -> Speech {
        match self {
            Self::Find { languages, .. } => Speech::of_reader_at(languages, shop),
            _ => Speech::choose(self.of_buyer().and_then(|order| order.locale.as_deref()), shop),
        }
    }
}

/// Makes a page of the portal: in the buyer's language, or the shop's for its own people.
pub fn returns(request: &ReturnsRequest) -> Result<Page, Unmailable> {
    let ReturnsRequest { shop, now, screen, base, home, proof } = *request;
    let speech = screen.speech(shop);
    let strings = Strings::of(PAGE, &speech, &shop.wording)?;
    let hosts = Hosts::of(shop);
    let zone = screen.of_buyer().map_or_else(|| shop.time_zone(), |order| zones::of_buyer(order, shop));
    let cx = Context::at(now, zone, shop, (&speech, &strings, &hosts));
    let (name, view) = seen(&screen, base, &cx)?;
    let heading = said::say(&format!("heading-{name}"), &screen.words(), &cx)?;
    let seen = ShopView::of(shop, &hosts)?;
    let names = context! {
        shop => context! { name => seen.name, url => seen.url },
        look => Value::from(Serde(seen.look)),
        contact => contact(shop),
        staff => matches!(screen, Screen::Desk { .. } | Screen::Case { .. }),
        screen => name,
        heading => heading,
        v => view,
        base => base,
        home => home,
        proof => proof,
        ..names(&speech, strings.clone())
    };
    page(PAGE, names, speech)
}

/// The screen's template and what it sees.
fn seen(screen: &Screen, base: &str, cx: &Context) -> Result<(&'static str, Value), Unmailable> {
    fn view(of: impl Serialize) -> Value {
        Value::from(Serde(of))
    }
    Ok(match *screen {
        Screen::Find { failed, busy, typed, policy, .. } => {
            ("find", view(find::FindView::of(failed, busy, typed, policy)))
        }
        Screen::Choose { order, offers, draft, wrong, filed } => {
            let view_ = choose::ChooseView::of((order, offers), draft, wrong, filed, base, cx)?;
            ("choose", view(view_))
        }
        Screen::Details { order, offers, draft, wrong, methods } => {
            ("details", view(details::DetailsView::of((order, offers), draft, wrong, methods, cx)?))
        }
        Screen::Photos { order, draft, wish, upload, photos, problem } => {
            ("photos", view(photos::PhotosView::of((order, draft, wish), upload, photos, problem, cx)?))
        }
        Screen::Review { order, draft, decision, payer } => {
            ("review", view(review::ReviewView::of(order, draft, (decision, payer), cx)?))
        }
        Screen::Withdraw { order, offers, draft, wrong } => {
            ("withdraw", view(withdraw::WithdrawView::of(order, offers, draft, wrong, cx)?))
        }
        Screen::WithdrawConfirm { order, draft } => {
            ("confirm", view(withdraw::ConfirmView::of(order, draft, cx)?))
        }
        Screen::Status { order, kept, words, slip, may_cancel, may_object, said } => {
            let may = status::May { cancel: may_cancel, object: may_object };
            ("status", view(status::StatusView::of((order, kept, words), slip, may, said, cx)?))
        }
        Screen::Desk { role, waiting } => ("desk", view(desk::DeskView::of(role, waiting, base, cx)?)),
        Screen::Case { role, order, kept, words, photos, may_vote, done, wrong } => {
            let told = case::Told { done, wrong, may_vote };
            ("case", view(case::CaseView::of(role, (order, kept, words), photos, told, cx)?))
        }
    })
}
