//! Drawings: shapes as data, drawn as SVG by a template. No script, no font of its own, colours from the page by classes. Every
//! drawing has a title and a description for whoever doesn't see it, and every mark a shape of its own, so that nothing is told
//! by colour alone.

use minijinja::{Value, context, value::Serde};
use serde::Serialize;

/// All drawings are as wide, in their own units; the page makes them fit.
pub(crate) const WIDTH: i64 = 600;

/// Where a text hangs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum At {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// A place on a drawing, or how far it is to another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(crate) struct Point(f64, f64);

impl From<(i64, i64)> for Point {
    fn from((x, y): (i64, i64)) -> Self {
        Self(x as f64, y as f64)
    }
}

impl From<(f64, f64)> for Point {
    fn from((x, y): (f64, f64)) -> Self {
        Self(tenths(x), tenths(y))
    }
}

/// Nobody sees less than a tenth.
#[allow(clippy::float_arithmetic, reason = "a place on paper")]
fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// What a drawing consists of.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum Shape {
    /// A straight line.
    Line { class: String, from: Point, to: Point, said: Option<String> },
    /// A bar from its upper left corner.
    Bar { class: String, at: Point, size: Point, said: Option<String> },
    /// Whatever a pen can do.
    Path { class: String, pen: String, said: Option<String> },
    /// A disc or a ring.
    Circle { class: String, at: Point, radius: u8 },
    /// A text.
    Text { class: String, at: Point, anchor: At, text: String },
}

/// A mark on a drawing and in its legend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mark {
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
    pub(super) fn shape(self, x: i64, y: i64) -> Shape {
        let circle =
            |class: &str, radius| Shape::Circle { class: class.to_owned(), at: (x, y).into(), radius };
        let path = |class: &str, pen| Shape::Path { class: class.to_owned(), pen, said: None };
        let (left, right) = (x - 8, x + 8);
        match self {
            Self::Done => circle("mark done", 6),
            Self::Waits => circle("mark waits", 5),
            Self::Person => {
                path("mark person", format!("M{x} {}L{right} {y}L{x} {}L{left} {y}Z", y - 8, y + 8))
            }
            Self::No => {
                let (left, right, above, below) = (x - 5, x + 5, y - 5, y + 5);
                path("mark no", format!("M{left} {above}L{right} {below}M{left} {below}L{right} {above}"))
            }
            Self::Told => {
                path("mark told", format!("M{x} {}L{right} {below}L{left} {below}Z", y - 7, below = y + 6))
            }
            Self::None => path("mark none", format!("M{} {y}H{}", x - 4, x + 4)),
        }
    }
}

/// What stands beside a drawing and says what a mark, a colour or a line means. Its shape is for the eye alone.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Key {
    shape: Shape,
    word: String,
}

impl Key {
    /// Of a mark.
    pub(crate) fn mark(mark: Mark, word: &str) -> Self {
        Self { shape: mark.shape(10, 10), word: word.to_owned() }
    }

    /// Of bars and areas.
    pub(crate) fn bar(class: &str, word: &str) -> Self {
        let (at, size) = ((1, 4).into(), (18, 12).into());
        Self { shape: Shape::Bar { class: class.to_owned(), at, size, said: None }, word: word.to_owned() }
    }

    /// Of lines.
    pub(crate) fn line(class: &str, word: &str) -> Self {
        let (from, to) = ((0, 10).into(), (20, 10).into());
        Self { shape: Shape::Line { class: class.to_owned(), from, to, said: None }, word: word.to_owned() }
    }
}

/// A drawing.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Drawing {
    id: String,
    title: String,
    description: String,
    width: i64,
    height: i64,
    shapes: Vec<Shape>,
}

impl Drawing {
    /// Begins one of this height. `id` is the only one of its kind on the page.
    pub(crate) fn begin(id: &str, title: &str, description: &str, height: i64) -> Self {
        let [id, title, description] = [id, title, description].map(str::to_owned);
        Self { id, title, description, width: WIDTH, height, shapes: Vec::new() }
    }

    /// A straight line.
    pub(crate) fn line(&mut self, class: &str, from: impl Into<Point>, to: impl Into<Point>) {
        let (from, to) = (from.into(), to.into());
        self.shapes.push(Shape::Line { class: class.to_owned(), from, to, said: None });
    }

    /// A bar. What is small is seen as well.
    pub(crate) fn bar(&mut self, class: &str, at: impl Into<Point>, size: impl Into<Point>) {
        let (at, Point(wide, high)) = (at.into(), size.into());
        let size = Point(wide.max(1.0), high.max(1.0));
        self.shapes.push(Shape::Bar { class: class.to_owned(), at, size, said: None });
    }

    /// A line or an area, as a pen goes.
    pub(crate) fn path(&mut self, class: &str, pen: String) {
        self.shapes.push(Shape::Path { class: class.to_owned(), pen, said: None });
    }

    /// What the last line, bar or path says where it is pointed at.
    pub(crate) fn saying(&mut self, words: impl Into<String>) {
        if let Some(Shape::Line { said, .. } | Shape::Bar { said, .. } | Shape::Path { said, .. }) =
            self.shapes.last_mut()
        {
            *said = Some(words.into());
        }
    }

    /// A text. Its class may be empty.
    pub(crate) fn text(&mut self, class: &str, at: impl Into<Point>, anchor: At, text: &str) {
        let (class, text) = (class.to_owned(), text.to_owned());
        self.shapes.push(Shape::Text { class, at: at.into(), anchor, text });
    }

    /// A mark.
    pub(crate) fn mark(&mut self, mark: Mark, (x, y): (i64, i64)) {
        self.shapes.push(mark.shape(x, y));
    }

    /// A step's number in a disc, as the list beside the drawing has it.
    pub(crate) fn number(&mut self, (x, y): (i64, i64), number: usize) {
        self.shapes.push(Shape::Circle { class: "bead".to_owned(), at: (x, y).into(), radius: 11 });
        self.text("bead-n", (x, y + 5), At::Middle, &number.to_string());
    }

    /// As a file of its own, with the page's colours in it.
    pub(crate) fn file(&self) -> String {
        let data = context! { drawing => Value::from(Serde(self)) };
        super::written("file.svg", include_str!("file.svg"), data)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_wherever_they_stand() {
        let hostile = "</title><script>alert('\"')</script>\u{0}&amp;";
        let mut drawing = Drawing::begin("c", hostile, hostile, 10);
        drawing.line(hostile, (0.04, 0.06), (1, 2));
        drawing.saying(hostile);
        drawing.text("", (1, 2), At::End, hostile);
        let svg = drawing.file();
        assert!(!svg.contains("<script") && !svg.contains('\u{0}') && !svg.contains("'\""), "{svg}");
        assert_eq!(svg.matches("&lt;&#x2f;title&gt;&lt;script&gt;alert(&#x27;&quot;&#x27;)").count(), 5);
        assert!(svg.contains("&amp;amp;"), "what looks escaped is text as well");
        assert!(svg.contains(r#"x1="0.0" y1="0.1" x2="1.0" y2="2.0""#), "{svg}");
    }

    #[test]
    fn every_mark_has_a_shape_of_its_own() {
        let all = [Mark::Done, Mark::Person, Mark::Waits, Mark::No, Mark::Told, Mark::None];
        // Without their classes, that is without their colours.
        let bare = |mark: Mark| match mark.shape(10, 10) {
            Shape::Circle { radius, .. } => radius.to_string(),
            Shape::Path { pen, .. } => pen,
            other => panic!("{other:?}"),
        };
        let mut shapes: Vec<_> = all.into_iter().map(bare).collect();
        shapes.sort();
        shapes.dedup();
        assert_eq!(shapes.len(), all.len());
    }
}
