//! Finds the person who is meant, and what of theirs lies outside the tables.

use domain::{
    EntityRef, ShopId, Timestamp,
    returns::{photo, rma},
    settings::is_address,
};
use objects::{Listed, Objects, ObjectsError};
use store::{
    Store,
    privacy::{Called, Person},
};

use super::letters::{self, Named};
use crate::{
    cloud::{
        days::Span,
        target::Target,
        which::{OneShop, There},
    },
    trouble::Trouble,
};

/// Names all customers of a shop.
const EVERYBODY: &str = "everybody";

/// Who is meant, and where.
#[derive(Debug, clap::Args)]
pub(super) struct Whose {
    /// The customer's id on the platform, their mail address, or the number of an order of theirs (`#1001`); `everybody` for
    /// all customers of a shop that was given up
    customer: String,
    #[command(flatten)]
    shop: OneShop,
}

/// A person who was found.
pub(super) struct Found {
    pub(super) store: Store,
    pub(super) shop: ShopId,
    pub(super) person: Person,
    pub(super) now: Timestamp,
    target: Target,
    photos: Objects,
    /// Whether everybody's things are meant.
    all: bool,
}

impl Whose {
    /// Finds them.
    pub(super) async fn find(&self) -> Result<Found, Trouble> {
        let There { target, store, shop } = self.shop.open().await?;
        let photos = Objects::open(&target.config, target.stack.get("PhotosBucketName")?);
        let now = Timestamp::now();
        let called = called(&store, &shop, self.customer.trim()).await?;
        let person =
            store.person(&shop, &called, Span::ever(now).since, now).await.map_err(Target::trouble)?;
        Ok(Found { store, shop, person, now, target, photos, all: called == Called::Everybody })
    }
}

impl Found {
    /// The photos of their returns.
    pub(super) async fn photos(&self) -> Result<Vec<(EntityRef, Listed)>, Trouble> {
        let found = match self.all {
            true => photos_of_shop(&self.photos, &self.shop).await,
            false => photos_of(&self.photos, &self.shop, &self.person).await,
        };
        found.map_err(unreached)
    }

    /// The bytes of one.
    pub(super) async fn photo(&self, listed: &Listed) -> Result<Option<Vec<u8>>, Trouble> {
        let most = usize::try_from(listed.bytes).unwrap_or(usize::MAX);
        self.photos.get(&listed.key, most).await.map_err(unreached)
    }

    /// Deletes one.
    pub(super) async fn forget_photo(&self, listed: &Listed) -> Result<(), Trouble> {
        self.photos.delete(&listed.key).await.map_err(unreached)
    }

    /// The dead letters that name them, in hand.
    pub(super) async fn letters(&self) -> Result<Vec<Named>, Trouble> {
        let queues = self.target.stack.dead_letters();
        let queues: Vec<_> = queues.map(|(name, url)| (name.to_owned(), url.to_owned())).collect();
        letters::find(&self.target.config, &queues, &self.person).await
    }
}

/// The photos of a person's returns, the one that is being written among them.
async fn photos_of(
    objects: &Objects,
    shop: &ShopId,
    person: &Person,
) -> Result<Vec<(EntityRef, Listed)>, ObjectsError> {
    let mut found = Vec::new();
    for rma in person.returns() {
        let listed = objects.list(&photo::of_return(shop, rma.id())).await?;
        found.extend(listed.into_iter().map(|listed| (rma.clone(), listed)));
    }
    Ok(found)
}

/// All photos of a shop, those of returns among them that nothing leads to any more.
async fn photos_of_shop(objects: &Objects, shop: &ShopId) -> Result<Vec<(EntityRef, Listed)>, ObjectsError> {
    let below = photo::of_shop(shop);
    let of = |listed: &Listed| {
        let within = listed.key.strip_prefix(&below).unwrap_or_default();
        EntityRef::new(rma::ENTITY, within.split('/').next().unwrap_or_default())
    };
    Ok(objects.list(&below).await?.into_iter().map(|listed| (of(&listed), listed)).collect())
}

fn unreached(error: impl std::fmt::Display) -> Trouble {
    Trouble::environment("the photos of returns can't be reached")
        .saying(error)
        .mend("check the stack's name, the region and the credentials, then run it again")
}

/// Who is meant by a word.
pub(crate) async fn called(store: &Store, shop: &ShopId, word: &str) -> Result<Called, Trouble> {
    if word == EVERYBODY {
        return Ok(Called::Everybody);
    }
    if word.contains('@') {
        return match is_address(word) {
            true => Ok(Called::Mail(word.to_owned())),
            false => Err(Trouble::input("this is no mail address").mend("write one plain address")),
        };
    }
    if let Ok(entity) = EntityRef::try_from(word.to_owned()) {
        match entity.kind() {
            "CUSTOMER" => return Ok(Called::Customer(entity.id().to_owned())),
            "ORDER" => return Ok(Called::Order(entity.id().to_owned())),
            _ => {}
        }
    }
    let mut fits = Vec::new();
    for order in store.orders_named(shop, word).await.map_err(Target::trouble)? {
        fits.push(Called::Order(order.id().to_owned()));
    }
    let (orders, _) = store.orders_of_customer(shop, word, None).await.map_err(Target::trouble)?;
    let customer = EntityRef::customer(word);
    let head = store.head(shop, &customer).await.map_err(Target::trouble)?;
    if !word.is_empty() && (!orders.is_empty() || head.version > 0) {
        fits.push(Called::Customer(word.to_owned()));
    }
    only(fits, shop)
}

/// What fits, if only one thing does: nobody is erased by a guess.
fn only(mut fits: Vec<Called>, shop: &ShopId) -> Result<Called, Trouble> {
    match (fits.pop(), fits.is_empty()) {
        (Some(called), true) => Ok(called),
        (None, _) => Err(Trouble::input(format!("the shop {shop} knows no such customer and no such order"))
            .mend("write the customer's id, a mail address, or an order's number such as #1001")),
        (Some(last), false) => {
            let written = |called: &Called| match called {
                Called::Customer(id) => format!("CUSTOMER#{id}"),
                Called::Order(id) => format!("ORDER#{id}"),
                Called::Mail(address) => address.clone(),
                Called::Everybody => EVERYBODY.to_owned(),
            };
            let all: Vec<_> = fits.iter().chain([&last]).map(written).collect();
            Err(Trouble::input("more than one customer may be meant")
                .mend(format!("write one of: {}", all.join(", "))))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn nobody_is_meant_by_a_guess() {
        let shop: ShopId = "acme".parse().expect("a shop");
        let (customer, order) = (Called::Customer("1001".into()), Called::Order("5001".into()));
        assert_eq!(only(vec![order.clone()], &shop), Ok(order.clone()));
        let told = only(vec![order, customer], &shop).expect_err("two").to_string();
        assert!(told.contains("ORDER#5001, CUSTOMER#1001"), "{told}");
        assert!(only(vec![], &shop).expect_err("none").to_string().contains("no such customer"));
    }

    /// A shop that was given up has photos of drafts, too, of which no row is left.
    #[tokio::test]
    async fn everybody_s_photos_are_all_of_the_shop() {
        let objects = Objects::on(Arc::new(testkit::Bucket::default()));
        let [acme, rosen] = ["acme", "rosen"].map(|shop| shop.parse::<ShopId>().expect("a shop"));
        for (shop, of) in [(&acme, "r1"), (&acme, "forgotten"), (&rosen, "r2")] {
            objects.put(&photo::key(shop, of, "p1"), vec![1]).await.expect("kept");
        }
        let found = photos_of_shop(&objects, &acme).await.expect("listed");
        let of: Vec<_> = found.iter().map(|(rma, listed)| (rma.id(), listed.key.as_str())).collect();
        assert_eq!(
            of,
            [("forgotten", "returns/photos/acme/forgotten/p1"), ("r1", "returns/photos/acme/r1/p1")]
        );
    }
}
