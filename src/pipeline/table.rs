//! Tables that need random access and thus a file: a row a unit.

use std::path::Path;

use crate::read::format::Table;
use crate::read::unit::{Opened, Units};

/// The rows of a table. A packed one, or one that is no file, is read from a temporary file.
#[cfg_attr(not(any(feature = "parquet", feature = "sqlite")), expect(unused_variables))]
pub(super) fn units(table: Table, opened: Opened, path: Option<&Path>) -> Units {
    match table {
        #[cfg(feature = "parquet")]
        Table::Parquet => rows::parquet(opened, path),
        #[cfg(feature = "sqlite")]
        Table::Sqlite => rows::sqlite(opened, path),
    }
}

#[cfg(any(feature = "parquet", feature = "sqlite"))]
mod rows {
    use std::io::{self, Read, Seek};
    use std::path::Path;
    use std::sync::mpsc::{self, RecvTimeoutError};
    use std::time::Duration;

    use tempfile::NamedTempFile;

    use crate::read::ReadError;
    use crate::read::row::{Fault, Row};
    use crate::read::unit::rows::{no_table, unit};
    use crate::read::unit::{Opened, Source, Units};

    /// The size limit, in bytes, of the temporary file of a table.
    const SPOOLED: u64 = 16 << 30;

    /// The time limit for a row of any table.
    const PATIENCE: Duration = Duration::from_secs(20);

    #[cfg(feature = "parquet")]
    pub(super) fn parquet(opened: Opened, path: Option<&Path>) -> Units {
        use crate::read::parquet::Rows;

        let Opened { source, mut reader, packing, .. } = opened;
        let file = match (path, packing) {
            (Some(path), None) => std::fs::File::open(path),
            _ => spooled(&mut reader).map(NamedTempFile::into_file),
        };
        let mapping = std::sync::Arc::clone(&source.reading);
        match file {
            Ok(file) => patient(source, move |take| {
                let mut rows = Rows::open(file, &mapping.mapping)?;
                while rows.next().is_some_and(&mut *take) {}
                Ok(())
            }),
            Err(error) => Box::new([Err(no_table(&source, &error.to_string()))].into_iter()),
        }
    }

    #[cfg(feature = "sqlite")]
    pub(super) fn sqlite(opened: Opened, path: Option<&Path>) -> Units {
        use rusqlite::{Connection, OpenFlags};

        use crate::read::sqlite;

        let Opened { source, mut reader, packing, .. } = opened;
        let (path, held) = match (path, packing) {
            (Some(path), None) => (path.to_owned(), None),
            _ => match spooled(&mut reader) {
                Ok(held) => (held.path().to_owned(), Some(held)),
                Err(error) => return Box::new([Err(no_table(&source, &error.to_string()))].into_iter()),
            },
        };
        let reading = std::sync::Arc::clone(&source.reading);
        patient(source, move |take| {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let connection = Connection::open_with_flags(path, flags)
                .map_err(|error| ReadError::Damaged(error.to_string()))?;
            let read = sqlite::rows(&connection, reading.table.as_deref(), &reading.mapping, take);
            drop(held);
            read
        })
    }

    /// The rows that a separate thread sends, until one takes too long: a damaged Parquet file can keep the library
    /// busy for hours, and the view of a database may have no end.
    fn patient(
        source: Source,
        read: impl FnOnce(&mut dyn FnMut(Result<Row, Fault>) -> bool) -> Result<(), ReadError> + Send + 'static,
    ) -> Units {
        let (sender, receiver) = mpsc::sync_channel(8);
        std::thread::spawn(move || {
            if let Err(error) = read(&mut |row| sender.send(Ok(row)).is_ok()) {
                // nobody is waiting any more
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
        Box::new(rows.map(move |row| match row {
            Ok(row) => unit(&source, row),
            Err(message) => Err(no_table(&source, &message)),
        }))
    }

    /// Copies all of a reader to a temporary file.
    fn spooled(reader: &mut dyn Read) -> io::Result<NamedTempFile> {
        let mut file = NamedTempFile::new()?;
        let length = io::copy(&mut reader.take(SPOOLED + 1), &mut file)?;
        if length > SPOOLED {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "unpacked it is larger than 16 GiB"));
        }
        file.rewind()?;
        Ok(file)
    }
}
