//! Drawing as SVG, in whole numbers: no script, no font of its own, colours from the page by classes. Every drawing has a title
//! and a description for whoever doesn't see it, and every mark a shape of its own, so that nothing is told by colour alone.

use std::fmt::Write as _;

/// All drawings are as wide, in their own units; the page makes them fit.
pub(super) const WIDTH: i64 = 600;

/// Where a text hangs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    Start,
    Middle,
    End,
}

/// A mark on a drawing and in its legend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// It is done: a disc.
    Done,
    /// Somebody decided it: a diamond.
    Person,
    /// It is still to come: a ring.
    Waits,
    /// It isn't done: a cross.
    No,
    /// Somebody was told: a triangle.
    Told,
    /// There was nothing to do: a dash.
    None,
}

impl Mark {
    fn shape(self, x: i64, y: i64) -> String {
        match self {
            Self::Done => format!(r#"<circle class="mark done" cx="{x}" cy="{y}" r="6"/>"#),
            Self::Person => format!(
                r#"<path class="mark person" d="M{x} {}L{} {y}L{x} {}L{} {y}Z"/>"#,
                y - 8,
                x + 8,
                y + 8,
                x - 8
            ),
            Self::Waits => format!(r#"<circle class="mark waits" cx="{x}" cy="{y}" r="5"/>"#),
            Self::No => format!(
                r#"<path class="mark no" d="M{0} {2}L{1} {3}M{0} {3}L{1} {2}"/>"#,
                x - 5,
                x + 5,
                y - 5,
                y + 5
            ),
            Self::Told => {
                format!(r#"<path class="mark told" d="M{x} {}L{} {3}L{} {3}Z"/>"#, y - 7, x + 8, x - 8, y + 6)
            }
            Self::None => {
                format!(r#"<path class="mark none" d="M{} {y}H{}"/>"#, x - 4, x + 4)
            }
        }
    }

    /// The mark alone, for a legend: its word stands beside it.
    pub(super) fn alone(self) -> String {
        format!(r#"<svg class="key" viewBox="0 0 20 20" aria-hidden="true">{}</svg>"#, self.shape(10, 10))
    }
}

/// A drawing under way.
#[derive(Debug)]
pub(super) struct Drawing {
    svg: String,
}

impl Drawing {
    /// Begins one of this height. `id` is the only one of its kind on the page.
    pub(super) fn begin(id: &str, title: &str, description: &str, height: i64) -> Self {
        let (title, description) = (escape(title), escape(description));
        let svg = format!(
            r#"<svg class="chart" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="{id}-t {id}-d" xmlns="http://www.w3.org/2000/svg"><title id="{id}-t">{title}</title><desc id="{id}-d">{description}</desc>"#
        );
        Self { svg }
    }

    /// A straight line.
    pub(super) fn line(&mut self, class: &str, (x1, y1): (i64, i64), (x2, y2): (i64, i64)) {
        let _ = write!(self.svg, r#"<line class="{class}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>"#);
    }

    /// A bar.
    pub(super) fn bar(&mut self, class: &str, (x, y): (i64, i64), (wide, high): (i64, i64)) {
        let (wide, high) = (wide.max(1), high.max(1));
        let _ = write!(
            self.svg,
            r#"<rect class="{class}" x="{x}" y="{y}" width="{wide}" height="{high}" rx="3"/>"#
        );
    }

    /// A text. Its class may be empty.
    pub(super) fn text(&mut self, class: &str, (x, y): (i64, i64), at: At, text: &str) {
        let anchor = match at {
            At::Start => "",
            At::Middle => r#" text-anchor="middle""#,
            At::End => r#" text-anchor="end""#,
        };
        let class = if class.is_empty() { String::new() } else { format!(r#" class="{class}""#) };
        let _ = write!(self.svg, r#"<text{class} x="{x}" y="{y}"{anchor}>{}</text>"#, escape(text));
    }

    /// A mark.
    pub(super) fn mark(&mut self, mark: Mark, (x, y): (i64, i64)) {
        self.svg.push_str(&mark.shape(x, y));
    }

    /// A step's number in a disc, as the list beside the drawing has it.
    pub(super) fn number(&mut self, class: &str, (x, y): (i64, i64), number: usize) {
        let _ = write!(self.svg, r#"<circle class="bead {class}" cx="{x}" cy="{y}" r="11"/>"#);
        self.text("bead-n", (x, y + 5), At::Middle, &number.to_string());
    }

    /// It.
    pub(super) fn end(mut self) -> String {
        self.svg.push_str("</svg>");
        self.svg
    }
}

/// Round steps from nothing to `most`, the first of them nothing: at most six.
pub(super) fn ticks(most: i64) -> Vec<i64> {
    let most = most.max(1);
    let mut power = 1;
    loop {
        for step in [power, 2 * power, 5 * power] {
            if most / step < 5 {
                return (0..).map(|n| n * step).take_while(|tick| *tick <= most).collect();
            }
        }
        power *= 10;
    }
}

/// Text as it may stand in HTML and in attributes; signs that are none of a text are left out.
pub(super) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\n' | '\t' => safe.push(sign),
            sign if sign.is_control() => {}
            sign => safe.push(sign),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_few() {
        for (most, expected) in [
            (0, vec![0, 1]),
            (4, vec![0, 1, 2, 3, 4]),
            (14, vec![0, 5, 10]),
            (42, vec![0, 10, 20, 30, 40]),
            (1_300, vec![0, 500, 1_000]),
            (9_999, vec![0, 2_000, 4_000, 6_000, 8_000]),
        ] {
            assert_eq!(ticks(most), expected, "{most}");
        }
    }

    #[test]
    fn texts_are_escaped_wherever_they_stand() {
        let hostile = "</title><script>alert('\"')</script>\u{0}&amp;";
        let mut drawing = Drawing::begin("c", hostile, hostile, 10);
        drawing.text("", (1, 2), At::End, hostile);
        let svg = drawing.end();
        assert!(!svg.contains("<script") && !svg.contains('\u{0}') && !svg.contains("'\""), "{svg}");
        assert_eq!(svg.matches("&lt;/title&gt;&lt;script&gt;alert(&#39;&quot;&#39;)").count(), 3);
        assert!(svg.contains("&amp;amp;"), "what looks escaped is text as well");
    }

    #[test]
    fn every_mark_has_a_shape_of_its_own() {
        let all = [Mark::Done, Mark::Person, Mark::Waits, Mark::No, Mark::Told, Mark::None];
        // Without their classes, that is without their colours.
        let bare = |mark: Mark| mark.shape(10, 10).split_once("\" ").map(|(_, shape)| shape.to_owned());
        let mut shapes: Vec<_> = all.into_iter().map(bare).collect();
        shapes.sort();
        shapes.dedup();
        assert_eq!(shapes.len(), all.len());
    }
}
