//! How articles are read: the options that all commands have that read them.

use std::fmt;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use dateline::read::ReadError;
use dateline::read::fields::Mapping;

use super::super::reporter::Reporter;
use super::Format;

/// More than any article has. It bounds the memory that one unit takes.
const LARGEST: Size = Size(64 << 20);

/// How articles are read.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Reading {
    /// The format of the input [default: by extension and content, file by file]
    #[arg(long, value_enum, value_name = "FORMAT", help_heading = "Reading", hide_possible_values = true)]
    pub(crate) input_format: Option<Format>,
    /// Which key of JSON or column of a table has what: `text=body,date=meta.published,id=nr`; what is not told is found by
    /// its name
    #[arg(long, value_name = "WHAT=KEY,…", value_parser = mapping, help_heading = "Reading")]
    pub(crate) map: Option<Arc<Mapping>>,
    /// The table of an SQLite database [default: documents, or the only one]
    #[arg(long, value_name = "NAME", help_heading = "Reading")]
    pub(crate) table: Option<String>,
    /// How the article of a web page is found
    #[arg(long, value_enum, value_name = "HOW", default_value_t = Html::Full, help_heading = "Reading")]
    pub(crate) html: Html,
    /// Which articles are read: those that are in English as far as can be seen, or all
    #[arg(long, value_enum, value_name = "LANGUAGE", default_value_t = Language::English, help_heading = "Reading")]
    pub(crate) language: Language,
    /// Skip what is larger, unpacked: `500K`, `10M`
    #[arg(long, value_name = "SIZE", value_parser = Size::parse, default_value_t = LARGEST, help_heading = "Reading")]
    pub(crate) max_document: Size,
}

/// How the article of a page is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Html {
    /// With trafilatura: what belongs to the article is found more often
    #[default]
    Full,
    /// With readability: some times faster
    Fast,
}

/// Which languages are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    /// What is not certainly in another language
    #[default]
    English,
    /// Everything
    Any,
}

fn mapping(written: &str) -> Result<Arc<Mapping>, ReadError> {
    Mapping::parse(written).map(Arc::new)
}

impl Reading {
    /// Says which keys were told that nothing had.
    pub(crate) fn close(&self, reporter: &Reporter) {
        for key in self.map.iter().flat_map(|map| map.unmet()) {
            reporter.say(&format!("`--map`: nothing that was read has `{key}`"));
        }
    }
}

/// A number of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Size(pub(crate) u64);

impl Default for Size {
    fn default() -> Size {
        LARGEST
    }
}

impl Size {
    fn parse(written: &str) -> Result<Size, String> {
        let digits = written.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = written.split_at(digits);
        let unit = match unit.trim().to_ascii_lowercase().trim_end_matches('b').trim_end_matches('i') {
            "" => 1,
            "k" => 1 << 10,
            "m" => 1 << 20,
            "g" => 1 << 30,
            _ => return Err("a size is a number of bytes, or of `K`, `M` or `G`".to_owned()),
        };
        let size = number.parse::<u64>().ok().and_then(|number| number.checked_mul(unit));
        // a unit and its copies must fit in memory
        let size = size.filter(|size| (1..=1 << 30).contains(size));
        size.map(Size).ok_or_else(|| "a document has between 1 byte and 1G".to_owned())
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.0 {
            size if size >= 1 << 20 && size % (1 << 20) == 0 => write!(f, "{} MiB", size >> 20),
            size if size >= 1 << 10 && size % (1 << 10) == 0 => write!(f, "{} KiB", size >> 10),
            size => write!(f, "{size} bytes"),
        }
    }
}
