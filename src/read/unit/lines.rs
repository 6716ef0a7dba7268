//! JSON Lines: a line a unit.

use std::io::{self, BufRead, Read};

use super::{Content, Fault, Opened, Skip, Unit};
use crate::read::{json, unpack};

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
    type Item = Result<Unit, Fault>;

    fn next(&mut self) -> Option<Result<Unit, Fault>> {
        loop {
            let Opened { source, reader, .. } = self.file.as_mut()?;
            let limit = source.reading.max_size;
            let mut bytes = Vec::new();
            self.line += 1;
            let result = read_line(&mut **reader, limit.bytes(), &mut bytes);
            let place = format_args!("{}:{}", source.shown, self.line);
            match result {
                Ok(Line::End) => {
                    self.file = None;
                    return None;
                }
                Ok(Line::Read) if bytes.trim_ascii().is_empty() => {}
                Ok(Line::Read) => {
                    let content = if json::is_annotated(&bytes) { Content::Json } else { Content::Record };
                    return Some(Ok(source.numbered(self.line, content, self.line, bytes)));
                }
                Ok(Line::TooLong) => {
                    let message = format!("{place}: the line is longer than {limit}; skipped");
                    return Some(Err(Fault::new(Skip::TooLarge, 1, message)));
                }
                Err(error) => {
                    let message = match unpack::is_broken(&error) {
                        true => format!("{place}: {error}; the lines before were read"),
                        false => format!("{place}: {error}; the rest of the file was skipped"),
                    };
                    self.file = None;
                    return Some(Err(Fault::new(Skip::Unreadable, 1, message)));
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

/// Reads a line of at most this many bytes; skips a longer one.
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
