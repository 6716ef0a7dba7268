//! A file as units that are processed independently: a page, a line of JSON Lines, a row of a table.
//!
//! Units are read one after the other, so that only what is being processed is in memory. The same bytes give the same
//! units.

#[cfg(feature = "formats")]
mod archive;
mod content;
mod lines;
#[cfg(feature = "formats")]
pub(crate) mod rows;

use std::io::{self, BufRead, Read};
use std::sync::Arc;

pub use content::Contents;

use super::fault::{Fault, Skip};
use super::format::{Content, Format, Opening, Stream};
use super::reading::{Language, Reading};
use super::unpack::{self, Packing};
use super::{Problem, json, plain};
use crate::document::Vocabulary;

/// A part of a file, not decoded yet.
#[derive(Debug)]
pub struct Unit {
    /// The name of the file in messages.
    pub shown: Arc<str>,
    /// The id of the article if it has none, or the start of it if there may be several.
    pub name: Arc<str>,
    /// The content of the bytes.
    pub content: Content,
    /// The line of the file on which it starts, or its row, from 1.
    pub line: usize,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Problems found while the bytes were cut out of the file.
    pub problems: Vec<Problem>,
    /// How to read it.
    pub reading: Arc<Reading>,
    /// Where it was fetched, if known.
    pub visit: Option<Box<Visit>>,
}

/// What a crawler knows about a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// The address.
    pub url: Option<String>,
    /// The character set given by the server.
    pub charset: Option<String>,
}

impl Unit {
    /// A text from no file, in any language.
    pub fn text(shown: &str, name: &str, text: String) -> Unit {
        let reading = Reading { language: Language::Any, ..Reading::default() };
        Source::new(shown, name, Arc::new(reading)).unit(Content::Plain, 1, text.into_bytes())
    }
}

/// The units of a file, and the faults where one cannot be read.
pub type Units = Box<dyn Iterator<Item = Result<Unit, Fault>> + Send>;

/// What the units of a file have in common.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub(crate) shown: Arc<str>,
    pub(crate) name: Arc<str>,
    pub(crate) reading: Arc<Reading>,
}

impl Source {
    pub(crate) fn new(shown: &str, name: &str, reading: Arc<Reading>) -> Source {
        Source { shown: shown.into(), name: name.into(), reading }
    }

    /// A unit named like the file.
    fn unit(&self, content: Content, line: usize, bytes: Vec<u8>) -> Unit {
        let (shown, name) = (Arc::clone(&self.shown), Arc::clone(&self.name));
        let reading = Arc::clone(&self.reading);
        Unit { shown, name, content, line, bytes, problems: Vec::new(), reading, visit: None }
    }

    /// A unit named like the file, with a number.
    fn numbered(&self, number: usize, content: Content, line: usize, bytes: Vec<u8>) -> Unit {
        let name = Arc::from(format!("{}-{number}", self.name));
        Unit { name, ..self.unit(content, line, bytes) }
    }
}

/// A file that is being read: unpacked if it is packed, with its format known.
///
/// ```
/// use std::sync::Arc;
///
/// use dateline::read::unit::Opened;
///
/// let file = b"id,title,body\n7,Rain,It rained.\n8,Snow\n";
/// let opened = Opened::new(Box::new(&file[..]), "news.csv", "news", "csv", &Arc::default())?;
/// let mut contents = opened.contents(Arc::default())?;
/// let first = contents.next().and_then(Result::ok).expect("a row");
/// assert_eq!((first.articles[0].id.as_str(), first.articles[0].text.as_str()), ("7", "It rained."));
/// let second = contents.next().and_then(Result::err).expect("a fault");
/// assert_eq!(second.message, "news.csv:3: the row has 2 columns, the first 3; skipped");
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct Opened {
    pub(crate) source: Source,
    pub(crate) reader: Box<dyn BufRead + Send>,
    /// How it is packed.
    pub packing: Option<Packing>,
    format: Format,
}

impl Opened {
    /// Opens a file: `shown` is its name in messages, `name` the id of its article if it has none, `extension` the end
    /// of its name, without the dot, in lower case; empty if unknown.
    ///
    /// # Errors
    /// If its first bytes cannot be read.
    pub fn new(
        raw: Box<dyn Read + Send>,
        shown: &str,
        name: &str,
        extension: &str,
        reading: &Arc<Reading>,
    ) -> io::Result<Opened> {
        let unpack::Unpacked { mut reader, packing } = unpack::unpack(raw)?;
        let start = reader.fill_buf().or_else(|error| {
            // nothing of a broken file could be read; the reader reports that
            if unpack::is_broken(&error) { Ok(&[]) } else { Err(error) }
        })?;
        let format = reading.format.unwrap_or_else(|| Format::of(extension, start));
        Ok(Opened { source: Source::new(shown, name, Arc::clone(reading)), reader, packing, format })
    }

    /// How it is opened.
    pub fn opening(&self) -> Opening {
        self.format.opening()
    }

    /// Its units, if it is read from front to back.
    pub fn units(self, stream: Stream) -> Units {
        match stream {
            Stream::Whole(content) => Box::new(self.whole(content).into_iter()),
            Stream::Lines => Box::new(lines::Lines::new(self)),
            #[cfg(feature = "formats")]
            Stream::Rows(delimiter) => rows::csv(self, delimiter),
            #[cfg(feature = "formats")]
            Stream::Archive => archive::pages(self),
        }
    }

    /// The contents of its units: articles, or documents over this vocabulary; or the fault if a unit cannot be read.
    ///
    /// # Errors
    /// If it is a table that can only be read from a file, as a [`pipeline`](crate::pipeline) does.
    pub fn contents(
        self,
        vocabulary: Arc<Vocabulary>,
    ) -> io::Result<impl Iterator<Item = Result<Contents, Fault>>> {
        match self.opening() {
            Opening::Stream(stream) => {
                Ok(self.units(stream).map(move |unit| unit.map(|unit| unit.contents(&vocabulary))))
            }
            Opening::Table(_) => {
                let message = format!("{} is read from a file, not from a stream", self.format.name());
                Err(io::Error::new(io::ErrorKind::Unsupported, message))
            }
        }
    }

    /// The file as one unit, or as several if it is JSON of articles.
    fn whole(self, content: Content) -> Vec<Result<Unit, Fault>> {
        let Opened { source, reader, .. } = self;
        let shown = &source.shown;
        let limit = source.reading.max_size;
        let mut units = Vec::new();
        let mut bytes = Vec::new();
        let fault = |skip, message: String| Err(Fault::new(skip, 1, message));
        match reader.take(limit.bytes() + 1).read_to_end(&mut bytes) {
            Ok(_) if bytes.len() as u64 > limit.bytes() => {
                return vec![fault(Skip::TooLarge, format!("{shown}: larger than {limit}; skipped"))];
            }
            Ok(_) => {}
            Err(error) if unpack::is_broken(&error) && !bytes.is_empty() => {
                units.push(fault(Skip::Unreadable, format!("{shown}: {error}; what comes before was read")));
            }
            Err(error) => return vec![fault(Skip::Unreadable, format!("{shown}: {error}; skipped"))],
        }
        let articles = if content == Content::Json { articles(&bytes) } else { None };
        let Some(articles) = articles else {
            units.push(Ok(source.unit(content, 1, bytes)));
            return units;
        };
        let several = articles.len() > 1;
        units.extend(articles.into_iter().enumerate().map(|(index, (line, article))| {
            let bytes = article.into_bytes();
            Ok(match several {
                true => source.numbered(index + 1, Content::Record, line, bytes),
                false => source.unit(Content::Record, line, bytes),
            })
        }));
        units
    }
}

/// The articles of a file of JSON, each with its line; none if it holds annotated documents, or no JSON.
fn articles(bytes: &[u8]) -> Option<Vec<(usize, String)>> {
    let text = plain::decode(bytes, &mut Vec::new());
    let articles = json::articles(&text)?;
    Some(articles.into_iter().map(|(line, article)| (line, article.to_owned())).collect())
}
