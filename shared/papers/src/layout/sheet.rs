//! A sheet of paper that is filled from top to bottom, and followed by the next one when it is full.

use mail::paper::Head;
use pdf_writer::types::StructRole;

use crate::{
    pdf::{Paper, Rgb, Tag},
    text::{Base, Line, Style, Weight, lines, width},
};

/// A4, in thousandths of a point, as is every length here.
pub(crate) const SIZE: (i64, i64) = (595_276, 841_890);
/// Between the edge and what is written, left and right.
pub(crate) const EDGE: i64 = 48_000;
/// What is written is so wide.
pub(crate) const WIDE: i64 = SIZE.0 - 2 * EDGE;
/// Where the text of a following page begins, and where that of every page ends.
const TOP: i64 = 84_000;
const BOTTOM: i64 = SIZE.1 - 66_000;
/// The band of the shop's colour on top of the first page.
const BAND: i64 = 78_000;

pub(crate) const INK: Rgb = [0x1c, 0x21, 0x26];
pub(crate) const PALE: Rgb = [0x5b, 0x64, 0x6e];
pub(crate) const RULE: Rgb = [0xd9, 0xdd, 0xe1];

pub(crate) const TEXT: Style = Style { size: 9_500, weight: Weight::Regular };
pub(crate) const STRONG: Style = Style { size: 9_500, weight: Weight::Bold };
pub(crate) const SMALL: Style = Style { size: 8_000, weight: Weight::Regular };
pub(crate) const LABEL: Style = Style { size: 8_000, weight: Weight::Bold };
const NAME: Style = Style { size: 19_000, weight: Weight::Bold };
pub(crate) const TITLE: Style = Style { size: 17_000, weight: Weight::Bold };

/// From one line to the next.
pub(crate) fn leading(style: Style) -> i64 {
    style.size * 142 / 100
}

/// From the top of a line to where its letters stand.
fn ascent(style: Style) -> i64 {
    style.size * 107 / 100
}

/// At which side of its place a text stands. The start is left, or right where the paper runs from right to left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Start,
    End,
}

/// A place for text: how far from the start of what is written, and how wide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) from: i64,
    pub(crate) wide: i64,
}

/// All of a sheet's width.
pub(crate) const ALL: Place = Place { from: 0, wide: WIDE };

/// The paper as it is filled.
pub(crate) struct Sheet<'a> {
    pub(crate) paper: Paper,
    pub(crate) head: &'a Head,
    /// The whole, as it is told.
    pub(crate) whole: Tag,
    /// The page that is filled.
    pub(crate) at: usize,
    /// From its upper edge.
    pub(crate) y: i64,
}

impl<'a> Sheet<'a> {
    /// The first page, with the shop's name in its colour.
    pub(crate) fn begin(head: &'a Head) -> Self {
        let mut paper = Paper::new(SIZE);
        let whole = paper.tag(None, StructRole::Document);
        let at = paper.page();
        let mut sheet = Self { paper, head, whole, at, y: 0 };
        sheet.paper.open(at, None);
        sheet.paper.rectangle(at, (0, 0), (SIZE.0, BAND), head.colours.ground);
        sheet.paper.close(at);
        let tag = sheet.paper.tag(Some(whole), StructRole::P);
        let name = lines(&head.shop, NAME, sheet.base(), WIDE);
        // A name of more than two lines would leave the band.
        let name = &name[..name.len().min(2)];
        let high = leading(NAME) * i64::try_from(name.len()).unwrap_or(2);
        sheet.put(Some(tag), name, NAME, (ALL, Side::Start), (BAND - high) / 2, head.colours.ink);
        sheet.y = BAND + 26_000;
        sheet
    }

    /// Which way a text runs that may be in any language.
    pub(crate) fn base(&self) -> Base {
        Base::OfText { else_rtl: self.head.rtl }
    }

    /// Which way the paper's own words run.
    pub(crate) fn own(&self) -> Base {
        if self.head.rtl { Base::Rtl } else { Base::Ltr }
    }

    /// What is left of the page.
    pub(crate) fn left(&self) -> i64 {
        BOTTOM - self.y
    }

    /// Begins the next page. What it is stands on top of it.
    pub(crate) fn turn(&mut self) {
        self.at = self.paper.page();
        let (shop, title) = (lines(&self.head.shop, LABEL, self.base(), WIDE / 2), self.head.title.clone());
        let title = lines(&title, SMALL, self.own(), WIDE / 2);
        self.put(None, &shop[..shop.len().min(1)], LABEL, (ALL, Side::Start), 42_000, INK);
        self.put(None, &title[..title.len().min(1)], SMALL, (ALL, Side::End), 42_000, PALE);
        self.rule(60_000, 500, self.head.colours.ground);
        self.y = TOP;
    }

    /// A line across the page.
    pub(crate) fn rule(&mut self, y: i64, high: i64, colour: Rgb) {
        self.paper.open(self.at, None);
        self.paper.rectangle(self.at, (EDGE, y), (WIDE, high), colour);
        self.paper.close(self.at);
    }

    /// Where a place begins, from the page's left edge.
    pub(crate) fn left_edge(&self, place: Place) -> i64 {
        if self.head.rtl { SIZE.0 - EDGE - place.from - place.wide } else { EDGE + place.from }
    }

    /// A line in a place.
    pub(crate) fn rule_in(&mut self, place: Place, y: i64, high: i64, colour: Rgb) {
        let x = self.left_edge(place);
        self.paper.open(self.at, None);
        self.paper.rectangle(self.at, (x, y), (place.wide, high), colour);
        self.paper.close(self.at);
    }

    /// Puts lines into a place of this page, the first one's upper edge at `y`, and answers where the last one ends.
    pub(crate) fn put(
        &mut self,
        tag: Option<Tag>,
        lines: &[Line],
        style: Style,
        (place, side): (Place, Side),
        y: i64,
        colour: Rgb,
    ) -> i64 {
        if lines.is_empty() {
            return y;
        }
        self.paper.open(self.at, tag);
        let mut top = y;
        for line in lines {
            let start = self.left_edge(place);
            let at_right = self.head.rtl == (side == Side::Start);
            let x = if at_right { start + place.wide - line.width } else { start };
            self.paper.text(self.at, line, style, (x, top + ascent(style)), colour);
            top += leading(style);
        }
        self.paper.close(self.at);
        top
    }

    /// Puts a text across the page, on as many pages as it takes.
    pub(crate) fn flow(&mut self, tag: Tag, text: &str, style: Style, colour: Rgb) {
        for line in lines(text, style, self.base(), WIDE) {
            if self.left() < leading(style) {
                self.turn();
            }
            self.y = self.put(Some(tag), &[line], style, (ALL, Side::Start), self.y, colour);
        }
    }

    /// The foot of every page, once it is known how many there are.
    pub(crate) fn foot(&mut self) -> Result<(), mail::Unmailable> {
        let pages = self.paper.pages();
        for page in 0..pages {
            let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            let said = self.head.page(number(page + 1), number(pages))?;
            let said = lines(&said, SMALL, self.own(), WIDE);
            self.at = page;
            self.put(None, &said, SMALL, (ALL, Side::End), SIZE.1 - 46_000, PALE);
        }
        Ok(())
    }
}

/// The widest of some texts.
pub(crate) fn widest<'t>(texts: impl Iterator<Item = &'t str>, style: Style) -> i64 {
    texts.map(|text| width(text, style)).max().unwrap_or_default()
}
