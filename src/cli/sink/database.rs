//! An SQLite database: new and whole, or one that is there and grows.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use dateline::write::{Extraction, sqlite};
use rusqlite::Connection;
use tempfile::TempPath;

use super::{Sink, Start};
use crate::cli::output;

/// A database. One that is there is changed at once at the end, or at marks where a run can be gone on with; what is
/// written twice is there once.
pub(crate) struct Database {
    database: sqlite::Database,
    /// Of a new one: where it is until it is whole.
    temporary: Option<TempPath>,
    path: PathBuf,
}

impl Database {
    pub(crate) fn open(path: &Path, start: Start) -> anyhow::Result<Database> {
        let cannot = || format!("cannot write `{}`", path.display());
        let is_there = fs::metadata(path).is_ok_and(|about| about.len() > 0);
        let temporary = match start {
            Start::Whole if !is_there => Some(output::temporary(path).with_context(cannot)?.into_temp_path()),
            _ => None,
        };
        let connection = Connection::open(temporary.as_deref().unwrap_or(path)).with_context(cannot)?;
        if temporary.is_some() {
            // a kill leaves nothing to go on with
            let script = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;";
            connection.execute_batch(script).with_context(cannot)?;
        }
        let database = sqlite::Database::open(connection).with_context(cannot)?;
        Ok(Database { database, temporary, path: path.to_owned() })
    }
}

impl Sink for Database {
    fn document(&mut self, extraction: &Extraction) -> anyhow::Result<()> {
        let written = self.database.document(extraction);
        written.with_context(|| format!("cannot write `{}`", self.path.display()))
    }

    fn needs_entities(&self) -> bool {
        true
    }

    fn mark(&mut self) -> anyhow::Result<u64> {
        self.database.commit().with_context(|| format!("cannot write `{}`", self.path.display()))?;
        Ok(0)
    }

    fn finish(self: Box<Self>) -> anyhow::Result<()> {
        let cannot = || format!("cannot write `{}`", self.path.display());
        self.database.close().with_context(cannot)?;
        if let Some(temporary) = self.temporary {
            temporary.persist(&self.path).with_context(cannot)?;
        }
        Ok(())
    }
}
