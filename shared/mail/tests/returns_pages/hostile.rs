//! Texts that want to be something else, in every field of the portal's pages.

use domain::returns::{Because, portal::By};
use mail::{
    Unmailable,
    page::{Page, returns},
};

use super::{built::assert_well_built, scene::Scene};
use crate::{
    facts::plain,
    hostile::{HOSTILE, tree},
};

type Place = (&'static str, fn(&mut Scene, String));

/// Every text that comes from outside, or from whoever fills in a form.
const PLACES: &[Place] = &[
    ("shop.name", |s, t| s.shop.name = t),
    ("order.name", |s, t| (s.order.name, s.kept.order_name) = (t.clone(), t)),
    ("line.title", |s, t| s.order.lines[0].title = t),
    ("line.variant", |s, t| s.order.lines[0].variant = Some(t)),
    ("line.image", |s, t| s.order.lines[0].image = Some(t)),
    ("order.email", |s, t| s.order.email = Some(t)),
    ("address.name", |s, t| s.order.billing_address.as_mut().expect("one").name = Some(t)),
    ("place", |s, t| s.shop.places.get_mut("berlin").expect("one").address[0] = t),
    ("reason", |s, t| s.offers.lines[0].reasons[7].code = t),
    ("reason.of.some", |s, t| s.offers.lines[1].reasons[3].code = t),
    ("draft.reason", |s, t| s.draft.wishes[0].reason = Some(t)),
    ("draft.comment", |s, t| s.draft.wishes[0].comment = Some(t)),
    ("return.reason", |s, t| s.kept.rma.request.lines[0].reason = Some(t)),
    ("return.number", |s, t| s.kept.rma.number = t),
    ("words.comment", |s, t| s.words.comments[0] = Some(t)),
    ("words.saying", |s, t| s.words.sayings[0].text = t),
    ("words.route", |s, t| s.words.sayings[0].by = By::Route(t)),
    ("role", |s, t| s.role = t),
    ("promotion", |s, t| {
        s.decision.refund.clawed_back[0].0.clone_from(&t);
        s.kept.decision.as_mut().expect("one").refund.clawed_back[0].0 = t;
    }),
    ("because", |s, t| s.kept.decision.as_mut().expect("one").because = Because::ByRule { rule: t }),
    ("fact", |s, t| {
        let facts = &mut s.kept.decision.as_mut().expect("one").lines[0].facts;
        facts.pop_last();
        facts.insert(t.clone(), t);
    }),
    ("rule", |s, t| {
        let trace = &mut s.kept.decision.as_mut().expect("one").lines[0].trace;
        (trace[0].rule, trace[2].unknown) = (t.clone(), Some(t));
    }),
    ("typed", |s, t| s.typed = (t.clone(), t)),
    ("upload.field", |s, t| s.fields[0] = (t.clone(), t)),
    ("id", |s, t| s.id = t),
];

#[test]
fn no_text_changes_a_page_of_the_portal() {
    let mut benign = std::collections::BTreeMap::new();
    Scene::new().all(&mut |name, request| {
        let page = returns(&request).expect("a page");
        assert_sound(&page, true, name);
        let shape = tree(&page.html);
        benign.insert(name, (page, shape));
    });
    let long = "W".repeat(8 * 1024);
    let (mut shown, mut refused) = (0, 0);
    for (place, put) in PLACES {
        for text in HOSTILE.iter().copied().chain([long.as_str()]) {
            let mut scene = Scene::new();
            put(&mut scene, text.to_owned());
            scene.all(&mut |name, request| {
                let what = format!("{name}, {place}: {:?}", text.chars().take(40).collect::<String>());
                let (harmless, shape) = &benign[name];
                match returns(&request) {
                    Err(Unmailable::Template(bug)) => panic!("{what}: {bug}"),
                    Err(_) => refused += 1,
                    // The text isn't shown here: of these very bytes all that follows is known.
                    Ok(page) if page == *harmless => shown += 1,
                    Ok(page) => {
                        shown += 1;
                        // What the store's form has to give back is ours, and stays as it is.
                        assert_sound(&page, *place != "upload.field", &what);
                        // What says nothing is left out with its elements; so are ids and pictures that are none of ours.
                        let gone = plain(text).is_empty()
                            || ["id", "line.image", "order.email", "draft.reason"].contains(place);
                        assert!(gone || tree(&page.html) == *shape, "{what}");
                    }
                }
            });
        }
    }
    assert!(shown > 12_000 && refused < shown / 10, "{shown} shown, {refused} refused");
}

/// Well built, every turn of the writing's direction closed, and where no text is given back as it came, nothing that isn't seen.
fn assert_sound(page: &Page, is_seen: bool, what: &str) {
    assert_well_built(page, what);
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}' | '\u{2067}');
    let strange = |c: char| (c.is_control() && c != '\n') || turns(c);
    assert!(!is_seen || !page.html.contains(strange), "{what}");
    let fences = |c: char| page.html.matches(c).count();
    assert_eq!(fences('\u{2068}'), fences('\u{2069}'), "{what}");
}
