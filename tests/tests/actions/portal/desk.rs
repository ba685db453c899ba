//! The shop's people at their desk.

use bundle_tests::{
    reader::Reader,
    returning::{acme, entity},
};
use domain::{link::Link, returns::rma::State};

use super::{ORDER, asks, desk, file, token, world};

#[tokio::test(start_paused = true)]
async fn the_shop_s_people_ask_and_decide_behind_their_link_once() {
    let (mut world, portal) = world(&asks(&["quality"]), 1).await;
    let id = file(&mut world, &portal, "1", "changed-mind").await;
    assert_eq!(world.state(&id).await, State::Review);
    let finance = desk(&world, "finance").await;
    assert_eq!(Reader::open(&portal, &format!("/returns-desk/{finance}/{id}")).await.answer.status, 404);
    let list = Reader::open(&portal, &format!("/returns-desk/{finance}")).await;
    assert!(!list.answer.body.to_text().contains(&id));
    let quality = format!("/returns-desk/{}", desk(&world, "quality").await);
    let mut reader = Reader::open(&portal, &quality).await;
    let way = reader.links("").into_iter().find(|to| to.ends_with(&id)).expect("it waits for them");
    reader.go(&way).await;
    // Who refuses or asks says why.
    for doing in ["refuse", "ask"] {
        reader.press(doing, &[("text", " ")]).await;
        assert_eq!(reader.answer.status, 422, "{doing}");
    }
    reader.press("ask", &[("text", "Which one <i>is</i> it?")]).await;
    world.run().await;
    let told = world.kept(&id).await.told;
    assert_eq!(told.last().map(|notice| notice.news.as_str()), Some("asked"));
    let own = token(&world, ORDER).await;
    let mut buyer = Reader::open(&portal, &format!("/return/{own}/r-{id}")).await;
    assert!(buyer.text().contains("Which one <i>is</i> it?"), "{}", buyer.text());
    buyer.press_twice("answer", &[("text", "The blue one")]).await;
    world.run().await;
    let words = world.store.words(&acme(), &entity(&id)).await.expect("readable");
    assert_eq!((words.sayings.len(), words.question()), (2, None));
    // Whoever decides hears of it.
    assert_eq!(world.kept(&id).await.asked.len(), 2);
    let story = serde_json::to_string(
        &world
            .store
            .story(&acme(), &entity(&id))
            .await
            .expect("readable")
            .events
            .iter()
            .map(|kept| kept.event.clone())
            .collect::<Vec<_>>(),
    );
    let story = story.expect("plain");
    assert!(!story.contains("blue one") && !story.contains("Which one"), "words stand beside the journal");
    reader.go(&format!("{quality}/{id}")).await;
    assert!(reader.text().contains("The blue one"), "{}", reader.text());
    reader.press_twice("approve", &[]).await;
    world.run().await;
    assert_eq!((world.paid(), world.state(&id).await != State::Review), (1000, true));
    reader.go(&format!("{quality}/{id}")).await;
    reader
        .forge(&[
            ("proof", Link::proof(quality.rsplit('/').next().expect("a token")).expect("a proof")),
            ("do", "refuse"),
            ("text", "no"),
        ])
        .await;
    world.run().await;
    assert_eq!(world.paid(), 1000);
}

/// Two of a route answer at once, or one in two windows: the first answer counts, and the other hears that it doesn't.
#[tokio::test(start_paused = true)]
async fn whoever_answers_second_is_told_that_it_changed_nothing() {
    for (first, second, paid) in [("approve", "refuse", 1000), ("refuse", "approve", 0)] {
        let (mut world, portal) = world(&asks(&["quality"]), 1).await;
        let id = file(&mut world, &portal, "1", "changed-mind").await;
        let case = format!("/returns-desk/{}/{id}", desk(&world, "quality").await);
        let mut one = Reader::open(&portal, &case).await;
        let mut other = Reader::open(&portal, &case).await;
        one.press(first, &[("text", "seen")]).await;
        assert!(!one.at.ends_with("?said=already"), "{first}: {}", one.at);
        other.press(second, &[("text", "seen")]).await;
        assert!(other.at.ends_with("?said=already"), "{second}: {}", other.at);
        assert!(other.text().contains("Nothing was changed just now"), "{}", other.text());
        world.run().await;
        assert_eq!(world.paid(), paid, "{first}");
    }
}
