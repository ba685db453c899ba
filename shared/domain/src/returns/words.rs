//! The closed lists that requests, policies and decisions are written in.

/// A closed list of kebab-case words.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
            schemars::JsonSchema,
        )]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $word)] $variant,)*
        }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }

        impl std::str::FromStr for $name {
            type Err = ();

            fn from_str(word: &str) -> Result<Self, ()> {
                Self::ALL.iter().copied().find(|known| known.as_str() == word).ok_or(())
            }
        }
    };
}
pub(crate) use words;

words! {
    /// Whose fault it is that something comes back: it decides who pays.
    Fault {
        /// The shop's: faulty, wrong, not as described.
        Merchant = "merchant",
        /// The carrier's: broken or lost on the way, late.
        Carrier = "carrier",
        /// Nobody's: the buyer thought better of it.
        Customer = "customer",
    }
}

words! {
    /// How the buyer says it is.
    Condition {
        /// Not opened.
        Sealed = "sealed",
        /// Opened, not used.
        Opened = "opened",
        /// Used.
        Used = "used",
        /// Broken, or it doesn't work.
        Damaged = "damaged",
        /// Nothing was said.
        Unsaid = "unsaid",
    }
}

words! {
    /// What the buyer gets for it.
    Outcome {
        /// The money, to where it came from.
        Refund = "refund",
        /// Credit at the shop.
        StoreCredit = "store-credit",
        /// Another variant, at the same price.
        Exchange = "exchange",
        /// Something at another price: the difference is paid or refunded.
        ExchangeDifference = "exchange-difference",
        /// It is repaired, or the same comes again.
        Replacement = "replacement",
        /// It stays with the buyer, and part of the money goes back.
        PartialCredit = "partial-credit",
    }
}

words! {
    /// How it comes back.
    Method {
        /// By post, with the shop's label.
        Label = "label",
        /// By post, at the buyer's own cost.
        OwnPost = "own-post",
        /// Handed in at a drop-off.
        DropOff = "drop-off",
        /// Brought to a store.
        Store = "store",
        /// Fetched from the buyer.
        PickUp = "pick-up",
    }
}

words! {
    /// What becomes of a line, and of a return.
    Verdict {
        /// It may come back.
        Approve = "approve",
        /// The same, and the money goes back before it arrives.
        Instant = "instant",
        /// The money goes back, and it stays with the buyer.
        Keep = "keep",
        /// The same, and the buyer gives it to a good cause.
        Donate = "donate",
        /// A person decides.
        Review = "review",
        /// It may not come back.
        Refuse = "refuse",
    }
}

impl Outcome {
    /// Whether money or credit goes back for it.
    pub fn pays(self) -> bool {
        !matches!(self, Self::Exchange | Self::Replacement)
    }

    /// Whether something else comes for it.
    pub fn swaps(self) -> bool {
        matches!(self, Self::Exchange | Self::ExchangeDifference | Self::Replacement)
    }

    /// Whether it stays with the buyer.
    pub fn stays(self) -> bool {
        self == Self::PartialCredit
    }
}

impl Verdict {
    /// Whether the buyer gets something for it.
    pub fn is_yes(self) -> bool {
        matches!(self, Self::Approve | Self::Instant | Self::Keep | Self::Donate)
    }

    /// Whether it has to be sent back.
    pub fn ships(self) -> bool {
        matches!(self, Self::Approve | Self::Instant)
    }

    /// The same for what is had: what stays with the buyer isn't sent back.
    #[must_use]
    pub fn for_outcome(self, outcome: Outcome) -> Self {
        if self.ships() && outcome.stays() { Self::Keep } else { self }
    }
}

words! {
    /// When the money goes back.
    RefundAt {
        /// As soon as it is approved.
        Approval = "approval",
        /// At the carrier's first scan.
        FirstScan = "first-scan",
        /// When it is there.
        Receipt = "receipt",
        /// When it was looked at.
        Inspection = "inspection",
    }
}

words! {
    /// What is special about a product: what the law or the shop makes of it.
    Trait {
        /// Sold as final.
        FinalSale = "final-sale",
        /// Sealed for health or hygiene.
        Hygiene = "hygiene",
        /// Made to the buyer's wishes.
        Personalised = "personalised",
        /// It spoils.
        Perishable = "perishable",
        /// A download, a licence, a ticket.
        Digital = "digital",
        /// A gift card.
        GiftCard = "gift-card",
        /// Sealed records, films or software.
        SealedMedia = "sealed-media",
    }
}

words! {
    /// How it came back.
    Grade {
        /// As new: it can be sold again.
        A = "a",
        /// It has to be made good first.
        B = "b",
        /// Scrap.
        C = "c",
    }
}

words! {
    /// What a buyer is told of the answer, in one plain sentence: a key of the mails' strings, `returns-say-…`.
    Say {
        /// It may come back.
        Approved = "approved",
        /// It may come back, and a fee is taken off.
        ApprovedWithFee = "approved-with-fee",
        /// The money goes back at once.
        RefundedAtOnce = "refunded-at-once",
        /// The money goes back, or by the outcome part of it, and it may be kept.
        KeepIt = "keep-it",
        /// The money goes back, and it may be given away.
        DonateIt = "donate-it",
        /// Somebody looks at it and answers by a day.
        LookedAt = "looked-at",
        /// A withdrawal by law: received, with its time.
        Withdrawn = "withdrawn",
        /// A withdrawal of what the law excepts, or too late for it: somebody looks at it.
        WithdrawalLookedAt = "withdrawal-looked-at",
        /// The time to return it is over.
        TooLate = "too-late",
        /// It isn't there yet.
        NotDelivered = "not-delivered",
        /// More than there is to return.
        TooMany = "too-many",
        /// Nothing of the order has this line.
        NotBought = "not-bought",
        /// It was sold as final.
        FinalSale = "final-sale",
        /// Its seal is for hygiene.
        Hygiene = "hygiene",
        /// It was made to the buyer's wishes.
        Personalised = "personalised",
        /// It spoils.
        Perishable = "perishable",
        /// It is digital.
        Digital = "digital",
        /// It is a gift card.
        GiftCard = "gift-card",
        /// It was sold at a high discount.
        Discounted = "discounted",
        /// It isn't returned for this reason, or in this state.
        Condition = "condition",
        /// It can't be had for this.
        OutcomeNotOffered = "outcome-not-offered",
        /// It isn't returned from there.
        Market = "market",
        /// The shop's rules don't allow it.
        NotAllowed = "not-allowed",
    }
}

impl Trait {
    /// What a buyer is told where it stands in the way.
    pub fn say(self) -> Say {
        match self {
            Self::FinalSale => Say::FinalSale,
            Self::Hygiene | Self::SealedMedia => Say::Hygiene,
            Self::Personalised => Say::Personalised,
            Self::Perishable => Say::Perishable,
            Self::Digital => Say::Digital,
            Self::GiftCard => Say::GiftCard,
        }
    }

    /// Whether art. 16 of the Consumer Rights Directive knows an exception for it: a person looks whether it holds.
    pub fn may_be_excepted(self) -> bool {
        !matches!(self, Self::FinalSale | Self::GiftCard)
    }
}
