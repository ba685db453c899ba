//! What only a backtest draws: an item's stock, day by day.

use std::fmt::Write as _;

use super::{closed::Traced, curve::At, tables::short};
use crate::pages::{chart::Plot, svg::Drawing};

/// Points of a rule's curve as costs and shares.
pub(super) fn points(curve: &[At]) -> Vec<(f64, f64)> {
    curve.iter().map(|at| (at.cost[0], at.reached)).collect()
}

/// An item's stock, reorder point and demand, day by day. `month` names the days that begin one.
pub(super) fn stock(
    id: &str,
    title: &str,
    days: &[Traced],
    month: impl Fn(usize) -> Option<String>,
) -> Drawing {
    let most = days.iter().map(|day| day.stock.max(u64::try_from(day.point).unwrap_or(0))).max().unwrap_or(1);
    let (asked, missing) =
        days.iter().fold((0, 0), |(asked, short), day| (asked + day.asked, short + day.short));
    let description = format!(
        "{} days: {asked} pieces asked for, {missing} of them short; at most {most} in stock",
        days.len()
    );
    let (x, y) = ((0.0, days.len() as f64), (0.0, most.max(1) as f64 * 1.05));
    let mut plot = Plot::begin(id, title, &description, x, y);
    plot.grid(plot.y.ticks(), short);
    let (mut area, mut line) = (String::new(), String::new());
    let mut drawn = 0.0;
    for (nth, day) in days.iter().enumerate() {
        let (a, b) = (plot.x.at(nth as f64), plot.x.at(nth as f64 + 1.0));
        let _ = write!(area, "L{a:.1} {0:.1}L{b:.1} {0:.1}", plot.y.at(day.stock as f64));
        // Where nothing is ordered tonight the last point stays drawn.
        if day.point >= 0 {
            drawn = plot.y.at(day.point as f64);
        }
        if nth > 0 || day.point >= 0 {
            let letter = if line.is_empty() { 'M' } else { 'L' };
            let _ = write!(line, "{letter}{a:.1} {drawn:.1}L{b:.1} {drawn:.1}");
        }
        if let Some(name) = month(nth) {
            plot.below("", a, &name);
        }
    }
    let (start, end, floor) = (plot.x.start, plot.x.end, plot.y.start);
    plot.drawing.path("area", format!("M{start:.1} {floor:.1}{area}L{end:.1} {floor:.1}Z"));
    for (nth, day) in days.iter().enumerate().filter(|(_, day)| day.asked > 0) {
        let (a, width) = (plot.x.at(nth as f64), (end - start) / days.len() as f64);
        let (served, asked) = (plot.y.at((day.asked - day.short) as f64), plot.y.at(day.asked as f64));
        if day.asked > day.short {
            plot.drawing.bar("served", (a, served), (width, floor - served));
        }
        if day.short > 0 {
            plot.drawing.bar("short", (a, asked), (width, (served - asked).max(1.5)));
        }
    }
    plot.drawing.path("point", line);
    plot.names("", "pieces");
    plot.drawing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_escaped_and_nothing_is_drawn_outside() {
        let days = [
            Traced { asked: 90, short: 80, stock: 0, point: -1 },
            Traced { asked: 0, short: 0, stock: 9, point: 3 },
        ];
        let svg = stock("one", "A <B> & \"C\"", &days, |_| None).file();
        assert!(svg.contains("A &lt;B&gt; &amp; &quot;C&quot;") && !svg.contains("NaN"), "{svg}");
        assert!(svg.contains(r#"class="short" x="88.0" y="30.0""#), "{svg}");
        assert!(svg.contains("2 days: 90 pieces asked for, 80 of them short; at most 9 in stock"), "{svg}");
    }
}
