//! The progress of a run, beside its first output: after a kill another run continues from there.
//!
//! The first line identifies the run; each further one, after a chunk of the input, records the progress until then. It
//! is written once the outputs are safe, so they may be longer than it says, and are cut there.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::output::beside;
use super::{PipelineError, Summary};

/// The progress.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct State {
    /// How many units of the input were processed.
    pub(super) units: usize,
    #[serde(flatten)]
    pub(super) summary: Summary,
    /// Where each output continues.
    pub(super) marks: Vec<u64>,
    /// How many events each unit gave since the line before, if the run is a shard.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) lines: Vec<u32>,
    /// Whether the input is finished: outputs only have to be put in their places.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) finished: bool,
}

/// The file.
pub(super) struct Journal {
    path: PathBuf,
    file: File,
}

impl Journal {
    /// Opens the journal beside an output and returns its progress; none if it is new.
    ///
    /// # Errors
    /// If it belongs to another run, or another run is writing it.
    pub(super) fn open(output: &Path, run: &str) -> Result<(Journal, Option<State>), PipelineError> {
        let path = beside(output, ".journal");
        let cannot = |error| PipelineError::file("write", &path)(error);
        let mut options = OpenOptions::new();
        let mut file =
            options.read(true).write(true).create(true).truncate(false).open(&path).map_err(cannot)?;
        if file.try_lock().is_err() {
            return Err(PipelineError::Busy(path));
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(cannot)?;
        let mut good = 0;
        let (mut head, mut state) = (None, None::<State>);
        for line in bytes.split_inclusive(|&byte| byte == b'\n').filter(|line| line.ends_with(b"\n")) {
            if head.is_none() {
                let Ok(found) = serde_json::from_slice::<String>(line) else { break };
                head = Some(found);
            } else {
                let Ok(mut next) = serde_json::from_slice::<State>(line) else { break };
                let mut lines = state.map(|before| before.lines).unwrap_or_default();
                lines.append(&mut next.lines);
                state = Some(State { lines, ..next });
            }
            good += line.len() as u64;
        }
        if head.as_deref().is_some_and(|head| head != run) {
            return Err(PipelineError::OtherRun(path));
        }
        file.set_len(good).map_err(cannot)?;
        file.seek(SeekFrom::End(0)).map_err(cannot)?;
        let mut journal = Journal { path, file };
        if head.is_none() {
            journal.write(&run)?;
        }
        Ok((journal, state))
    }

    /// Writes a line with the progress; its `lines` are those since the last time.
    pub(super) fn write(&mut self, what: &impl Serialize) -> Result<(), PipelineError> {
        // strings and numbers always make JSON
        let line = serde_json::to_string(what).unwrap_or_default() + "\n";
        let written = self.file.write_all(line.as_bytes()).and_then(|()| self.file.sync_data());
        written.map_err(PipelineError::file("write", &self.path))
    }

    /// Everything is in its place.
    pub(super) fn remove(self) -> Result<(), PipelineError> {
        std::fs::remove_file(&self.path).map_err(PipelineError::file("delete", &self.path))
    }
}
