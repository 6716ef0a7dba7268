//! A part of the input for each of several machines, and how their outputs become one again.
//!
//! Of `n` shards the `i`th takes the units `i`, `i + n`, `i + 2n` … of the input. Beside a file of events stands how many
//! of its lines each unit gave, and so [`merged`] puts the lines of all shards in the order of a run over the whole.

use std::fmt;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use anyhow::{Context, bail, ensure};
use serde::{Deserialize, Serialize};

use super::files::beside;
use super::output::Output;
use super::reporter::Reporter;
use super::units::Unit;

/// Which part of the input: `2/3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Shard {
    /// From 1.
    number: usize,
    of: usize,
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Shard, String> {
        let numbers =
            text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        match numbers {
            Some((number, of)) if 1 <= number && number <= of => Ok(Shard { number, of }),
            _ => Err("write the number of the shard and how many there are: 1/3, 2/3 or 3/3".to_owned()),
        }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl Shard {
    /// The units of this shard. What cannot be read before a unit is told by the shard of the unit.
    pub(crate) fn of<'a>(
        self,
        mut units: impl Iterator<Item = Unit> + 'a,
        reporter: &'a Reporter,
    ) -> impl Iterator<Item = Unit> + 'a {
        let mut next = 0;
        std::iter::from_fn(move || {
            while next % self.of != self.number - 1 {
                reporter.muted(|| units.next())?;
                next += 1;
            }
            next += 1;
            units.next()
        })
    }
}

/// What stands beside a file of events.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Index {
    pub(crate) shard: Shard,
    /// What the run read and by which rules: the same for all shards of a whole.
    pub(crate) run: String,
    /// How many lines each unit gave.
    pub(crate) lines: Vec<u32>,
}

impl Index {
    /// Writes it.
    pub(crate) fn write(&self, events: &Path) -> anyhow::Result<()> {
        let mut output = Output::create(Some(&beside(events, ".shard")))?;
        output.write(&(serde_json::to_string(self)? + "\n"))?;
        output.finish()
    }

    fn read(events: &Path) -> anyhow::Result<Option<Index>> {
        let path = beside(events, ".shard");
        let text = match fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error).with_context(|| format!("cannot read `{}`", path.display())),
        };
        let index = serde_json::from_slice(&text);
        index.map(Some).with_context(|| format!("`{}` is no index of a shard", path.display()))
    }
}

/// Gives the lines of files of events in the order in which one run over the whole would have written them, where they
/// are its shards; otherwise file after file. Blank lines are left out.
///
/// # Errors
/// If a file cannot be read, a shard is missing or there twice, or is of another run, or is not as its index says.
pub(crate) fn merged(
    files: &[PathBuf],
    mut take: impl FnMut(&Path, &str) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut shards = Vec::new();
    for path in files {
        shards.push((path.as_path(), Lines::open(path)?, Index::read(path)?));
    }
    let indexed = shards.iter().filter(|(.., index)| index.is_some()).count();
    if indexed == 0 {
        for (path, mut lines, _) in shards {
            while let Some(line) = lines.next()? {
                take(path, &line)?;
            }
        }
        return Ok(());
    }
    if let Some((path, ..)) = shards.iter().find(|(.., index)| index.is_none()) {
        bail!("`{}` has no index beside it, as the other shards have", path.display());
    }
    let mut shards: Vec<(&Path, Lines, Index)> =
        shards.into_iter().filter_map(|(path, lines, index)| Some((path, lines, index?))).collect();
    shards.sort_by_key(|(.., index)| index.shard.number);
    complete(&shards)?;
    let most = shards.iter().map(|(.., index)| index.lines.len()).max().unwrap_or_default();
    for unit in 0..most {
        for (path, lines, index) in &mut shards {
            for _ in 0..index.lines.get(unit).copied().unwrap_or_default() {
                let line = lines.next()?;
                let line = line
                    .with_context(|| format!("`{}` has fewer lines than its index says", path.display()))?;
                take(path, &line)?;
            }
        }
    }
    for (path, mut lines, _) in shards {
        ensure!(lines.next()?.is_none(), "`{}` has more lines than its index says", path.display());
    }
    Ok(())
}

fn complete(shards: &[(&Path, Lines, Index)]) -> anyhow::Result<()> {
    let Some((first, _, one)) = shards.first() else { return Ok(()) };
    for (path, _, index) in shards {
        let same = index.run == one.run && index.shard.of == one.shard.of;
        ensure!(
            same,
            "`{}` and `{}` are no shards of the same run: input, rules, options or version differ",
            first.display(),
            path.display()
        );
    }
    for number in 1..=one.shard.of {
        match shards.iter().filter(|(.., index)| index.shard.number == number).count() {
            1 => {}
            0 => bail!("shard {number}/{} is missing", one.shard.of),
            _ => bail!("shard {number}/{} is there twice", one.shard.of),
        }
    }
    Ok(())
}

/// The lines of a file that are not blank.
struct Lines {
    reader: BufReader<File>,
    shown: String,
}

impl Lines {
    fn open(path: &Path) -> anyhow::Result<Lines> {
        let shown = path.display().to_string();
        let file = File::open(path).with_context(|| format!("cannot read `{shown}`"))?;
        Ok(Lines { reader: BufReader::new(file), shown })
    }

    fn next(&mut self) -> anyhow::Result<Option<String>> {
        let mut line = String::new();
        loop {
            line.clear();
            let read = self.reader.read_line(&mut line);
            if read.with_context(|| format!("cannot read `{}`", self.shown))? == 0 {
                return Ok(None);
            }
            line.truncate(line.trim_end().len());
            if !line.is_empty() {
                return Ok(Some(line));
            }
        }
    }
}
