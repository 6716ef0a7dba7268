//! CSV and TSV: a row an article, the first row has the names of the columns (RFC 4180; fields in quotes may go over lines).

use std::io::{self, BufRead, Read};

use csv::{ByteRecord, ErrorKind, Reader, ReaderBuilder};
use serde_json::Value;

use super::fields::Mapping;
use super::row::{self, Fault, Row};
use super::{Problem, ReadError, decode_utf8};

/// The rows of a table.
pub struct Rows<R> {
    reader: Reader<Limited<R>>,
    columns: Vec<String>,
    wanted: Vec<bool>,
    limit: u64,
    /// How many lines the reader is behind at the start of a row: it counts `\n` after `\r` with the next.
    behind: usize,
    ended: bool,
}

/// A reader that fails before a row exceeds its memory limit.
struct Limited<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.left = self.left.checked_sub(length as u64).ok_or(io::ErrorKind::FileTooLarge)?;
        Ok(length)
    }
}

impl<R: BufRead> Rows<R> {
    /// Reads the names of the columns. Without a delimiter it is the most frequent one of `,`, `;`, tab and `|` in the
    /// first line. A row much longer than `limit` bytes ends the reading. Linear in the bytes, with at most one row in
    /// memory.
    ///
    /// # Errors
    /// If the table is wrong; the error is for the user.
    pub fn open(
        mut reader: R,
        delimiter: Option<u8>,
        limit: u64,
        mapping: &Mapping,
    ) -> Result<Rows<R>, ReadError> {
        let start = reader.fill_buf().map_err(|error| ReadError::Damaged(error.to_string()))?;
        let marked = start.starts_with(b"\xef\xbb\xbf");
        let delimiter = delimiter.unwrap_or_else(|| sniff(start));
        let behind =
            usize::from(start.split(|&byte| byte == b'\n').next().is_some_and(|line| line.ends_with(b"\r")));
        if marked {
            reader.consume(3);
        }
        let inner = Limited { inner: reader, left: limit };
        let mut reader = ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(inner);
        let header = reader.byte_headers().map_err(|error| said(&error))?;
        let columns: Vec<String> =
            header.iter().map(|name| String::from_utf8_lossy(name).trim().to_owned()).collect();
        if columns.iter().all(String::is_empty) {
            return Err(ReadError::NoColumns);
        }
        row::check(&columns, mapping)?;
        let wanted = columns.iter().map(|name| mapping.wants(name)).collect();
        Ok(Rows { reader, columns, wanted, limit, behind, ended: false })
    }

    /// The names of the columns.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }
}

impl<R: BufRead> Iterator for Rows<R> {
    type Item = Result<Row, Fault>;

    fn next(&mut self) -> Option<Result<Row, Fault>> {
        if self.ended {
            return None;
        }
        self.reader.get_mut().left = self.limit;
        let mut record = ByteRecord::new();
        let line = self.reader.position().line() as usize + self.behind;
        let problem = |message| Problem { line, message };
        match self.reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return None,
            Err(error) => {
                self.ended = true;
                return Some(Err(Fault::Rest(problem(format!(
                    "{}; the rest of the file was skipped",
                    said(&error)
                )))));
            }
        }
        let line = record.position().map_or(line, |position| position.line() as usize + self.behind);
        let (found, expected) = (record.len(), self.columns.len());
        if found != expected {
            let message = format!("the row has {found} columns, the first {expected}; skipped");
            return Some(Err(Fault::Row(Problem { line, message })));
        }
        let mut problems = Vec::new();
        let columns = self.columns.iter().zip(&record).zip(&self.wanted);
        let members = columns.filter(|((_, field), wanted)| **wanted && !field.is_empty());
        let object = row::object(members.map(|((name, field), _)| {
            (name.as_str(), Value::String(decode_utf8(field, line, &mut problems)))
        }));
        Some(Ok(Row { number: line, object, problems }))
    }
}

/// The delimiter of a table by its first line.
fn sniff(start: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0)];
    for &byte in start {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            _ => counts.iter_mut().filter(|(known, _)| *known == byte).for_each(|(_, count)| *count += 1),
        }
    }
    // the first of equals
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(delimiter, _)| delimiter)
}

/// An error of the reader, for the user.
fn said(error: &csv::Error) -> ReadError {
    match error.kind() {
        ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => ReadError::EndlessRow,
        ErrorKind::Io(error) => ReadError::Damaged(error.to_string()),
        _ => ReadError::Damaged(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(bytes: &[u8], limit: u64) -> Result<Vec<Result<Row, Fault>>, ReadError> {
        let mapping = Mapping::default();
        Rows::open(bytes, None, limit, &mapping).map(|rows| rows.collect())
    }

    fn read(text: &str) -> Vec<(usize, String)> {
        let rows = rows(text.as_bytes(), 1 << 20).unwrap().into_iter().map(Result::unwrap);
        rows.map(|row| (row.number, row.object)).collect()
    }

    #[test]
    fn fields_in_quotes_go_over_lines_and_have_quotes_in_them() {
        let table = "\u{feff}Title,size,text\r\n\"Storm 🌊, again\",7,\"It \"\"rained\"\".\r\n\r\nهطل المطر.\"\r\n,,It snowed.\r\n";
        let first = r#"{"Title":"Storm 🌊, again","text":"It \"rained\".\r\n\r\nهطل المطر."}"#;
        assert_eq!(read(table), [(2, first.to_owned()), (5, r#"{"text":"It snowed."}"#.to_owned())]);
    }

    #[test]
    fn the_delimiter_is_that_of_the_first_row() {
        for delimiter in [";", "\t", "|", ","] {
            let table = format!("id{delimiter}\"a,b;c\"{delimiter}text\n1{delimiter}{delimiter}It rained.\n");
            assert_eq!(read(&table), [(2, r#"{"id":"1","text":"It rained."}"#.to_owned())], "{delimiter}");
        }
        assert_eq!(read("text\nIt rained; it snowed.\n").len(), 1);
    }

    #[test]
    fn a_row_of_another_length_is_told_and_the_others_are_read() {
        let rows = rows(b"id,text\n1,a\n2\n3,b,c\n4,\xff\n", 1 << 20).unwrap();
        let message = |row: &Result<Row, Fault>| match row {
            Ok(row) => format!("{}: {}", row.number, row.problems.first().map_or("", |p| &p.message)),
            Err(Fault::Row(problem) | Fault::Rest(problem)) => {
                format!("{}: {}", problem.line, problem.message)
            }
        };
        let told: Vec<String> = rows.iter().map(message).collect();
        let expected = [
            "2: ",
            "3: the row has 1 columns, the first 2; skipped",
            "4: the row has 3 columns, the first 2; skipped",
            "5: 1 byte was not UTF-8, replaced by U+FFFD",
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_quote_that_is_never_closed_does_not_fill_the_memory() {
        let table = format!("text\nIt rained.\n\"{}", "x".repeat(100_000));
        let rows = rows(table.as_bytes(), 20_000).unwrap();
        assert!(rows[0].is_ok());
        let Err(Fault::Rest(problem)) = &rows[1] else { panic!("{:?}", rows[1]) };
        assert_eq!(problem.line, 3);
        assert_eq!(rows.len(), 2);
    }

    #[test]
    fn a_table_without_a_text_is_told_with_its_columns() {
        let error = rows(b"when,prose\n1,a\n", 1 << 20).unwrap_err().to_string();
        assert!(error.contains("the columns are `when`, `prose`"), "{error}");
        assert!(rows(b"", 1 << 20).is_err());
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(bytes: Vec<u8>) {
            let table = [b"text,id\n", bytes.as_slice()].concat();
            let _ = rows(&table, 1 << 20);
            let _ = rows(&bytes, 1 << 20);
        }
    }
}
