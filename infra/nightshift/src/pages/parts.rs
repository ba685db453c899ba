//! What pages consist of.

use serde::Serialize;

use super::svg::{Drawing, Key};

/// A part of a page. What it hasn't is left out.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Section {
    /// Its heading.
    pub(crate) title: String,
    /// What it is about.
    pub(crate) said: String,
    /// Its drawings, beside each other.
    pub(crate) figures: Vec<Figure>,
    /// Its tables.
    pub(crate) tables: Vec<Table>,
    /// How they are to be read.
    pub(crate) note: String,
    /// Lines as they are.
    pub(crate) verbatim: String,
}

/// A drawing with its heading and its legend, or why there is none.
#[derive(Debug, Serialize)]
pub(crate) struct Figure {
    title: String,
    drawing: Option<Drawing>,
    instead: String,
    legend: Vec<Key>,
}

impl Figure {
    /// A drawing.
    pub(crate) fn new(title: &str, drawing: Drawing, legend: Vec<Key>) -> Self {
        Self { title: title.to_owned(), drawing: Some(drawing), instead: String::new(), legend }
    }

    /// None, for this reason.
    pub(crate) fn none(title: &str, instead: &str) -> Self {
        Self { title: title.to_owned(), drawing: None, instead: instead.to_owned(), legend: Vec::new() }
    }
}

/// A table. The first cell of a row is its heading.
#[derive(Debug, Serialize)]
pub(crate) struct Table {
    /// Its heading, where it isn't its section's.
    pub(crate) title: String,
    /// Its columns.
    pub(crate) columns: Vec<Column>,
    /// Its rows.
    pub(crate) rows: Vec<Row>,
}

/// A column of a table.
#[derive(Debug, Serialize)]
pub(crate) struct Column {
    name: String,
    numbers: bool,
}

impl Column {
    /// Of words.
    pub(crate) fn words(name: impl Into<String>) -> Self {
        Self { name: name.into(), numbers: false }
    }

    /// Of numbers.
    pub(crate) fn numbers(name: impl Into<String>) -> Self {
        Self { name: name.into(), numbers: true }
    }

    /// One of words, and the others of numbers.
    pub(crate) fn named<N: Into<String>>(names: impl IntoIterator<Item = N>) -> Vec<Self> {
        let mut nth = 0;
        let column = |name: N| {
            nth += 1;
            if nth == 1 { Self::words(name) } else { Self::numbers(name) }
        };
        names.into_iter().map(column).collect()
    }
}

/// A row of a table.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Row {
    /// Whether it stands out.
    pub(crate) strong: bool,
    /// Where its heading leads to.
    pub(crate) link: Option<String>,
    /// What is in it.
    pub(crate) cells: Vec<String>,
}

impl<C: IntoIterator<Item = String>> From<C> for Row {
    fn from(cells: C) -> Self {
        Self { strong: false, link: None, cells: cells.into_iter().collect() }
    }
}
