//! Dead letters that name a person: reports of mails carry addresses. Events don't, so they are never among them.

use aws_config::SdkConfig;
use store::privacy::Person;

use crate::{
    again::letters::{Letter, Letters, MOST, Sqs},
    trouble::Trouble,
};

/// Dead letters of a queue that name somebody, in hand: nobody else receives them until they are given back or deleted.
pub(super) struct Named {
    /// The queue, as the stack calls it.
    pub(super) queue: String,
    /// How many letters.
    pub(super) letters: Vec<Letter>,
    from: Sqs,
}

/// Looks through all dead letters, all queues at once: that one is empty takes two seconds to say. Those that name nobody go
/// back at once.
pub(super) async fn find(
    config: &SdkConfig,
    queues: &[(String, String)],
    person: &Person,
) -> Result<Vec<Named>, Trouble> {
    let named = queues.iter().map(async |(queue, url)| {
        // Nothing is sent anywhere: they only leave.
        let from = Sqs::new(config, url, url);
        let letters = naming(&from, person).await?;
        Ok(Named { queue: queue.clone(), letters, from })
    });
    let found = futures::future::try_join_all(named).await?;
    Ok(found.into_iter().filter(|named| !named.letters.is_empty()).collect())
}

/// Takes all in hand and keeps those that name the person.
async fn naming(from: &impl Letters, person: &Person) -> Result<Vec<Letter>, Trouble> {
    let (mut naming, mut others) = (Vec::new(), Vec::new());
    loop {
        let more = from.receive().await?;
        if more.is_empty() {
            break;
        }
        let (of_them, rest): (Vec<_>, Vec<_>) =
            more.into_iter().partition(|letter| person.is_named_in(&letter.body));
        naming.extend(of_them);
        others.extend(rest);
    }
    give_back(from, &others).await;
    Ok(naming)
}

async fn give_back(from: &impl Letters, letters: &[Letter]) {
    for some in letters.chunks(MOST) {
        from.give_back(some).await;
    }
}

impl Named {
    /// Leaves them where they are.
    pub(super) async fn leave(&self) {
        give_back(&self.from, &self.letters).await;
    }

    /// Deletes them.
    pub(super) async fn delete(&self) -> Result<(), Trouble> {
        for some in self.letters.chunks(MOST) {
            self.from.delete(some).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::{cell::RefCell, sync::Arc};

    use store::{Store, privacy::Called};

    use super::*;

    /// Dead letters of a queue, and those that were given back.
    #[derive(Default)]
    struct Shelf {
        lying: RefCell<Vec<Letter>>,
        back: RefCell<Vec<String>>,
    }

    impl Letters for Shelf {
        async fn receive(&self) -> Result<Vec<Letter>, Trouble> {
            let mut lying = self.lying.borrow_mut();
            let count = lying.len().min(MOST);
            Ok(lying.drain(..count).collect())
        }

        async fn send(&self, _: &[Letter]) -> Result<Vec<usize>, Trouble> {
            panic!("nothing is sent anywhere")
        }

        async fn delete(&self, _: &[Letter]) -> Result<(), Trouble> {
            panic!("nothing is deleted unasked")
        }

        async fn give_back(&self, letters: &[Letter]) {
            self.back.borrow_mut().extend(letters.iter().map(|letter| letter.body.clone()));
        }
    }

    #[tokio::test]
    async fn letters_that_name_the_person_are_kept_in_hand_and_others_go_back() {
        let store = Store::on(Arc::new(testkit::Memory::default()));
        let now = domain::Timestamp::UNIX_EPOCH;
        let called = Called::Mail("Ada@example.com".into());
        let person =
            store.person(&"acme".parse().expect("a shop"), &called, now, now).await.expect("readable");
        let letter = |n: usize| Letter {
            body: match n % 5 {
                0 => r#"{"Message": "{\"destination\": [\"ADA@example.com\"]}"}"#.to_owned(),
                _ => format!(r#"{{"type": "order.paid", "subject": "ORDER#{n}"}}"#),
            },
            reason: None,
            group: None,
            receipt: n.to_string(),
        };
        let shelf = Shelf { lying: RefCell::new((0..23).map(letter).collect()), ..Shelf::default() };
        let named = naming(&shelf, &person).await.expect("readable");
        assert_eq!((named.len(), shelf.back.borrow().len()), (5, 18));
        assert!(named.iter().all(|letter| letter.body.contains("ADA")));
    }
}
