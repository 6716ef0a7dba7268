//! Tables: a row a unit, which then is a line of JSON Lines.

#[cfg(feature = "parquet")]
use std::fs;
#[cfg(any(feature = "parquet", feature = "sqlite"))]
use std::io::{self, BufRead, Read, Seek};
use std::sync::Arc;
#[cfg(any(feature = "parquet", feature = "sqlite"))]
use std::sync::mpsc::{self, RecvTimeoutError};
#[cfg(any(feature = "parquet", feature = "sqlite"))]
use std::time::Duration;

use dateline::read::row::{Fault, Row};
use dateline::read::{ReadError, csv};

use super::{Format, Opened, Reading, Step, Unit};
use crate::cli::reporter::Skip;

/// Packed tables that cannot be read from front to back are put in a temporary file of at most so many bytes.
#[cfg(any(feature = "parquet", feature = "sqlite"))]
const SPOOLED: u64 = 16 << 30;

/// No row of any table takes longer.
#[cfg(any(feature = "parquet", feature = "sqlite"))]
const PATIENCE: Duration = Duration::from_secs(20);

/// What the units of a table have in common.
struct About {
    shown: Arc<str>,
    name: String,
    reading: Arc<Reading>,
}

impl About {
    fn of(file: &Opened) -> About {
        About {
            shown: Arc::clone(&file.shown),
            name: file.file.name.clone(),
            reading: Arc::clone(&file.reading),
        }
    }

    fn steps(&self, row: Result<Row, Fault>) -> Vec<Step> {
        let place = |line: usize| format!("{}:{line}", self.shown);
        match row {
            Ok(Row { number, object, problems }) => {
                let limit = self.reading.max_document;
                if object.len() as u64 > limit.0 {
                    let message = format!("{}: the row is larger than {limit}; skipped", place(number));
                    return vec![Step::Skip(Skip::TooLarge, 1, message)];
                }
                let said =
                    problems.into_iter().map(|p| Step::Say(format!("{}: {}", place(p.line), p.message)));
                let unit = Step::Unit(Unit {
                    shown: Arc::clone(&self.shown),
                    name: Arc::from(format!("{}-{number}", self.name)),
                    format: Format::JsonLines,
                    line: number,
                    bytes: object.into_bytes(),
                    reading: Arc::clone(&self.reading),
                    visit: None,
                });
                said.chain([unit]).collect()
            }
            Err(Fault::Row(problem)) => {
                let message = format!("{}: {}", place(problem.line), problem.message);
                vec![Step::Skip(Skip::Malformed, 1, message)]
            }
            Err(Fault::Rest(problem)) => {
                let message = format!("{}: {}", place(problem.line), problem.message);
                vec![Step::Skip(Skip::Unreadable, 1, message)]
            }
        }
    }

    /// Steps that tell why a table cannot be read.
    fn fault(&self, message: &str) -> Box<dyn Iterator<Item = Step>> {
        let message = format!("{}: {message}; skipped", self.shown);
        Box::new([Step::Skip(Skip::Malformed, 1, message)].into_iter())
    }
}

pub(super) fn csv(file: Opened) -> Box<dyn Iterator<Item = Step>> {
    let about = About::of(&file);
    let delimiter = (file.format == Format::Tsv).then_some(b'\t');
    let mapping = file.reading.map.clone().unwrap_or_default();
    match csv::Rows::open(file.reader, delimiter, file.reading.max_document.0, &mapping) {
        Ok(rows) => Box::new(rows.flat_map(move |row| about.steps(row))),
        Err(error) => about.fault(&error.to_string()),
    }
}

#[cfg(feature = "parquet")]
pub(super) fn parquet(mut file: Opened) -> Box<dyn Iterator<Item = Step>> {
    use dateline::read::parquet;

    let about = About::of(&file);
    let mapping = file.reading.map.clone().unwrap_or_default();
    let opened = match (&file.file.path, file.packing) {
        (Some(path), None) => fs::File::open(path),
        _ => spooled(&mut *file.reader).map(tempfile::NamedTempFile::into_file),
    };
    match opened {
        Ok(file) => patient(about, move |take| {
            let mut rows = parquet::Rows::open(file, &mapping)?;
            while rows.next().is_some_and(&mut *take) {}
            Ok(())
        }),
        Err(error) => about.fault(&error.to_string()),
    }
}

#[cfg(feature = "sqlite")]
pub(super) fn sqlite(mut file: Opened) -> Box<dyn Iterator<Item = Step>> {
    use dateline::read::sqlite;
    use rusqlite::{Connection, OpenFlags};

    let about = About::of(&file);
    let mapping = file.reading.map.clone().unwrap_or_default();
    let table = file.reading.table.clone();
    let (path, held) = match (file.file.path.take(), file.packing) {
        (Some(path), None) => (path, None),
        _ => match spooled(&mut *file.reader) {
            Ok(held) => (held.path().to_owned(), Some(held)),
            Err(error) => return about.fault(&error.to_string()),
        },
    };
    patient(about, move |take| {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)
            .map_err(|error| ReadError::Damaged(error.to_string()))?;
        let read = sqlite::rows(&connection, table.as_deref(), &mapping, take);
        drop(held);
        read
    })
}

/// The rows that somebody hands over in a thread of its own, until that takes too long: a damaged Parquet file can keep the
/// library busy for hours, and the view of a database may have no end.
#[cfg(any(feature = "parquet", feature = "sqlite"))]
fn patient(
    about: About,
    read: impl FnOnce(&mut dyn FnMut(Result<Row, Fault>) -> bool) -> Result<(), ReadError> + Send + 'static,
) -> Box<dyn Iterator<Item = Step>> {
    let (sender, receiver) = mpsc::sync_channel(8);
    std::thread::spawn(move || {
        if let Err(error) = read(&mut |row| sender.send(Ok(row)).is_ok()) {
            // nobody waits for it any more
            drop(sender.send(Err(error.to_string())));
        }
    });
    let mut waits = true;
    let rows = std::iter::from_fn(move || {
        if !waits {
            return None;
        }
        match receiver.recv_timeout(PATIENCE) {
            Ok(row) => Some(row),
            Err(RecvTimeoutError::Disconnected) => None,
            Err(RecvTimeoutError::Timeout) => {
                waits = false;
                Some(Err(format!("no row came for {} s; the rest was not read", PATIENCE.as_secs())))
            }
        }
    });
    Box::new(rows.flat_map(move |row| match row {
        Ok(row) => about.steps(row),
        Err(message) => about.fault(&message).collect(),
    }))
}

/// All of a reader in a temporary file.
#[cfg(any(feature = "parquet", feature = "sqlite"))]
fn spooled(reader: &mut dyn BufRead) -> io::Result<tempfile::NamedTempFile> {
    let mut file = tempfile::NamedTempFile::new()?;
    let length = io::copy(&mut reader.take(SPOOLED + 1), &mut file)?;
    if length > SPOOLED {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "unpacked it is larger than 16 GiB"));
    }
    file.rewind()?;
    Ok(file)
}
