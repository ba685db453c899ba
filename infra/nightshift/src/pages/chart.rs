//! Charts that several pages have: lines, columns and bars, with their axes.
#![allow(clippy::float_arithmetic, reason = "places on paper; nothing is booked by them")]

use std::fmt::Write as _;

use super::svg::{At, Drawing, WIDTH};

const HEIGHT: i64 = 340;
/// Room for a number such as 100.0 %, in the large letters of a phone.
const LEFT: i64 = 88;
const RIGHT: i64 = 14;
const TOP: i64 = 30;
const BOTTOM: i64 = 52;

/// Where a value lies between two others, on paper.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Axis {
    pub(crate) from: f64,
    pub(crate) to: f64,
    pub(crate) start: f64,
    pub(crate) end: f64,
}

impl Axis {
    /// From one value to another, drawn from one place to another.
    pub(crate) fn new((from, to): (f64, f64), (start, end): (i64, i64)) -> Self {
        Self { from, to, start: start as f64, end: end as f64 }
    }

    /// Whole numbers from nothing to `most`.
    pub(crate) fn whole(most: i64, ends: (i64, i64)) -> Self {
        Self::new((0.0, most.max(1) as f64), ends)
    }

    /// Where a value is. What is beyond the ends is at the end.
    pub(crate) fn at(self, value: f64) -> f64 {
        let part = (value - self.from) / (self.to - self.from).max(f64::MIN_POSITIVE);
        self.start + part.clamp(0.0, 1.0) * (self.end - self.start)
    }

    /// Where a whole number is, to a whole place.
    pub(crate) fn place(self, value: i64) -> i64 {
        self.at(value as f64).round() as i64
    }

    /// Round numbers along it: steps of 1, 2 or 5 times a power of ten, at most six of them.
    pub(crate) fn ticks(self) -> Vec<f64> {
        self.rounded(0.0)
    }

    /// Whole round numbers along it.
    pub(crate) fn steps(self) -> Vec<i64> {
        self.rounded(1.0).into_iter().map(|tick| tick.round() as i64).collect()
    }

    fn rounded(self, least: f64) -> Vec<f64> {
        let span = (self.to - self.from).max(1e-9);
        let power = 10_f64.powf((span / 4.0).log10().floor()).max(least);
        let step = [1.0, 2.0, 5.0, 10.0].map(|n| n * power).into_iter().find(|step| span / step <= 5.0);
        let step = step.unwrap_or(span);
        let first = (self.from / step).ceil();
        (0..)
            .map(|n| (first + f64::from(n)) * step)
            .take_while(|tick| *tick <= self.to + step * 1e-6)
            .collect()
    }
}

/// A drawing with values across and up.
#[derive(Debug)]
pub(crate) struct Plot {
    pub(crate) drawing: Drawing,
    pub(crate) x: Axis,
    pub(crate) y: Axis,
}

impl Plot {
    /// Begins one.
    pub(crate) fn begin(id: &str, title: &str, description: &str, x: (f64, f64), y: (f64, f64)) -> Self {
        let drawing = Drawing::begin(id, title, description, HEIGHT);
        let (x, y) = (Axis::new(x, (LEFT, WIDTH - RIGHT)), Axis::new(y, (HEIGHT - BOTTOM, TOP)));
        Self { drawing, x, y }
    }

    /// A line across at each of these values, with its name.
    pub(crate) fn grid(&mut self, at: impl IntoIterator<Item = f64>, name: impl Fn(f64) -> String) {
        for value in at {
            let y = self.y.at(value);
            self.drawing.line("grid", (self.x.start, y), (self.x.end, y));
            self.drawing.text("", (self.x.start - 8.0, y + 5.0), At::End, &name(value));
        }
    }

    /// A name below. In the corner it begins with the axis: on a phone it would touch the number of the lowest line.
    pub(crate) fn below(&mut self, class: &str, x: f64, name: &str) {
        let anchor = match x {
            x if x < self.x.start + 1.0 => At::Start,
            x if x > self.x.end - 16.0 => At::End,
            _ => At::Middle,
        };
        self.drawing.text(class, (x, self.y.start + 20.0), anchor, name);
    }

    /// What is told across and up.
    pub(crate) fn names(&mut self, across: &str, up: &str) {
        for (at, anchor, name) in [((WIDTH - RIGHT, HEIGHT - 6), At::End, across), ((4, 16), At::Start, up)] {
            if !name.is_empty() {
                self.drawing.text("name", at, anchor, name);
            }
        }
    }
}

/// A line of a chart: where it goes, and which of the page's colours it has.
#[derive(Debug)]
pub(crate) struct Series<'s> {
    pub(crate) name: &'s str,
    /// Which colour; 0 is ours.
    pub(crate) colour: usize,
    pub(crate) points: Vec<(f64, f64)>,
}

/// Lines. Either axis has its name and its ends, and is told in percent if it ends at one; `short` names other numbers.
pub(crate) fn curves(
    id: &str,
    title: &str,
    (x_name, x): (&str, (f64, f64)),
    (y_name, y): (&str, (f64, f64)),
    short: impl Fn(f64) -> String,
    all: &[Series],
) -> Drawing {
    let label =
        |to: f64, value: f64| if to <= 1.0 { format!("{:.0} %", value * 100.0) } else { short(value) };
    let told = |series: &Series| {
        let place = |(a, b): &(f64, f64)| format!("{} at {}", label(y.1, *b), label(x.1, *a));
        let ends = [series.points.first(), series.points.last()].into_iter().flatten().map(place);
        format!("{}: {}", series.name, ends.collect::<Vec<_>>().join(" to "))
    };
    let told: Vec<_> = all.iter().map(told).collect();
    let mut plot = Plot::begin(id, title, &format!("{y_name} by {x_name}. {}", told.join("; ")), x, y);
    plot.grid(plot.y.ticks(), |tick| label(y.1, tick));
    for tick in plot.x.ticks() {
        plot.below("", plot.x.at(tick), &label(x.1, tick));
    }
    plot.names(x_name, y_name);
    // Ours is drawn last, over the others.
    for series in all.iter().rev() {
        let mut pen = String::new();
        for (a, b) in series.points.iter().filter(|(a, b)| *a <= x.1 && *b >= y.0) {
            let letter = if pen.is_empty() { 'M' } else { 'L' };
            let _ = write!(pen, "{letter}{:.1} {:.1}", plot.x.at(*a), plot.y.at(*b));
        }
        plot.drawing.path(&format!("line c{}", series.colour), pen);
        plot.drawing.saying(series.name);
    }
    plot.drawing
}

/// A column: what it is of, and its parts from below.
#[derive(Debug)]
pub(crate) struct Column {
    /// Below it.
    pub(crate) name: String,
    /// Below that, where all names have room.
    pub(crate) more: String,
    /// Class, size and words of each part.
    pub(crate) parts: Vec<(&'static str, i64, String)>,
}

/// No column is wider: a few would be a wall.
const WIDEST: f64 = 96.0;

/// Columns beside each other, in numbers that `named` tells, and a line where the mean is.
pub(crate) fn columns(
    id: &str,
    title: &str,
    all: &[Column],
    mean: Option<i64>,
    named: impl Fn(i64) -> String,
) -> Drawing {
    let told = |column: &Column| {
        let parts: Vec<_> = column.parts.iter().map(|(.., said)| said.as_str()).collect();
        format!("{}: {}", column.name, parts.join(", "))
    };
    let description: Vec<_> = all.iter().map(told).collect();
    let most = all
        .iter()
        .map(|column| column.parts.iter().map(|(_, value, _)| value).sum::<i64>())
        .max()
        .unwrap_or(0);
    let (x, y) = ((0.0, all.len().max(1) as f64), (0.0, most.max(1) as f64));
    let mut plot = Plot::begin(id, title, &description.join("; "), x, y);
    plot.grid(plot.y.steps().into_iter().map(|step| step as f64), |step| named(step as i64));
    let room = plot.x.at(1.0) - plot.x.start;
    let names: Vec<_> = all.iter().map(|column| column.name.chars().count()).collect();
    let every = step_of(&names, room, ON_DESKS, 1);
    let on_phones = step_of(&names, room, ON_PHONES, every);
    let wide = (room - 2.0).min(WIDEST);
    for (column, nth) in all.iter().zip(0_i32..) {
        let middle = plot.x.at(f64::from(nth) + 0.5);
        let mut below = 0_i64;
        for (class, value, said) in column.parts.iter().filter(|(_, value, _)| *value > 0) {
            let (low, high) = (plot.y.at(below as f64), plot.y.at((below + value) as f64));
            plot.drawing.bar(class, (middle - wide / 2.0, high), (wide, low - high));
            plot.drawing.saying(said.as_str());
            below += value;
        }
        if nth % every == 0 {
            let class = if nth % on_phones == 0 { "" } else { "second" };
            plot.drawing.text(class, (middle, plot.y.start + 20.0), At::Middle, &column.name);
            if every == 1 && !column.more.is_empty() {
                plot.drawing.text(class, (middle, plot.y.start + 42.0), At::Middle, &column.more);
            }
        }
    }
    if let Some(mean) = mean {
        let y = plot.y.at(mean as f64);
        plot.drawing.line("mean", (plot.x.start, y), (plot.x.end, y));
        plot.drawing.saying(format!("{} on average", named(mean)));
    }
    plot.drawing
}

/// How wide a letter is: on a phone the whole drawing is small, and letters are the larger for it.
const ON_DESKS: f64 = 8.5;
const ON_PHONES: f64 = 12.0;

/// Every how many columns have their names, so that no two of them touch: a multiple of `of`.
fn step_of(names: &[usize], room: f64, letter: f64, of: i32) -> i32 {
    let touch = |step: i32| {
        let shown: Vec<_> = names.iter().step_by(usize::try_from(step).unwrap_or(1)).collect();
        shown.windows(2).any(|two| (two[0] + two[1]) as f64 / 2.0 * letter + 6.0 > room * f64::from(step))
    };
    (1..).map(|n| n * of).find(|step| !touch(*step)).unwrap_or(of)
}

/// Bars below each other, each with its name above it and its number behind it; `whole` would be as long as there is room.
pub(crate) fn rows(id: &str, title: &str, all: &[(&str, &str, i64)], whole: i64) -> Drawing {
    const ROW: i64 = 54;
    let told: Vec<_> = all.iter().map(|(name, _, value)| format!("{name}: {value}")).collect();
    let count = i64::try_from(all.len()).unwrap_or(0);
    let mut drawing = Drawing::begin(id, title, &told.join("; "), ROW * count.max(1));
    let along = Axis::whole(whole, (4, WIDTH - 64));
    for ((name, class, value), nth) in all.iter().zip(0i64..) {
        let (y, end) = (ROW * nth, along.place(*value));
        drawing.text("name", (4, y + 18), At::Start, name);
        if *value > 0 {
            drawing.bar(class, (4, y + 26), (end - 4, 20));
        }
        drawing.text("value", (end + 8, y + 42), At::Start, &value.to_string());
    }
    drawing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_few() {
        for (from, to, expected) in [
            (0.0, 1.0, vec![0.0, 0.2, 0.4, 0.6, 0.8, 1.0]),
            (0.7, 1.0, vec![0.7, 0.8, 0.9, 1.0]),
            (0.0, 600_000.0, vec![0.0, 200_000.0, 400_000.0, 600_000.0]),
        ] {
            let ticks = Axis::new((from, to), (0, 100)).ticks();
            assert_eq!(ticks.len(), expected.len(), "{ticks:?}");
            assert!(ticks.iter().zip(&expected).all(|(a, b)| (a - b).abs() < 1e-6), "{ticks:?}");
        }
        for (most, expected) in [
            (0, vec![0, 1]),
            (4, vec![0, 1, 2, 3, 4]),
            (14, vec![0, 5, 10]),
            (42, vec![0, 10, 20, 30, 40]),
            (1_300, vec![0, 500, 1_000]),
            (9_999, vec![0, 2_000, 4_000, 6_000, 8_000]),
        ] {
            assert_eq!(Axis::whole(most, (0, 100)).steps(), expected, "{most}");
        }
    }

    #[test]
    fn what_is_beyond_an_axis_is_at_its_end() {
        let axis = Axis::whole(10, (100, 0));
        assert_eq!([-5, 0, 3, 10, 99].map(|value| axis.place(value)), [100, 100, 70, 0, 0]);
    }

    #[test]
    fn days_are_no_shares() {
        let days = |y: (f64, f64)| {
            let line =
                [Series { name: "<ours>", colour: 0, points: vec![(1.0, y.1), (9.0, y.1), (9.5, y.1)] }];
            curves("c", "t", ("week", (1.0, 9.0)), ("days", y), |n| n.to_string(), &line).file()
        };
        assert!(days((0.0, 8.0)).contains(">8<") && !days((0.0, 8.0)).contains(" %"), "{}", days((0.0, 8.0)));
        assert!(days((0.5, 1.0)).contains(">100 %<"));
        assert!(days((0.5, 1.0)).contains("days by week. &lt;ours&gt;: 100 % at 1 to 100 % at 9.5"));
        assert!(days((0.5, 1.0)).contains(r#"d="M88.0 30.0L586.0 30.0""#), "nothing is drawn outside");
    }

    #[test]
    fn names_of_columns_dont_touch() {
        let columns = |count: i64, name: &str| {
            let column = |n: i64| Column {
                name: format!("{name}{n}"),
                more: format!("({n})"),
                parts: vec![("kept", n, format!("{n} kept")), ("missed", 1, "1 missed".to_owned())],
            };
            let all: Vec<_> = (1..=count).map(column).collect();
            columns("c", "t", &all, Some(2), |n| format!("{n} p")).file()
        };
        let few = columns(4, "");
        assert_eq!((few.matches("class=\"kept\"").count(), few.matches("class=\"second\"").count()), (4, 0));
        for told in ["<title>4 kept</title>", ">(4)<", ">5 p<", "2 p on average", "3: 3 kept, 1 missed"] {
            assert!(few.contains(told), "{told} in {few}");
        }
        let weeks = columns(8, "week ");
        assert_eq!(
            (weeks.matches("middle\">week ").count(), weeks.matches("class=\"second\"").count()),
            (8, 8)
        );
        let year = columns(52, "week ");
        assert_eq!((year.matches("middle\">week ").count(), year.contains(">(1)<")), (8, false));
    }

    #[test]
    fn rows_are_as_long_as_their_part_of_the_whole() {
        let svg = rows("c", "t", &[("a <b>", "missed", 5), ("none", "missed", 0)], 10).file();
        assert!(svg.contains(r#"width="266.0""#) && svg.matches("<rect").count() == 1, "{svg}");
        assert!(svg.contains(">a &lt;b&gt;<") && svg.contains("none: 0"), "{svg}");
    }
}
