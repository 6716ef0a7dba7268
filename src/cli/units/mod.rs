//! Files to units that can be worked on in parallel: a file, a line of JSON Lines, a row of a table.
//!
//! Units are read one after the other, so that not more of the input is in memory than is being worked on. The same
//! input gives the same units.

mod format;
mod lines;
mod reading;
mod rows;
mod visits;

use std::io::{self, BufRead, Read};
use std::sync::Arc;

use dateline::read::{json, plain};

pub(crate) use self::format::Format;
use self::lines::Lines;
pub(crate) use self::reading::{Html, Language, Reading};
use super::files::File;
use super::reporter::{Reporter, Skip};
use super::unpack;
#[cfg(any(feature = "parquet", feature = "sqlite"))]
use super::unpack::Packing;

/// A part of the input, not decoded yet.
#[derive(Debug)]
pub(crate) struct Unit {
    /// How the file is called in messages.
    pub(crate) shown: Arc<str>,
    /// The id of the article where it tells none, or the start of it where there may be several.
    pub(crate) name: Arc<str>,
    /// What the bytes are: of JSON Lines a line, and so is a row of a table.
    pub(crate) format: Format,
    /// The line of the file on which it starts, or its row, from 1.
    pub(crate) line: usize,
    /// The bytes.
    pub(crate) bytes: Vec<u8>,
    /// How it is to be read.
    pub(crate) reading: Arc<Reading>,
    /// Where it was fetched, if that is known.
    pub(crate) visit: Option<Box<Visit>>,
}

/// What a crawler knows of a page.
#[derive(Debug)]
pub(crate) struct Visit {
    /// The address.
    pub(crate) url: Option<String>,
    /// The character set that the server told.
    pub(crate) charset: Option<String>,
}

impl Unit {
    /// A text that is no file.
    pub(crate) fn text(shown: &str, name: &str, text: String) -> Unit {
        Unit {
            shown: shown.into(),
            name: name.into(),
            format: Format::Plain,
            line: 1,
            bytes: text.into_bytes(),
            reading: Arc::new(Reading { language: Language::Any, ..Reading::default() }),
            visit: None,
        }
    }
}

/// What comes of reading on.
enum Step {
    Unit(Unit),
    /// Something to say.
    Say(String),
    /// Something that gives no unit, and why.
    Skip(Skip, usize, String),
}

/// The units of some files, in order.
pub(crate) struct Units<'a> {
    files: std::vec::IntoIter<File>,
    reading: Arc<Reading>,
    open: Option<Box<dyn Iterator<Item = Step>>>,
    /// Of the file that is open.
    size: Option<u64>,
    reporter: &'a Reporter,
}

/// A file that was opened and what is known of it.
struct Opened {
    reader: Box<dyn BufRead>,
    #[cfg(any(feature = "parquet", feature = "sqlite"))]
    packing: Option<Packing>,
    file: File,
    shown: Arc<str>,
    format: Format,
    reading: Arc<Reading>,
}

impl<'a> Units<'a> {
    pub(crate) fn new(files: Vec<File>, reading: &Reading, reporter: &'a Reporter) -> Units<'a> {
        Units {
            files: files.into_iter(),
            reading: Arc::new(reading.clone()),
            open: None,
            size: None,
            reporter,
        }
    }

    fn open(&self, file: File) -> io::Result<Box<dyn Iterator<Item = Step>>> {
        let mut unpacked = unpack::open(file.path.as_deref(), |raw| self.reporter.watch(raw))?;
        let start = unpacked.reader.fill_buf().or_else(|error| {
            // nothing of a broken file could be read; that is told where it is read
            if unpack::is_broken(&error) { Ok(&[]) } else { Err(error) }
        })?;
        let format = self.reading.input_format.unwrap_or_else(|| Format::of(&file.extension, start));
        let opened = Opened {
            reader: unpacked.reader,
            #[cfg(any(feature = "parquet", feature = "sqlite"))]
            packing: unpacked.packing,
            shown: Arc::from(file.shown.as_str()),
            file,
            format,
            reading: Arc::clone(&self.reading),
        };
        Ok(match format {
            Format::JsonLines => Box::new(Lines::new(opened)),
            Format::Csv | Format::Tsv => rows::csv(opened),
            #[cfg(feature = "parquet")]
            Format::Parquet => rows::parquet(opened),
            #[cfg(feature = "sqlite")]
            Format::Sqlite => rows::sqlite(opened),
            Format::Warc => visits::steps(opened),
            Format::Plain | Format::Html | Format::Feed | Format::Json | Format::Conllu => {
                Box::new(opened.whole().into_iter())
            }
        })
    }
}

impl Iterator for Units<'_> {
    type Item = Unit;

    fn next(&mut self) -> Option<Unit> {
        loop {
            match self.open.as_mut().map(Iterator::next) {
                Some(Some(Step::Unit(unit))) => return Some(unit),
                Some(Some(Step::Say(message))) => self.reporter.say(&message),
                Some(Some(Step::Skip(skip, count, message))) => self.reporter.skip(skip, count, &message),
                Some(None) => {
                    self.open = None;
                    self.reporter.advance(self.size.take());
                }
                None => {
                    let file = self.files.next()?;
                    let shown = file.shown.clone();
                    self.size = file.size();
                    match self.open(file) {
                        Ok(open) => self.open = Some(open),
                        Err(error) => {
                            self.reporter.advance(self.size.take());
                            self.reporter.skip(Skip::Unreadable, 1, &format!("{shown}: {error}; skipped"));
                        }
                    }
                }
            }
        }
    }
}

impl Opened {
    /// The file as one unit, or as several where it is JSON of articles.
    fn whole(self) -> Vec<Step> {
        let shown = &self.shown;
        let limit = self.reading.max_document;
        let mut steps = Vec::new();
        let mut bytes = Vec::new();
        match self.reader.take(limit.0 + 1).read_to_end(&mut bytes) {
            Ok(_) if bytes.len() as u64 > limit.0 => {
                let message = format!("{shown}: larger than {limit}; skipped");
                return vec![Step::Skip(Skip::TooLarge, 1, message)];
            }
            Ok(_) => {}
            Err(error) if unpack::is_broken(&error) && !bytes.is_empty() => {
                let message = format!("{shown}: {error}; what comes before was read");
                steps.push(Step::Skip(Skip::Unreadable, 1, message));
            }
            Err(error) => return vec![Step::Skip(Skip::Unreadable, 1, format!("{shown}: {error}; skipped"))],
        }
        let unit = |format, line, name: Arc<str>, bytes| {
            let (shown, reading) = (Arc::clone(shown), Arc::clone(&self.reading));
            Step::Unit(Unit { shown, name, format, line, bytes, reading, visit: None })
        };
        let name: Arc<str> = Arc::from(self.file.name.as_str());
        let articles = match self.format {
            Format::Json => articles(&bytes),
            _ => None,
        };
        match articles {
            None => steps.push(unit(self.format, 1, name, bytes)),
            Some(articles) => {
                let several = articles.len() > 1;
                for (index, (line, article)) in articles.into_iter().enumerate() {
                    let name =
                        if several { Arc::from(format!("{name}-{}", index + 1)) } else { Arc::clone(&name) };
                    steps.push(unit(Format::JsonLines, line, name, article.into_bytes()));
                }
            }
        }
        steps
    }
}

/// The articles of a file of JSON, each with its line; none where it is of annotated documents, or no JSON.
fn articles(bytes: &[u8]) -> Option<Vec<(usize, String)>> {
    let text = plain::decode(bytes, &mut Vec::new());
    let articles = json::articles(&text)?;
    Some(articles.into_iter().map(|(line, article)| (line, article.to_owned())).collect())
}
