//! A part of the input for each of several machines, and how their outputs are joined again.
//!
//! Of `n` shards the `i`th takes the units `i`, `i + n`, `i + 2n` … of the input. An index beside a file of events
//! counts its lines by unit, so [`merged`] can put the lines of all shards in the order of a run over the whole.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::PipelineError;
use super::output::{Output, beside};

/// Which part of the input: `2/3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shard {
    /// From 1.
    number: usize,
    of: usize,
}

impl FromStr for Shard {
    type Err = PipelineError;

    fn from_str(text: &str) -> Result<Shard, PipelineError> {
        let numbers =
            text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        match numbers {
            Some((number, of)) if 1 <= number && number <= of => Ok(Shard { number, of }),
            _ => Err(PipelineError::NoShard),
        }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl Shard {
    /// Whether it has the unit of this number, from 0.
    pub(super) fn has(self, unit: usize) -> bool {
        unit % self.of == self.number - 1
    }
}

/// The index beside a file of events.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Index {
    pub(super) shard: Shard,
    /// The input and rules of the run: the same for all its shards.
    pub(super) run: String,
    /// How many lines each unit gave.
    pub(super) lines: Vec<u32>,
}

impl Index {
    /// Writes it.
    pub(super) fn write(&self, events: &Path) -> Result<(), PipelineError> {
        let mut output = Output::file(&beside(events, ".shard"))?;
        // strings and numbers always make JSON
        output.write(serde_json::to_string(self).unwrap_or_default() + "\n")?;
        output.finish()
    }

    fn read(events: &Path) -> Result<Option<Index>, PipelineError> {
        let path = beside(events, ".shard");
        let text = match fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(PipelineError::file("read", &path)(error)),
        };
        let index = serde_json::from_slice(&text).map(Some);
        index.map_err(|error| wrong(format!("`{}` is no index of a shard: {error}", path.display())))
    }
}

fn wrong(message: impl Into<String>) -> PipelineError {
    PipelineError::Shards(message.into())
}

/// Passes on the lines of files of events: in the order of one run over the whole, if they are its shards; otherwise
/// file after file. Blank lines are left out.
///
/// # Errors
/// If a file cannot be read, a shard is missing, duplicate or of another run, or does not match its index, or a line is
/// not taken.
pub fn merged<E: From<PipelineError>>(
    files: &[PathBuf],
    mut take: impl FnMut(&Path, &str) -> Result<(), E>,
) -> Result<(), E> {
    let mut shards = Vec::new();
    for path in files {
        shards.push((path.as_path(), Lines::open(path)?, Index::read(path)?));
    }
    if shards.iter().all(|(.., index)| index.is_none()) {
        for (path, mut lines, _) in shards {
            while let Some(line) = lines.next()? {
                take(path, &line)?;
            }
        }
        return Ok(());
    }
    if let Some((path, ..)) = shards.iter().find(|(.., index)| index.is_none()) {
        let message = format!("`{}` has no index beside it, as the other shards have", path.display());
        return Err(wrong(message).into());
    }
    let mut shards: Vec<(&Path, Lines, Index)> =
        shards.into_iter().filter_map(|(path, lines, index)| Some((path, lines, index?))).collect();
    shards.sort_by_key(|(.., index)| index.shard.number);
    complete(&shards)?;
    let most = shards.iter().map(|(.., index)| index.lines.len()).max().unwrap_or_default();
    for unit in 0..most {
        for (path, lines, index) in &mut shards {
            for _ in 0..index.lines.get(unit).copied().unwrap_or_default() {
                let fewer = || wrong(format!("`{}` has fewer lines than its index says", path.display()));
                take(path, &lines.next()?.ok_or_else(fewer)?)?;
            }
        }
    }
    for (path, mut lines, _) in shards {
        if lines.next()?.is_some() {
            return Err(wrong(format!("`{}` has more lines than its index says", path.display())).into());
        }
    }
    Ok(())
}

fn complete(shards: &[(&Path, Lines, Index)]) -> Result<(), PipelineError> {
    let Some((first, _, one)) = shards.first() else { return Ok(()) };
    for (path, _, index) in shards {
        if index.run != one.run || index.shard.of != one.shard.of {
            return Err(wrong(format!(
                "`{}` and `{}` are no shards of the same run: input, rules, options or version differ",
                first.display(),
                path.display()
            )));
        }
    }
    for number in 1..=one.shard.of {
        match shards.iter().filter(|(.., index)| index.shard.number == number).count() {
            1 => {}
            0 => return Err(wrong(format!("shard {number}/{} is missing", one.shard.of))),
            _ => return Err(wrong(format!("shard {number}/{} is there twice", one.shard.of))),
        }
    }
    Ok(())
}

/// The lines of a file that are not blank.
struct Lines<'a> {
    reader: BufReader<File>,
    path: &'a Path,
}

impl Lines<'_> {
    fn open(path: &Path) -> Result<Lines<'_>, PipelineError> {
        let file = File::open(path).map_err(PipelineError::file("read", path))?;
        Ok(Lines { reader: BufReader::new(file), path })
    }

    fn next(&mut self) -> Result<Option<String>, PipelineError> {
        let mut line = String::new();
        loop {
            line.clear();
            if self.reader.read_line(&mut line).map_err(PipelineError::file("read", self.path))? == 0 {
                return Ok(None);
            }
            line.truncate(line.trim_end().len());
            if !line.is_empty() {
                return Ok(Some(line));
            }
        }
    }
}
