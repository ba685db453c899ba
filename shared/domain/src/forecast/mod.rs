//! Forecast: how much of an item will be asked for, how sure that is, and when to order or to warn.
//!
//! | file | from | source |
//! |---|---|---|
//! | `smooth` | means that forget by half-lives | Brown, *Smoothing, Forecasting and Prediction*, 1963 |
//! | `track` | what is remembered of an item, a night at a time | |
//! | `past` | the same sums in whole numbers, as an item's ledger keeps them | |
//! | `level` | pieces a day: how often it is ordered × how many at once | Croston, *ORQ* 23, 1972; several speeds at once: Corsi, *J. Financial Econometrics* 7, 2009 |
//! | `family` | how items whose titles share words grow together | pooled seasonality: Dekker, van Donselaar, Ouwehand, *IJPE* 90, 2004 |
//! | `intermittent` | Croston-SBA, TSB | Syntetos, Boylan, *IJF* 21, 2005; Teunter, Syntetos, Babai, *EJOR* 214, 2011 |
//! | `negative_binomial` | quantiles of overdispersed demand | Johnson, Kemp, Kotz, *Univariate Discrete Distributions*, ch. 5 |
//! | `pool` | what like items say together: spread by level, weight of the tail, weekdays | Taylor, *Nature* 189, 1961; Hill, *Annals of Statistics* 3, 1975 |
//! | `pattern` | how an item sells, and the method declared for that | Syntetos, Boylan, Croston, *JORS* 56, 2005 |
//! | `accuracy` | error, bias and band of a method; the naive one where it isn't beaten | Hyndman, Koehler, *IJF* 22, 2006 |
//! | `demand` | a forecast as `reorder` takes it: by which method, and how that came out | |
//! | `point` | the reorder point, with service spread by what a unit of stock earns | |
//! | `warning` | the stock at which to warn | |
//!
//! Statistics are floating point here; what leaves is whole pieces. Nothing is divided by what may be zero: each level
//! has a floor of a few pieces a year. Figures are in the README of this room.
#![allow(clippy::float_arithmetic, reason = "statistics; no money, and stock leaves as whole pieces")]

mod accuracy;
mod demand;
mod family;
mod intermittent;
mod level;
mod negative_binomial;
mod past;
mod pattern;
mod point;
mod pool;
mod smooth;
mod track;
mod warning;

pub use accuracy::{Accuracy, Forecast, choose};
pub use demand::{Basis, day, demand, expected};
pub use family::{Families, Pace};
pub use intermittent::{Sba, Tsb};
pub use level::Level;
pub use negative_binomial::NegativeBinomial;
pub use past::Past;
pub use pattern::{Method, Pattern};
pub use point::{Item, Point, Threshold, eased, never, usual_order};
pub use pool::{Pool, Weekdays, hill, taylor};
pub use smooth::Smooth;
pub use track::{Day, Track};
pub use warning::Warning;
