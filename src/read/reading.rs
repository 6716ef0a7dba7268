//! How articles are read.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use super::ReadError;
use super::fields::Mapping;
use super::format::Format;

/// How articles are read. The default detects everything and leaves out what is not in English.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The format of the whole input; detected by extension and content if there is none.
    pub format: Option<Format>,
    /// Which key of JSON or column of a table has what; the rest is found by name.
    pub mapping: Arc<Mapping>,
    /// The table of a database; `documents` or the only one if there is none.
    pub table: Option<String>,
    /// How the article of a web page is found.
    pub html: Html,
    /// Which languages are read.
    pub language: Language,
    /// Larger articles, unpacked, are skipped.
    pub max_size: Size,
}

/// How the article of a page is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Html {
    /// With trafilatura: what belongs to the article is found more often.
    #[default]
    Full,
    /// With readability: some times faster.
    Fast,
}

/// Which languages are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// What is not certainly in another language. Without the feature `formats` no language is recognised.
    #[default]
    English,
    /// Everything.
    Any,
}

/// A number of bytes, at least one and at most 1 GiB: what is read at once must fit in memory with its copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size(u64);

impl Size {
    /// The number of bytes.
    pub fn bytes(self) -> u64 {
        self.0
    }
}

/// More than any article has: 64 MiB.
impl Default for Size {
    fn default() -> Size {
        Size(64 << 20)
    }
}

/// Reads `500000`, `500K`, `10M` or `1G`.
impl FromStr for Size {
    type Err = ReadError;

    fn from_str(written: &str) -> Result<Size, ReadError> {
        let digits = written.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = written.split_at(digits);
        let unit = match unit.trim().to_ascii_lowercase().trim_end_matches('b').trim_end_matches('i') {
            "" => 1,
            "k" => 1 << 10,
            "m" => 1 << 20,
            "g" => 1 << 30,
            _ => return Err(ReadError::UnknownUnit),
        };
        let size = number.parse::<u64>().ok().and_then(|number| number.checked_mul(unit));
        let size = size.filter(|size| (1..=1 << 30).contains(size));
        size.map(Size).ok_or(ReadError::NoSize)
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
