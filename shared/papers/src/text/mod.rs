//! Texts as lines of glyphs: which way they run, where they break, which font has them.

pub(crate) mod fonts;
mod shape;
mod shown;
mod wrap;

pub(crate) use fonts::{Font, Weight};
pub(crate) use shape::Run;
pub(crate) use shown::shown;
pub(crate) use wrap::{Base, Line, Style, lines, plain, width};
