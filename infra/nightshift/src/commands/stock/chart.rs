//! A chart of a stock: what could be sold at the end of each day, and the threshold.

use domain::stock::Alert;

use crate::pages::{
    chart::Axis,
    svg::{At, Drawing, WIDTH},
};

/// A place's chart, with room for its words above it.
const HEIGHT: i64 = 276;
const LEFT: i64 = 72;
const RIGHT: i64 = 16;
const ABOVE: i64 = 56;
const BELOW: i64 = 20;

/// A chart for each place, one below the other, as a file. It has its numbers in text as well.
pub(super) fn drawn(views: &[(&str, &Alert)]) -> String {
    let said: Vec<_> = views.iter().map(|(place, view)| said(place, view)).collect();
    let told: Vec<_> = said.iter().map(|lines| lines.join(": ")).collect();
    let height = HEIGHT * i64::try_from(views.len().max(1)).unwrap_or(1);
    let mut drawing = Drawing::begin("stock", "Stock, day by day", &told.join("; "), height);
    for (((_, view), said), nth) in views.iter().zip(&said).zip(0i64..) {
        chart(&mut drawing, HEIGHT * nth, said, view);
    }
    drawing.file()
}

fn said(place: &str, view: &Alert) -> [String; 2] {
    let sku = view.sku.as_deref().unwrap_or(&view.item);
    let Alert { title, available, threshold, .. } = view;
    [format!("{title} ({sku}) at {place}"), format!("{available} available, threshold {}", threshold.pieces)]
}

fn chart(drawing: &mut Drawing, top: i64, said: &[String; 2], view: &Alert) {
    let days = &view.history;
    let highest = days.iter().copied().chain([view.threshold.well_above, 1]).max().unwrap_or(1);
    let lowest = days.iter().copied().chain([0]).min().unwrap_or(0);
    let y = Axis::new((lowest as f64, highest as f64), (top + HEIGHT - BELOW, top + ABOVE));
    let x = Axis::whole(i64::try_from(days.len()).unwrap_or(1), (LEFT, WIDTH - RIGHT));
    for (line, y) in said.iter().zip([20, 40]) {
        drawing.text("name", (4, top + y), At::Start, line);
    }
    for (pieces, nth) in days.iter().zip(0i64..) {
        let class = if *pieces <= view.threshold.pieces { "short" } else { "ours" };
        let (from, to) = (y.place((*pieces).max(0)), y.place((*pieces).min(0)));
        let (left, right) = (x.place(nth), x.place(nth + 1));
        drawing.bar(class, (left, from), (right - left - 1, to - from));
        drawing.saying(pieces.to_string());
    }
    for (pieces, class, name) in [(view.threshold.pieces, "least", "threshold"), (0, "grid", "0")] {
        let y = y.place(pieces);
        drawing.line(class, (LEFT, y), (WIDTH - RIGHT, y));
        drawing.text("", (LEFT - 6, y + 4), At::End, name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_has_a_bar_for_each_day_and_its_words_escaped() {
        let view: Alert = serde_json::from_value(serde_json::json!({
            "item": "901", "title": "Mug <b>\u{7}", "location": "berlin", "number": 0, "at": "2026-11-25T09:00:00Z",
            "level": "low", "because": "unchanged", "delivery": "digest", "route": "stock", "quantities": {}, "available": 2,
            "threshold": {"pieces": 5, "well_above": 6, "said_by": {"by": "shop"}}, "history": [9, 4, -2, 2],
        }))
        .expect("an alert");
        let svg = drawn(&[("berlin", &view), ("paris", &view)]);
        assert!(svg.starts_with("<svg xmlns=") && svg.trim_end().ends_with("</svg>"), "{svg}");
        assert_eq!(
            (svg.matches("<rect ").count(), svg.matches("<rect class=\"short\"").count()),
            (8, 6),
            "{svg}"
        );
        assert!(svg.contains("Mug &lt;b&gt; (901) at berlin: 2 available, threshold 5; "), "{svg}");
        assert_eq!(svg.matches(">threshold</text>").count(), 2);
    }
}
