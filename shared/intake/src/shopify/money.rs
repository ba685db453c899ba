//! Amounts in the currency charged.

use domain::{Currency, Money, webhook::Refusal};

use crate::{
    amount::{self, positive},
    json::Decimal,
    refusal::{missing, refuse},
    shopify::wire::{self, MoneySet},
};

/// The two currencies of an order.
#[derive(Debug, Clone, Copy)]
pub(super) struct Currencies {
    /// The shop's own.
    pub(super) shop: Currency,
    /// The one that the buyer was charged in.
    pub(super) charged: Currency,
}

impl Currencies {
    /// The currencies of `order`; old payloads know only one.
    pub(super) fn of(order: &wire::Order) -> Self {
        let shop = order.currency.0;
        Self { shop, charged: order.presentment_currency.map_or(shop, |code| code.0) }
    }

    /// The amount at `path` as charged: from the set beside the plain field where there is one, else from the plain
    /// field, as long as both currencies are the same or it is zero in any. `None` where the payload has neither.
    pub(super) fn amount(
        self,
        path: &str,
        plain: &Option<Decimal>,
        set: &Option<MoneySet>,
    ) -> Result<Option<Money>, Refusal> {
        if let Some(set) = set {
            let (path, amount) = self.presented(path, set)?;
            return positive(&path, amount, self.charged).map(Some);
        }
        let Some(plain) = plain else { return Ok(None) };
        let amount = positive(path, plain, self.shop)?;
        if amount.is_zero() || self.shop == self.charged {
            return Ok(Some(Money::new(amount.minor, self.charged)));
        }
        Err(refuse(
            format!("{path}_set"),
            "is missing, and the order was charged in another currency than the shop's",
            "send the _set with its presentment_money",
        ))
    }

    /// The amount as charged in the set beside `path`, with its own path.
    fn presented<'s>(self, path: &str, set: &'s MoneySet) -> Result<(String, &'s Decimal), Refusal> {
        let money = &set.presentment_money;
        if money.currency_code.0 != self.charged {
            return Err(refuse(
                format!("{path}_set.presentment_money.currency_code"),
                "is not the order's presentment currency",
                "send every amount of an order in one presentment currency",
            ));
        }
        Ok((format!("{path}_set.presentment_money.amount"), &money.amount))
    }

    /// The same for an amount that must be there.
    pub(super) fn required(
        self,
        path: &str,
        plain: &Option<Decimal>,
        set: &Option<MoneySet>,
    ) -> Result<Money, Refusal> {
        self.amount(path, plain, set)?.ok_or_else(|| missing(path))
    }

    /// An amount that may be below zero.
    pub(super) fn signed(self, path: &str, set: Option<&MoneySet>) -> Result<Option<Money>, Refusal> {
        let Some(set) = set else { return Ok(None) };
        let (path, amount) = self.presented(path, set)?;
        amount::signed(&path, amount, self.charged).map(Some)
    }

    /// The amount at `path` in the shop's own currency.
    pub(super) fn in_shop(
        self,
        path: &str,
        plain: &Option<Decimal>,
        set: &Option<MoneySet>,
    ) -> Result<Option<Money>, Refusal> {
        let shop = set.as_ref().and_then(|set| set.shop_money.as_ref());
        match (shop, plain) {
            (Some(money), _) if money.currency_code.0 == self.shop => {
                positive(&format!("{path}_set.shop_money.amount"), &money.amount, self.shop).map(Some)
            }
            (Some(_), _) => Err(refuse(
                format!("{path}_set.shop_money.currency_code"),
                "is not the shop's currency",
                "send shop_money in the order's currency",
            )),
            (None, Some(plain)) => positive(path, plain, self.shop).map(Some),
            (None, None) => Ok(None),
        }
    }

    /// Minor units as an amount at `path`, unless they are more than any order comes to.
    pub(super) fn bounded(self, path: &str, minor: i128) -> Result<Money, Refusal> {
        amount::bounded(path, minor, self.charged)
    }
}
