//! Archives of the web: WARC 1.0 and 1.1 (ISO 28500), as crawlers write them.
//!
//! Responses of servers (`response`, status 200) that hold HTML are read, and `resource` and `conversion` records that
//! hold HTML or plain text. The encoding of the transfer is removed: chunks, gzip, deflate, zstd. An archive streams:
//! one record at a time is in memory. The caller unpacks the members of a `.warc.gz`.
//!
//! All other records are lost (requests, metadata, pictures, repeated visits, errors) and counted by kind; so are the
//! headers, except for the identifier, the address, the time of the visit and the type.

mod http;

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, BufRead, Read};

use super::Problem;

/// Header lines of a record or an answer may have this many bytes together.
const MAX_HEADER: usize = 64 * 1024;
/// The number of kinds of skipped records that are counted separately.
const MAX_KINDS: usize = 100;

/// A page of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// `WARC-Record-ID`, a UUID without `<urn:uuid:` and `>`; `record-3` where there is none.
    pub id: String,
    /// `WARC-Target-URI`: the address that was visited.
    pub url: Option<String>,
    /// `WARC-Date`: when it was visited, which is not when the page was published.
    pub date: Option<String>,
    /// `text/html`, `application/xhtml+xml` or `text/plain`.
    pub content_type: String,
    /// The character set in the header.
    pub charset: Option<String>,
    /// The page, without the encoding of its transfer.
    pub body: Vec<u8>,
}

/// The pages of an archive, one after the other, with the faults between them; the line of a problem is the number of
/// the record. After a broken record reading continues at the next start of one. Ends at the end of the input or when
/// it cannot be read any further.
pub struct Records<R> {
    input: R,
    limit: u64,
    number: usize,
    line: Vec<u8>,
    /// Whether `line` holds the first line of the next record.
    at_record: bool,
    ended: bool,
    skipped: Skipped,
}

/// The records that are not pages, by kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Skipped {
    kinds: BTreeMap<String, usize>,
}

/// Reads the records of an archive; pages of more than `limit` bytes are reported and skipped.
pub fn records<R: BufRead>(input: R, limit: u64) -> Records<R> {
    Records {
        input,
        limit,
        number: 0,
        line: Vec::new(),
        at_record: false,
        ended: false,
        skipped: Skipped::default(),
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Result<Record, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.read_record() {
                Ok(Some(record)) => return Some(Ok(record)),
                Ok(None) => {}
                Err(Trouble::Record(message)) => return Some(Err(self.problem(message))),
                Err(Trouble::Input(error)) => {
                    self.ended = true;
                    let message = format!("the archive ends here, it cannot be read on: {error}");
                    return Some(Err(self.problem(message)));
                }
            }
        }
        None
    }
}

/// Why there is no record.
enum Trouble {
    /// This one is broken.
    Record(String),
    /// The input is broken.
    Input(io::Error),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Trouble {
        Trouble::Input(error)
    }
}

impl<R: BufRead> Records<R> {
    /// What was skipped so far.
    pub fn skipped(&self) -> &Skipped {
        &self.skipped
    }

    fn problem(&self, message: String) -> Problem {
        Problem { line: self.number, message }
    }

    /// Reads one record; none if it is no page.
    fn read_record(&mut self) -> Result<Option<Record>, Trouble> {
        let junk = self.find_record()?;
        if self.ended {
            return if junk {
                Err(Trouble::Record("what follows the last record is none".into()))
            } else {
                Ok(None)
            };
        }
        if junk {
            // reported before the record, which is read at the next call
            self.at_record = true;
            return Err(Trouble::Record("what follows is no record; skipped to the next".into()));
        }
        self.number += 1;
        let header = self.read_header()?;
        let length = header.get("content-length").and_then(|length| length.parse::<u64>().ok());
        let length = length.ok_or_else(|| {
            Trouble::Record("the record has no Content-Length; skipped to the next".to_owned())
        })?;
        let kind = header.get("warc-type").unwrap_or_default().to_ascii_lowercase();
        if !matches!(kind.as_str(), "response" | "resource" | "conversion") {
            self.skip(length)?;
            self.skipped.count(&kind);
            return Ok(None);
        }
        if length > self.limit {
            self.skip(length)?;
            let limit = self.limit;
            return Err(Trouble::Record(format!(
                "the record has {length} bytes, more than {limit}; it was skipped"
            )));
        }
        let mut block = Vec::new();
        (&mut self.input).take(length).read_to_end(&mut block)?;
        if (block.len() as u64) < length {
            self.ended = true;
            return Err(Trouble::Record("the archive ends within the record; it was skipped".into()));
        }
        let page = match kind.as_str() {
            "response" if is_http(&header) => http::page(&block, self.limit),
            _ => http::content(&header, block),
        };
        match page {
            Ok(page) => Ok(Some(self.record(&header, page))),
            Err(http::NoPage::Other(kind)) => {
                self.skipped.count(&kind);
                Ok(None)
            }
            Err(http::NoPage::Broken(message)) => Err(Trouble::Record(message)),
        }
    }

    fn record(&self, header: &Fields, page: http::Page) -> Record {
        let id = header.get("warc-record-id").map(|id| {
            let id = id.trim_start_matches('<').trim_end_matches('>');
            id.strip_prefix("urn:uuid:").unwrap_or(id).to_owned()
        });
        Record {
            id: id.filter(|id| !id.is_empty()).unwrap_or_else(|| format!("record-{}", self.number)),
            // some writers put it in brackets
            url: header.get("warc-target-uri").map(|url| url.trim_matches(['<', '>']).to_owned()),
            date: header.get("warc-date").map(str::to_owned),
            content_type: page.content_type,
            charset: page.charset,
            body: page.body,
        }
    }

    /// Reads up to and including the line that starts a record; returns whether anything but blank lines came before
    /// it.
    fn find_record(&mut self) -> io::Result<bool> {
        if std::mem::take(&mut self.at_record) {
            return Ok(false);
        }
        let (mut junk, mut line_starts) = (false, true);
        loop {
            let whole = self.read_line()?;
            if self.line.is_empty() {
                self.ended = true;
                return Ok(junk);
            }
            if line_starts && self.line.starts_with(b"WARC/") {
                return Ok(junk);
            }
            line_starts = whole;
            junk |= !self.line.trim_ascii().is_empty();
        }
    }

    /// Reads a line, or the first part of a long one; returns whether it is whole. It is empty at the end.
    fn read_line(&mut self) -> io::Result<bool> {
        self.line.clear();
        (&mut self.input).take(MAX_HEADER as u64).read_until(b'\n', &mut self.line)?;
        Ok(self.line.ends_with(b"\n"))
    }

    fn read_header(&mut self) -> Result<Fields, Trouble> {
        let mut header = Vec::new();
        loop {
            self.read_line()?;
            if self.line.starts_with(b"WARC/") {
                self.at_record = true;
                return Err(Trouble::Record("the header of the record does not end; it was skipped".into()));
            }
            if self.line.trim_ascii().is_empty() {
                return Ok(Fields::parse(&header));
            }
            header.extend_from_slice(&self.line);
            if header.len() > MAX_HEADER {
                return Err(Trouble::Record(
                    "the header of the record is too long; skipped to the next".into(),
                ));
            }
        }
    }

    fn skip(&mut self, length: u64) -> io::Result<()> {
        io::copy(&mut (&mut self.input).take(length), &mut io::sink()).map(|_| ())
    }
}

fn is_http(header: &Fields) -> bool {
    let content_type = header.get("content-type").unwrap_or("application/http");
    content_type.to_ascii_lowercase().starts_with("application/http")
}

/// The fields of a header, their names in lower case; the first of several with the same name counts.
struct Fields {
    fields: Vec<(String, String)>,
}

impl Fields {
    /// Invalid fields are passed over; lines that start with white space continue the one before.
    fn parse(lines: &[u8]) -> Fields {
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in String::from_utf8_lossy(lines).lines() {
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = fields.last_mut() {
                    *value = format!("{value} {}", line.trim());
                }
            } else if let Some((name, value)) = line.split_once(':') {
                fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        Fields { fields }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

impl Skipped {
    /// The kinds in the order of their names, and how many of each.
    pub fn kinds(&self) -> impl Iterator<Item = (&str, usize)> {
        self.kinds.iter().map(|(kind, count)| (kind.as_str(), *count))
    }

    /// The number of records.
    pub fn count_all(&self) -> usize {
        self.kinds.values().sum()
    }

    fn count(&mut self, kind: &str) {
        let is_told = (1..=60).contains(&kind.len())
            && kind.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ');
        let kind = if is_told { kind } else { "other" };
        let is_new = self.kinds.len() >= MAX_KINDS && !self.kinds.contains_key(kind);
        *self.kinds.entry(if is_new { "other" } else { kind }.to_owned()).or_default() += 1;
    }
}

/// `12 records of another kind: 8 request, 4 image/png`, the most frequent first.
impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.count_all();
        let s = if count == 1 { "" } else { "s" };
        write!(f, "{count} record{s} of another kind")?;
        let mut kinds: Vec<_> = self.kinds().collect();
        kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        for (index, (kind, count)) in kinds.into_iter().enumerate() {
            write!(f, "{} {count} {kind}", if index == 0 { ":" } else { "," })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
