//! Charts as SVG: no script, no font of their own, colours from the page.

use std::fmt::Write as _;

use super::{closed::Traced, curve::At, tables::short};

const WIDTH: f64 = 480.0;
const HEIGHT: f64 = 300.0;
const LEFT: f64 = 52.0;
const RIGHT: f64 = 12.0;
const TOP: f64 = 28.0;
const BOTTOM: f64 = 44.0;

/// Where a value lies between two others, on paper.
#[derive(Clone, Copy)]
struct Axis {
    from: f64,
    to: f64,
    start: f64,
    end: f64,
}

impl Axis {
    fn at(self, value: f64) -> f64 {
        let part = (value - self.from) / (self.to - self.from).max(f64::MIN_POSITIVE);
        self.start + part.clamp(0.0, 1.0) * (self.end - self.start)
    }

    /// Round numbers along it: steps of 1, 2 or 5 times a power of ten.
    fn ticks(self) -> Vec<f64> {
        let span = (self.to - self.from).max(1e-9);
        let power = 10_f64.powf((span / 4.0).log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0].map(|n| n * power).into_iter().find(|step| span / step <= 5.0);
        let step = step.unwrap_or(span);
        let first = (self.from / step).ceil();
        (0..)
            .map(|n| (first + f64::from(n)) * step)
            .take_while(|tick| *tick <= self.to + step * 1e-6)
            .collect()
    }
}

fn across(from: f64, to: f64) -> Axis {
    Axis { from, to, start: LEFT, end: WIDTH - RIGHT }
}

fn up(from: f64, to: f64) -> Axis {
    Axis { from, to, start: HEIGHT - BOTTOM, end: TOP }
}

/// A line of a chart: where it goes, and which of the page's colours it has.
pub(super) struct Series<'s> {
    pub(super) name: &'s str,
    /// Which colour; 0 is ours.
    pub(super) colour: usize,
    pub(super) points: Vec<(f64, f64)>,
}

/// Curves of rules: `x` is what it costs, `y` the share reached. Either is told in percent if it ends at one.
pub(super) fn curves(
    title: &str,
    x_name: &str,
    y_name: &str,
    x: (f64, f64),
    y: (f64, f64),
    all: &[Series],
) -> String {
    let (x, y) = (across(x.0, x.1), up(y.0, y.1));
    let mut svg = begin(title);
    let label = |axis: Axis, tick: f64| {
        if axis.to <= 1.0 { format!("{:.0} %", tick * 100.0) } else { short(tick) }
    };
    for tick in y.ticks() {
        grid(&mut svg, y.at(tick), &label(y, tick));
    }
    for tick in x.ticks() {
        below(&mut svg, x.at(tick), &label(x, tick));
    }
    names(&mut svg, x_name, y_name);
    // Ours is drawn last, over the others.
    for series in all.iter().rev() {
        let inside = |(a, b): &&(f64, f64)| *a <= x.to && *b >= y.from;
        let points: Vec<_> = series
            .points
            .iter()
            .filter(inside)
            .map(|(a, b)| format!("{:.1},{:.1}", x.at(*a), y.at(*b)))
            .collect();
        let _ = write!(
            svg,
            r#"<polyline class="line c{}" points="{}"><title>{}</title></polyline>"#,
            series.colour,
            points.join(" "),
            escape(series.name)
        );
    }
    svg.push_str("</svg>");
    svg
}

/// Points of a rule's curve as costs and shares.
pub(super) fn points(curve: &[At]) -> Vec<(f64, f64)> {
    curve.iter().map(|at| (at.cost[0], at.reached)).collect()
}

/// An item's stock, reorder point and demand, day by day. `month` names the days that begin one.
pub(super) fn stock(title: &str, days: &[Traced], month: impl Fn(usize) -> Option<String>) -> String {
    let most = days.iter().map(|day| day.stock.max(u64::try_from(day.point).unwrap_or(0))).max().unwrap_or(1);
    let (x, y) = (across(0.0, days.len() as f64), up(0.0, most.max(1) as f64 * 1.05));
    let mut svg = begin(title);
    for tick in y.ticks() {
        grid(&mut svg, y.at(tick), &short(tick));
    }
    let (mut area, mut line) = (String::new(), String::new());
    let mut drawn = 0.0;
    for (nth, day) in days.iter().enumerate() {
        let (a, b) = (x.at(nth as f64), x.at(nth as f64 + 1.0));
        let _ = write!(area, "L{a:.1} {0:.1}L{b:.1} {0:.1}", y.at(day.stock as f64));
        // Where nothing is ordered tonight the last point stays drawn.
        if day.point >= 0 {
            drawn = y.at(day.point as f64);
        }
        if nth > 0 || day.point >= 0 {
            let _ = write!(
                line,
                "{}{a:.1} {drawn:.1}L{b:.1} {drawn:.1}",
                if line.is_empty() { "M" } else { "L" }
            );
        }
        if let Some(name) = month(nth) {
            below(&mut svg, a, &name);
        }
    }
    let floor = y.at(0.0);
    let _ = write!(svg, r#"<path class="area" d="M{LEFT} {floor:.1}{area}L{:.1} {floor:.1}Z"/>"#, x.end);
    for (nth, day) in days.iter().enumerate().filter(|(_, day)| day.asked > 0) {
        let (a, width) = (x.at(nth as f64), ((x.end - x.start) / days.len() as f64).max(1.0));
        let (served, asked) = (y.at((day.asked - day.short) as f64), y.at(day.asked as f64));
        let _ = write!(
            svg,
            r#"<rect class="served" x="{a:.1}" y="{served:.1}" width="{width:.1}" height="{:.1}"/>"#,
            floor - served
        );
        if day.short > 0 {
            let _ = write!(
                svg,
                r#"<rect class="short" x="{a:.1}" y="{asked:.1}" width="{width:.1}" height="{:.1}"/>"#,
                (served - asked).max(1.5)
            );
        }
    }
    let _ = write!(svg, r#"<path class="point" d="{line}"/>"#);
    names(&mut svg, "", "pieces");
    svg.push_str("</svg>");
    svg
}

fn begin(title: &str) -> String {
    let title = escape(title);
    format!(
        r#"<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{title}" xmlns="http://www.w3.org/2000/svg">"#
    )
}

fn grid(svg: &mut String, y: f64, label: &str) {
    let _ = write!(
        svg,
        r#"<line class="grid" x1="{LEFT}" x2="{:.1}" y1="{y:.1}" y2="{y:.1}"/><text x="{:.1}" y="{:.1}" text-anchor="end">{label}</text>"#,
        WIDTH - RIGHT,
        LEFT - 6.0,
        y + 4.0,
    );
}

fn below(svg: &mut String, x: f64, label: &str) {
    let anchor = if x > WIDTH - 3.0 * RIGHT { "end" } else { "middle" };
    let _ = write!(
        svg,
        r#"<text x="{x:.1}" y="{:.1}" text-anchor="{anchor}">{}</text>"#,
        HEIGHT - BOTTOM + 17.0,
        escape(label)
    );
}

fn names(svg: &mut String, x: &str, y: &str) {
    let _ = write!(
        svg,
        r#"<text class="name" x="{:.1}" y="{:.1}" text-anchor="end">{}</text><text class="name" x="4" y="13">{}</text>"#,
        WIDTH - RIGHT,
        HEIGHT - 8.0,
        escape(x),
        escape(y),
    );
}

/// Text as it may stand in HTML and in attributes.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
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
            let ticks = up(from, to).ticks();
            assert_eq!(ticks.len(), expected.len(), "{ticks:?}");
            assert!(ticks.iter().zip(&expected).all(|(a, b)| (a - b).abs() < 1e-6), "{ticks:?}");
        }
    }

    #[test]
    fn days_are_no_shares() {
        let days = |y: (f64, f64)| curves("t", "week", "days", (1.0, 9.0), y, &[]);
        assert!(days((0.0, 8.0)).contains(">8<") && !days((0.0, 8.0)).contains('%'));
        assert!(days((0.5, 1.0)).contains(">100 %<"));
    }

    #[test]
    fn titles_are_escaped_and_nothing_is_drawn_outside() {
        let days = [
            Traced { asked: 90, short: 80, stock: 0, point: -1 },
            Traced { asked: 0, short: 0, stock: 9, point: 3 },
        ];
        let svg = stock("A <B> & \"C\"", &days, |_| None);
        assert!(svg.contains("A &lt;B&gt; &amp; &quot;C&quot;") && !svg.contains("NaN"), "{svg}");
        assert!(svg.contains(&format!(r#"class="short" x="{LEFT:.1}" y="{TOP:.1}""#)), "{svg}");
    }
}
