//! How articles are read: the common options of all commands that read them.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use dateline::pipeline::{Input, Inputs};
use dateline::read::fields::Mapping;
use dateline::read::reading::{Html, Language, Size};
use dateline::read::unit::Unit;
use dateline::read::{self, Format, ReadError};

use super::choice;
use super::files::{self, Wanted};
use super::reporter::Reporter;

/// How articles are read.
#[derive(Args, Clone, Debug)]
pub(crate) struct Reading {
    /// The format of the input [default: by extension and content, file by file]
    #[arg(long, value_parser = choice::input_format(), value_name = "FORMAT", help_heading = "Reading", hide_possible_values = true)]
    input_format: Option<Format>,
    /// Which key of JSON or column of a table has what: `text=body,date=meta.published,id=nr`; what is not told is found by
    /// its name
    #[arg(long, value_name = "WHAT=KEY,…", value_parser = mapping, help_heading = "Reading")]
    map: Option<Arc<Mapping>>,
    /// The table of an SQLite database [default: documents, or the only one]
    #[arg(long, value_name = "NAME", help_heading = "Reading")]
    table: Option<String>,
    /// How the article of a web page is found
    #[arg(long, value_parser = choice::html(), value_name = "HOW", default_value = "full", help_heading = "Reading")]
    html: Html,
    /// Which articles are read: those that are in English as far as can be seen, or all
    #[arg(long, value_parser = choice::language(), value_name = "LANGUAGE", default_value = "english", help_heading = "Reading")]
    language: Language,
    /// Skip what is larger, unpacked: `500K`, `10M`
    #[arg(long, value_name = "SIZE", default_value_t = Size::default(), help_heading = "Reading")]
    max_document: Size,
}

fn mapping(written: &str) -> Result<Arc<Mapping>, ReadError> {
    Mapping::parse(written).map(Arc::new)
}

impl Reading {
    /// The options in the form of the library.
    pub(crate) fn options(&self) -> read::Reading {
        read::Reading {
            format: self.input_format,
            mapping: self.map.clone().unwrap_or_default(),
            table: self.table.clone(),
            html: self.html,
            language: self.language,
            max_size: self.max_document,
        }
    }

    /// Reports the keys of the mapping that no record had.
    pub(crate) fn close(&self, reporter: &Reporter) {
        for key in self.map.iter().flat_map(|map| map.unmet()) {
            reporter.say(&format!("`--map`: nothing that was read has `{key}`"));
        }
    }
}

/// The files of a folder that are read as articles, packed or not.
pub(crate) fn wanted() -> Wanted {
    let mut extensions: Vec<&'static str> = Vec::new();
    let named = Format::ALL.iter().flat_map(|format| format.extensions()).copied();
    for extension in named.chain(["gz", "zst"]) {
        if !extensions.contains(&extension) {
            extensions.push(extension);
        }
    }
    Wanted { what: "articles", extensions: extensions.into(), tell_others: true }
}

/// The files of articles at these paths, as commands take them for `--input`: folders are walked, by path and without what
/// is hidden, and what they have of other files is told on stderr.
///
/// # Errors
/// If a path cannot be read or there is no article.
pub fn article_files(paths: &[PathBuf]) -> anyhow::Result<Vec<Input>> {
    files::expand(paths, &wanted(), &Reporter::quiet())
}

/// The units of files, one after the other; faults between them are reported.
pub(crate) fn units(
    files: Vec<Input>,
    options: &read::Reading,
    reporter: &Reporter,
) -> impl Iterator<Item = Unit> {
    Inputs::new(files, options).filter_map(move |unit| {
        unit.map_err(|fault| reporter.skip(fault.skip, fault.count, &fault.message)).ok()
    })
}
