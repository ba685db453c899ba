//! What holds whatever is told, and in whichever order.

use proptest::prelude::*;

use super::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_in_which_it_is_told_does_not_matter(
        days in 20_i32..90, a_day in 2_u64..12, late in 0_u64..8, seed in any::<u64>(),
    ) {
        let told = past(days, a_day, 6, late);
        let mut other = told.clone();
        // Some are told twice: first on their way, then delivered, or the other way round.
        other.extend(told.iter().step_by(3).map(|shipment| Shipment { delivered: None, ..shipment.clone() }));
        other.sort_by_key(|shipment| mixed(seed, shipment.id.bytes().map(u64::from).fold(0, |a, b| a * 31 + b)));
        let models = [told, other].map(|told| learner(&told).learn(TODAY).map(|model| model.to_bytes()));
        prop_assert_eq!(&models[0], &models[1]);
    }

    #[test]
    fn nobody_sees_the_future(days in 20_i32..90, a_day in 2_u64..12, later in 1_i32..30) {
        let told = past(days, a_day, 0, 0);
        let as_of = add(TODAY, -later.min(days / 2));
        // What comes later may be anything.
        let other: Vec<_> = told
            .iter()
            .filter(|shipment| shipment.at.date() < as_of)
            .map(|shipment| {
                let known = |day: Option<Date>| day.filter(|day| *day < as_of);
                let (handed_over, delivered) = (known(shipment.handed_over), known(shipment.delivered));
                Shipment { handed_over, delivered, ..shipment.clone() }
            })
            .collect();
        let models = [told, other].map(|told| learner(&told).learn(as_of).map(|model| model.to_bytes()));
        prop_assert_eq!(&models[0], &models[1]);
    }

    #[test]
    fn more_certain_is_never_sooner(
        days in 20_i32..90, a_day in 2_u64..12, late in 0_u64..12, to in "[0-9]{1,3}", hour in 0_i8..24, ahead in 0_i32..60,
    ) {
        let Ok(model) = learner(&past(days, a_day, 10, late)).learn(TODAY) else { return Ok(()) };
        let way = way(&to);
        let answer = model.answer(&Ask { at: add(TODAY, ahead).at(hour, 0, 0, 0), way: &way });
        let Some(answer) = answer else { return Ok(()) };
        let shares = [0.0, 0.05, 0.2, 0.5, 0.8, 0.9, 0.95, 0.99, 1.0];
        let days = shares.map(|share| (answer.calendar_days(share), answer.delivery_days(share)));
        prop_assert!(days.is_sorted_by(|a, b| a.0 <= b.0 && a.1 <= b.1), "{days:?}");
        prop_assert!(days[8].0 < 400);
        prop_assert!(answer.parcels >= 30 && answer.newest < TODAY);
    }
}
