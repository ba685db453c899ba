//! Where the sample shop's parcels go, by its own carriers and table, and how long they are really on their way: mostly less than
//! the table says, sometimes more. Transit is counted in the carrier's delivery days, as the table counts it.

use std::sync::Arc;

use domain::{
    calendar::WorkCalendar,
    edd::{Days, Destination, Lane, ReadTable, Reckoner, Table, TransitSource as _},
    settings::Shop,
};
use jiff::civil::Date;

use super::Chance;
use crate::{
    cloud::house::House,
    offline::unfold,
    trouble::{Explain, Trouble},
};

/// The sample shop, and what it reckons dates with.
pub(crate) struct Ground {
    pub(crate) shop: Arc<Shop>,
    pub(crate) reckoner: Reckoner,
    pub(crate) table: Table,
    /// The place that parcels leave.
    pub(crate) origin: String,
}

impl Ground {
    /// Reads it.
    pub(crate) fn read(house: &House) -> Result<Self, Trouble> {
        let folder = house.local_files().join("shops");
        let (file, table) = (folder.join("acme.toml"), folder.join("acme-transit.csv"));
        let shop: Shop = serde_json::from_value(unfold::read(&file)?)
            .while_trying(format!("{} is no shop", file.display()))?;
        let cannot = || format!("{} can't be read", table.display());
        let csv = std::fs::read(&table).while_trying(cannot())?;
        let table = ReadTable::of_shop(&csv, &shop).map_err(|e| Trouble::failed(cannot()).saying(e))?.table;
        let rules = shop.rules_of_edd().map_err(|e| Trouble::failed(cannot()).saying(e))?;
        let shop = Arc::new(shop);
        let reckoner = Reckoner::new(Arc::clone(&shop), rules);
        let origin = reckoner.origins().next().map(str::to_owned);
        let origin = origin.ok_or_else(|| Trouble::failed("the sample shop has no place with a calendar"))?;
        Ok(Self { shop, reckoner, table, origin })
    }
}

/// A kind of destination.
struct Road {
    service: &'static str,
    country: &'static str,
    /// Beginnings of postcodes: each is as likely as the others; what lacks of three signs is a digit.
    codes: &'static [&'static str],
    /// Of a thousand parcels, so many go there.
    weight: u32,
    /// The fewest delivery days.
    first: u16,
    /// Out of a hundred, so many take that long, a day longer, and so on.
    took: [u32; 7],
}

const ROADS: [Road; 16] = [
    road("DHL/parcel", "DE", &["0", "1"], 150, 1, [71, 22, 4, 1, 1, 1, 0]),
    road("DHL/parcel", "DE", &["2", "3", "4"], 220, 1, [55, 34, 7, 2, 1, 1, 0]),
    road("DHL/parcel", "DE", &["5", "6", "7", "8", "9"], 290, 1, [41, 43, 10, 3, 2, 1, 0]),
    road("DHL/parcel", "AT", &["1", "4", "5", "6", "8"], 62, 1, [6, 44, 32, 12, 4, 1, 1]),
    road("DHL/parcel", "FR", &["75", "69", "13", "33", "59"], 58, 2, [14, 38, 29, 12, 4, 2, 1]),
    road("DHL/parcel", "NL", &["1", "2", "3", "5"], 46, 1, [9, 51, 28, 8, 3, 1, 0]),
    road("DHL/parcel", "PL", &["0", "3", "5", "8"], 30, 2, [28, 40, 20, 8, 3, 1, 0]),
    road("DHL/parcel", "IT", &["20", "00", "10", "50"], 28, 2, [6, 21, 32, 23, 11, 5, 2]),
    road("DHL/parcel", "ES", &["28", "08", "41", "46"], 24, 3, [13, 31, 29, 16, 7, 3, 1]),
    road("DHL/parcel", "IE", &["D01", "D08", "T12"], 10, 3, [9, 24, 30, 21, 11, 4, 1]),
    road("DHL/world", "GB", &["EC1", "SW4", "M14", "EH3", "BS8"], 24, 2, [9, 30, 31, 17, 8, 4, 1]),
    road("DHL/world", "US", &["1", "3", "6", "9"], 24, 4, [10, 24, 28, 20, 11, 5, 2]),
    road("DHL/world", "JP", &["1", "5"], 8, 4, [12, 30, 29, 17, 8, 3, 1]),
    road("DHL/world", "KW", &["1"], 4, 6, [9, 23, 28, 21, 12, 5, 2]),
    road("Spedition/freight", "DE", &["1", "2", "4", "8"], 16, 3, [12, 30, 31, 17, 7, 2, 1]),
    road("Spedition/freight", "AT", &["1", "5"], 6, 5, [18, 34, 28, 13, 5, 1, 1]),
];

const fn road(
    service: &'static str,
    country: &'static str,
    codes: &'static [&'static str],
    weight: u32,
    first: u16,
    took: [u32; 7],
) -> Road {
    Road { service, country, codes, weight, first, took }
}

/// All of them, with their carriers' delivery days.
pub(crate) struct Roads {
    calendars: Vec<WorkCalendar>,
    /// What the shop's own table says.
    told: Vec<Days>,
}

/// A parcel that is to go somewhere.
pub(crate) struct Parcel<'r> {
    road: &'static Road,
    calendar: &'r WorkCalendar,
    pub(crate) to: Destination,
    /// How long it takes by the shop's own table.
    pub(crate) told: Days,
}

impl Roads {
    /// Those of the sample shop. What its table doesn't know is none.
    pub(crate) fn of(ground: &Ground) -> Result<Self, Trouble> {
        let (mut calendars, mut told) = (Vec::new(), Vec::new());
        for road in &ROADS {
            let to = destination(road, &mut Chance::of(1));
            let unknown = || Trouble::failed(format!("{} doesn't go to {}", road.service, road.country));
            calendars.push(ground.reckoner.delivery(road.service, &to).ok_or_else(unknown)?);
            let from = ground.reckoner.place(&ground.origin).ok_or_else(unknown)?;
            let (origin, service) = (ground.origin.as_str(), road.service);
            let lane = Lane {
                origin,
                from,
                to: &to,
                service,
                grams: None,
                cash_on_delivery: false,
                hand_over: None,
            };
            told.push(ground.table.transit(&lane).ok_or_else(unknown)?.days);
        }
        Ok(Self { calendars, told })
    }

    /// One of them, by chance.
    pub(crate) fn parcel(&self, chance: &mut Chance) -> Parcel<'_> {
        let at = chance.weighed(ROADS.iter().map(|road| road.weight));
        let road = &ROADS[at];
        Parcel { road, calendar: &self.calendars[at], to: destination(road, chance), told: self.told[at] }
    }
}

impl Parcel<'_> {
    /// Carrier and service.
    pub(crate) fn service(&self) -> &'static str {
        self.road.service
    }

    /// Whether its carrier scans it at the door.
    pub(crate) fn is_scanned(&self) -> bool {
        self.road.service.starts_with("DHL")
    }

    /// The day on which it is there, if its carrier got it on a day. Before Christmas every third takes a day longer.
    pub(crate) fn there(&self, handed_over: Date, chance: &mut Chance) -> Option<Date> {
        let longer = chance.weighed(self.road.took.into_iter());
        let busy = matches!((handed_over.month(), handed_over.day()), (11, 23..) | (12, _));
        let busy = u16::from(chance.below(3) == 0 && busy);
        let days = self.road.first + u16::try_from(longer).unwrap_or(0) + busy;
        self.calendar.add_open_days(handed_over, days.into()).ok()
    }
}

fn destination(road: &Road, chance: &mut Chance) -> Destination {
    let mut code = road.codes[chance.below(u32::try_from(road.codes.len()).unwrap_or(1)) as usize].to_owned();
    while code.len() < 3 {
        code.push_str(&chance.below(10).to_string());
    }
    // What follows is the same: nothing that learns looks at it.
    code.push_str("17");
    Destination { country: road.country.into(), postcode: Some(code), ..Destination::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_road_is_one_of_the_sample_shop_s_and_every_parcel_arrives() {
        let ground = Ground::read(&House::find().expect("the project")).expect("the sample shop");
        let roads = Roads::of(&ground).expect("its table knows them all");
        let (mut chance, day) = (Chance::of(7), "2026-03-02".parse::<Date>().expect("a day"));
        let mut in_time = 0;
        for _ in 0..2000 {
            let parcel = roads.parcel(&mut chance);
            let there = parcel.there(day, &mut chance).expect("it arrives");
            let told = parcel.calendar.add_open_days(day, parcel.told.max.into()).expect("a day");
            assert!(there > day);
            in_time += u32::from(there <= told);
        }
        assert!((1600..1960).contains(&in_time), "{in_time}");
        assert_eq!(ROADS.iter().map(|road| road.weight).sum::<u32>(), 1000);
        assert!(ROADS.iter().all(|road| road.took.iter().sum::<u32>() == 100));
    }
}
