//! Orders in the columns of the public set of Olist: six files of a folder, plain or gzipped.

use std::{
    collections::HashMap,
    fs::File,
    io::{BufRead, BufReader, Read},
    path::Path,
};

use domain::edd::learned::{SIGNS, Shipment, Spot, Way};
use flate2::read::MultiGzDecoder;
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, de::DeserializeOwned};

use crate::{
    sample::Sent,
    trouble::{Explain, Trouble},
};

/// An order, with what became of it.
#[derive(Debug, Clone)]
pub(super) struct Order {
    pub(super) shipment: Shipment,
    /// The day that the marketplace named.
    pub(super) promised: Date,
    /// Days until it was there, if the protocol counts it.
    pub(super) days: Option<u16>,
}

impl Order {
    /// The day on which it was bought.
    pub(super) fn day(&self) -> Date {
        self.shipment.at.date()
    }

    /// From a subdivision to another; where none is known, by the country and the postcode's first sign.
    pub(super) fn pair(&self) -> String {
        let zone = |spot: &Spot| {
            let sign = spot.postcode.as_deref().and_then(|code| code.chars().next());
            format!("{} {}", spot.country, sign.map(String::from).unwrap_or_default()).trim().to_owned()
        };
        let part = |spot: &Spot| spot.subdivision.clone().unwrap_or_else(|| zone(spot));
        format!("{}>{}", part(&self.shipment.way.from), part(&self.shipment.way.to))
    }
}

impl From<Sent> for Order {
    fn from(sent: Sent) -> Self {
        let Sent { shipment, by_table, .. } = sent;
        let days = shipment.delivered.map(|there| (there - shipment.at.date()).get_days());
        let days = days.and_then(|days| u16::try_from(days).ok());
        Self { shipment, promised: by_table, days }
    }
}

#[derive(Deserialize)]
struct OrderLine {
    order_id: String,
    customer_id: String,
    order_status: String,
    order_purchase_timestamp: String,
    order_delivered_carrier_date: String,
    order_delivered_customer_date: String,
    order_estimated_delivery_date: String,
}

#[derive(Deserialize)]
struct Customer {
    customer_id: String,
    customer_zip_code_prefix: String,
    customer_state: String,
}

#[derive(Deserialize)]
struct Item {
    order_id: String,
    order_item_id: u32,
    product_id: String,
    seller_id: String,
    shipping_limit_date: String,
    price: f64,
    freight_value: f64,
}

#[derive(Deserialize)]
struct Seller {
    seller_id: String,
    seller_zip_code_prefix: String,
    seller_state: String,
}

#[derive(Deserialize)]
struct Product {
    product_id: String,
    product_category_name: String,
    product_weight_g: Option<f64>,
    product_length_cm: Option<f64>,
    product_height_cm: Option<f64>,
    product_width_cm: Option<f64>,
}

#[derive(Deserialize)]
struct Centroid {
    zip: String,
    lat: f64,
    lng: f64,
}

/// The country of the set.
pub(super) const COUNTRY: &str = "BR";

/// Reads a folder. Lines that can't be read are counted and left out.
pub(super) fn read(folder: &Path) -> Result<(Vec<Order>, usize), Trouble> {
    let mut unread = 0;
    let orders: Vec<OrderLine> = lines(folder, "olist_orders_dataset.csv", &mut unread)?;
    let customers: Vec<Customer> = lines(folder, "olist_customers_dataset.csv", &mut unread)?;
    let items: Vec<Item> = lines(folder, "olist_order_items_dataset.csv", &mut unread)?;
    let sellers: Vec<Seller> = lines(folder, "olist_sellers_dataset.csv", &mut unread)?;
    let products: Vec<Product> = lines(folder, "olist_products_dataset.csv", &mut unread)?;
    let centroids: Vec<Centroid> = lines(folder, "zip_prefix_centroids.csv", &mut unread)?;
    let known = Known {
        customers: customers.into_iter().map(|c| (c.customer_id.clone(), c)).collect(),
        sellers: sellers.into_iter().map(|s| (s.seller_id.clone(), s)).collect(),
        products: products.into_iter().map(|p| (p.product_id.clone(), p)).collect(),
        centroids: centroids.into_iter().map(|c| (c.zip, (c.lat, c.lng))).collect(),
    };
    let mut by_order = HashMap::<String, Vec<Item>>::new();
    for item in items {
        by_order.entry(item.order_id.clone()).or_default().push(item);
    }
    let mut read: Vec<Order> = vec![];
    for line in orders {
        let mut items = by_order.remove(&line.order_id).unwrap_or_default();
        items.sort_by_key(|item| item.order_item_id);
        match known.order(&line, &items) {
            Ok(order) => read.extend(order),
            Err(Unreadable) => unread += 1,
        }
    }
    read.sort_by(|a, b| (a.shipment.at, &a.shipment.id).cmp(&(b.shipment.at, &b.shipment.id)));
    Ok((read, unread))
}

/// A line that can't be read.
struct Unreadable;

struct Known {
    customers: HashMap<String, Customer>,
    sellers: HashMap<String, Seller>,
    products: HashMap<String, Product>,
    centroids: HashMap<String, (f64, f64)>,
}

impl Known {
    /// An order; `Ok(None)` of one that nobody knows the buyer's place of, which the protocol leaves out; an error where a line
    /// can't be read.
    fn order(&self, line: &OrderLine, items: &[Item]) -> Result<Option<Order>, Unreadable> {
        let at = moment(&line.order_purchase_timestamp).ok_or(Unreadable)?;
        let Some(customer) = self.customers.get(&line.customer_id) else { return Ok(None) };
        let first = items.first();
        let seller = first.and_then(|item| self.sellers.get(&item.seller_id));
        let sum = |of: &dyn Fn(&Item) -> Option<f64>| -> Option<f64> { items.iter().map(of).sum() };
        let product = |item: &Item| self.products.get(&item.product_id);
        let whole =
            |value: Option<f64>| value.filter(|_| !items.is_empty()).map(|value| value.round() as u32);
        let to = spot(&customer.customer_zip_code_prefix, &customer.customer_state);
        let from = seller.map(|s| spot(&s.seller_zip_code_prefix, &s.seller_state)).unwrap_or_default();
        let way = Way {
            origin: first.map(|item| item.seller_id.clone()).unwrap_or_default(),
            kilometres: seller.and_then(|seller| {
                self.kilometres(&seller.seller_zip_code_prefix, &customer.customer_zip_code_prefix)
            }),
            grams: whole(sum(&|item| product(item)?.product_weight_g)),
            volume: whole(sum(&|item| {
                let of = product(item)?;
                Some(of.product_length_cm? * of.product_height_cm? * of.product_width_cm?)
            })),
            freight: whole(sum(&|item| Some(item.freight_value * 100.0))),
            price: whole(sum(&|item| Some(item.price * 100.0))),
            pieces: u16::try_from(items.len()).ok().filter(|pieces| *pieces > 0),
            ship_by: items.iter().filter_map(|item| day(&item.shipping_limit_date)).max(),
            category: first.and_then(product).map(|of| of.product_category_name.clone()),
            from,
            to,
            ..Way::default()
        };
        let delivered = day(&line.order_delivered_customer_date).filter(|_| line.order_status == "delivered");
        let days = delivered.and_then(|day| u16::try_from((day - at.date()).get_days()).ok());
        let states = seller.is_some_and(|seller| !seller.seller_state.is_empty())
            && !customer.customer_state.is_empty();
        Ok(Some(Order {
            promised: day(&line.order_estimated_delivery_date).ok_or(Unreadable)?,
            days: days.filter(|_| states),
            shipment: Shipment {
                id: line.order_id.clone(),
                at,
                way,
                handed_over: day(&line.order_delivered_carrier_date),
                delivered,
                given_up: None,
            },
        }))
    }

    /// Between the middles of two postcodes.
    fn kilometres(&self, from: &str, to: &str) -> Option<u32> {
        let radians =
            |zip: &str| self.centroids.get(zip).map(|(lat, lng)| (lat.to_radians(), lng.to_radians()));
        let ((a, b), (c, d)) = (radians(from)?, radians(to)?);
        let h = ((c - a) / 2.0).sin().powi(2) + a.cos() * c.cos() * ((d - b) / 2.0).sin().powi(2);
        Some((6371.0 * 2.0 * h.sqrt().asin()).round() as u32)
    }
}

fn spot(zip: &str, state: &str) -> Spot {
    Spot {
        country: COUNTRY.to_owned(),
        subdivision: Some(state.to_owned()),
        postcode: Some(zip.chars().take(SIGNS).collect()),
    }
}

fn moment(text: &str) -> Option<DateTime> {
    text.parse().ok()
}

fn day(text: &str) -> Option<Date> {
    moment(text).map(DateTime::date)
}

fn lines<T: DeserializeOwned>(folder: &Path, name: &str, unread: &mut usize) -> Result<Vec<T>, Trouble> {
    let zipped = folder.join(format!("{name}.gz"));
    let path = if zipped.is_file() { zipped } else { folder.join(name) };
    let cannot = || format!("{} can't be read", path.display());
    let mut file = BufReader::with_capacity(1 << 16, File::open(&path).or_input(cannot())?);
    let is_zipped = file.fill_buf().or_input(cannot())?.starts_with(&[0x1f, 0x8b]);
    let text: Box<dyn Read> = if is_zipped { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    let mut csv = csv::Reader::from_reader(text);
    let mut read = vec![];
    for line in csv.deserialize() {
        match line {
            Ok(line) => read.push(line),
            Err(error) if matches!(error.kind(), csv::ErrorKind::Io(_)) => {
                return Err(Trouble::input(cannot()).saying(error));
            }
            Err(_) => *unread += 1,
        }
    }
    if read.is_empty() {
        return Err(Trouble::input(cannot()).mend("name its columns as the public set of Olist does"));
    }
    Ok(read)
}
