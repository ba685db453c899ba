//! A chart of a stock as SVG: what could be sold at the end of each day, and the threshold.

use std::fmt::Write as _;

use domain::stock::Alert;

const WIDTH: i64 = 640;
const HEIGHT: i64 = 200;
const MARGIN: i64 = 40;

/// A chart for each place, one below the other. It has its numbers in text as well.
pub(super) fn drawn(views: &[(&str, &Alert)]) -> String {
    let height = (HEIGHT + 2 * MARGIN) * i64::try_from(views.len().max(1)).unwrap_or(1);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\" \
         font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
    );
    let mut top = 0;
    for (place, view) in views {
        chart(&mut svg, top, place, view);
        top += HEIGHT + 2 * MARGIN;
    }
    svg.push_str("</svg>\n");
    svg
}

fn chart(svg: &mut String, top: i64, place: &str, view: &Alert) {
    let days = &view.history;
    let highest = days.iter().copied().chain([view.threshold.well_above, 1]).max().unwrap_or(1);
    let lowest = days.iter().copied().chain([0]).min().unwrap_or(0);
    let span = (highest - lowest).max(1);
    let y = |pieces: i64| top + MARGIN + (highest - pieces) * HEIGHT / span;
    let room = WIDTH - 2 * MARGIN;
    let step = room / i64::try_from(days.len().max(1)).unwrap_or(1);
    let sku = view.sku.as_deref().unwrap_or(&view.item);
    let title = escaped(&format!(
        "{} ({sku}) at {place}: {} available, threshold {}",
        view.title, view.available, view.threshold.pieces
    ));
    let _ = writeln!(svg, "<g role=\"img\"><title>{title}</title>");
    let _ = writeln!(svg, "<text x=\"{MARGIN}\" y=\"{}\">{title}</text>", top + MARGIN - 16);
    let mut x = MARGIN;
    for pieces in days {
        let colour = if *pieces <= view.threshold.pieces { "#b3261e" } else { "#2f6f4f" };
        let (from, to) = (y((*pieces).max(0)), y((*pieces).min(0)));
        let (width, tall) = ((step - 2).max(1), (to - from).max(1));
        let _ = writeln!(
            svg,
            "<rect x=\"{x}\" y=\"{from}\" width=\"{width}\" height=\"{tall}\" fill=\"{colour}\"/>"
        );
        x += step;
    }
    for (pieces, dash, name) in [(view.threshold.pieces, "4 3", "threshold"), (0, "none", "0")] {
        let (y, end) = (y(pieces), WIDTH - MARGIN);
        let _ = writeln!(
            svg,
            "<line x1=\"{MARGIN}\" y1=\"{y}\" x2=\"{end}\" y2=\"{y}\" stroke=\"#444444\" stroke-dasharray=\"{dash}\"/>\
             <text x=\"{}\" y=\"{y}\" font-size=\"10\" text-anchor=\"end\">{name}</text>",
            MARGIN - 4
        );
    }
    svg.push_str("</g>\n");
}

fn escaped(text: &str) -> String {
    let clean: String = text.chars().filter(|c| !c.is_control()).collect();
    clean.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
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
        assert_eq!(svg.matches("<rect x=").count(), 8);
        assert_eq!(svg.matches("#b3261e").count(), 6);
        assert!(svg.contains("Mug &lt;b&gt; (901) at berlin: 2 available, threshold 5"), "{svg}");
        assert_eq!(svg.matches("threshold</text>").count(), 2);
    }
}
