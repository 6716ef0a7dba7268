//! What a run has done so far, beside its first output: another run goes on from there after a kill.
//!
//! The first line says what the run is of; each further one, after a chunk of the input, what was done until then. It is
//! written once the outputs are safe, so they may be longer than it says, and are cut where it says.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};

use super::files::beside;
use super::reporter::{Skipped, Tally};

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct State {
    /// How many units of the input were worked on.
    pub(crate) units: usize,
    #[serde(flatten)]
    pub(crate) tally: Tally,
    pub(crate) skipped: Skipped,
    /// Where each output goes on.
    pub(crate) marks: Vec<u64>,
    /// How many events each unit gave, since the line before; where the run is a shard.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) lines: Vec<u32>,
    /// Whether there is no more input: outputs only have to be put in their places.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) finished: bool,
}

/// The file.
pub(crate) struct Journal {
    path: PathBuf,
    file: File,
}

impl Journal {
    /// Opens the journal beside an output, and what it says; none where it is new.
    ///
    /// # Errors
    /// If it is of another run, or another run is writing it.
    pub(crate) fn open(output: &Path, run: &str) -> anyhow::Result<(Journal, Option<State>)> {
        let path = beside(output, ".journal");
        let shown = path.display();
        let cannot = || format!("cannot write `{shown}`");
        let mut options = OpenOptions::new();
        let mut file =
            options.read(true).write(true).create(true).truncate(false).open(&path).with_context(cannot)?;
        if file.try_lock().is_err() {
            bail!("another run is writing `{shown}`");
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).with_context(cannot)?;
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
            bail!(
                "`{shown}` is of another run: input, rules, options or version differ. Run as before, or \
                 delete it to start anew"
            );
        }
        file.set_len(good).with_context(cannot)?;
        file.seek(SeekFrom::End(0)).with_context(cannot)?;
        let mut journal = Journal { path: path.clone(), file };
        if head.is_none() {
            journal.write(&run)?;
        }
        Ok((journal, state))
    }

    /// Writes a line: what was done, its `lines` since the last time.
    pub(crate) fn write(&mut self, what: &impl Serialize) -> anyhow::Result<()> {
        let line = serde_json::to_string(what)? + "\n";
        let written = self.file.write_all(line.as_bytes()).and_then(|()| self.file.sync_data());
        written.with_context(|| format!("cannot write `{}`", self.path.display()))
    }

    /// Everything is in its place.
    pub(crate) fn remove(self) -> anyhow::Result<()> {
        std::fs::remove_file(&self.path).with_context(|| format!("cannot delete `{}`", self.path.display()))
    }
}
