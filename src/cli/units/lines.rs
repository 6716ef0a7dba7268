//! JSON Lines: a line a unit.

use std::io::{self, BufRead, Read};
use std::sync::Arc;

use dateline::read::json;

use super::{Format, Opened, Step, Unit};
use crate::cli::reporter::Skip;
use crate::cli::unpack;

/// The lines of a file that are not blank.
pub(super) struct Lines {
    file: Option<Opened>,
    line: usize,
}

impl Lines {
    pub(super) fn new(file: Opened) -> Lines {
        Lines { file: Some(file), line: 0 }
    }
}

impl Iterator for Lines {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        loop {
            let file = self.file.as_mut()?;
            let limit = file.reading.max_document;
            let mut bytes = Vec::new();
            self.line += 1;
            let result = read_line(&mut *file.reader, limit.0, &mut bytes);
            let place = format_args!("{}:{}", file.shown, self.line);
            match result {
                Ok(Line::End) => {
                    self.file = None;
                    return None;
                }
                Ok(Line::Read) if bytes.trim_ascii().is_empty() => {}
                Ok(Line::Read) => {
                    let format = if json::is_annotated(&bytes) { Format::Json } else { Format::JsonLines };
                    return Some(Step::Unit(Unit {
                        shown: Arc::clone(&file.shown),
                        name: Arc::from(format!("{}-{}", file.file.name, self.line)),
                        format,
                        line: self.line,
                        bytes,
                        reading: Arc::clone(&file.reading),
                        visit: None,
                    }));
                }
                Ok(Line::TooLong) => {
                    let message = format!("{place}: the line is longer than {limit}; skipped");
                    return Some(Step::Skip(Skip::TooLarge, 1, message));
                }
                Err(error) => {
                    let message = match unpack::is_broken(&error) {
                        true => format!("{place}: {error}; the lines before were read"),
                        false => format!("{place}: {error}; the rest of the file was skipped"),
                    };
                    self.file = None;
                    return Some(Step::Skip(Skip::Unreadable, 1, message));
                }
            }
        }
    }
}

enum Line {
    Read,
    TooLong,
    End,
}

/// Reads a line of at most so many bytes; a longer one is passed over.
fn read_line(reader: &mut dyn BufRead, limit: u64, bytes: &mut Vec<u8>) -> io::Result<Line> {
    let length = reader.take(limit).read_until(b'\n', bytes)?;
    if length == 0 {
        return Ok(Line::End);
    }
    if length as u64 == limit && !bytes.ends_with(b"\n") {
        reader.skip_until(b'\n')?;
        return Ok(Line::TooLong);
    }
    Ok(Line::Read)
}
