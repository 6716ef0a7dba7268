//! An SQLite database: a new one that appears whole, or an existing one that grows.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tempfile::TempPath;

use super::{Sink, Start};
use crate::pipeline::{PipelineError, output};
use crate::write::{Error, Extraction, sqlite};

/// A database. An existing one is changed all at once at the end, or at marks if the run is resumable; records
/// that are written twice are stored once.
pub(super) struct Database {
    database: sqlite::Database,
    /// The temporary path of a new one.
    temporary: Option<TempPath>,
    path: PathBuf,
}

impl Database {
    pub(super) fn open(path: &Path, start: Start) -> Result<Database, PipelineError> {
        let cannot = |error: rusqlite::Error| PipelineError::format(Some(path))(Error::new(error));
        let is_there = fs::metadata(path).is_ok_and(|about| about.len() > 0);
        let temporary = match start {
            Start::Whole if !is_there => {
                let file = output::temporary(path).map_err(PipelineError::file("write", path))?;
                Some(file.into_temp_path())
            }
            _ => None,
        };
        let connection = Connection::open(temporary.as_deref().unwrap_or(path)).map_err(cannot)?;
        if temporary.is_some() {
            // a kill leaves nothing to continue
            let script = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;";
            connection.execute_batch(script).map_err(cannot)?;
        }
        let database = sqlite::Database::open(connection).map_err(PipelineError::format(Some(path)))?;
        Ok(Database { database, temporary, path: path.to_owned() })
    }
}

impl Sink for Database {
    fn document(&mut self, extraction: &Extraction) -> Result<(), PipelineError> {
        self.database.document(extraction).map_err(PipelineError::format(Some(&self.path)))
    }

    fn needs_entities(&self) -> bool {
        true
    }

    fn mark(&mut self) -> Result<u64, PipelineError> {
        self.database.commit().map_err(PipelineError::format(Some(&self.path)))?;
        Ok(0)
    }

    fn finish(self: Box<Self>) -> Result<(), PipelineError> {
        let Database { database, temporary, path } = *self;
        database.close().map_err(PipelineError::format(Some(&path)))?;
        match temporary {
            None => Ok(()),
            Some(temporary) => {
                temporary.persist(&path).map_err(|error| PipelineError::file("write", &path)(error.error))
            }
        }
    }
}
