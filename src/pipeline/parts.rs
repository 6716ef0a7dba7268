//! A run in parts: consecutive files of the input to an output each, listed in a manifest.
//!
//! A part appears whole or not at all, and its line in the manifest follows it: after a kill another run makes only the
//! parts that are not listed. Parts are cut by the sizes of the files alone, so every machine cuts them alike: of `n`
//! shards the `i`th makes the parts `i`, `i + n`, `i + 2n` …, and reads only their files.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::fingerprint::Fingerprint;
use super::{Input, Listener, Outputs, Pipeline, PipelineError, Progress, Summary, Target};
use crate::read::Fault;
use crate::write::Format;

/// The names of manifests begin and end so; that of a shard tells it between.
const MANIFEST: [&str; 2] = ["manifest", ".jsonl"];

/// Where a run in parts writes.
#[derive(Clone, Debug)]
pub struct Parts {
    /// The folder of the parts and the manifest.
    pub folder: PathBuf,
    /// The format of each part.
    pub format: Format,
    /// A part takes files up to this many bytes together, packed as they are, and at least one.
    pub bytes: u64,
}

/// A line of the manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Part {
    /// The file of the part, in the folder of the manifest.
    pub part: String,
    /// Its number, from 1.
    pub number: usize,
    /// How many parts there are.
    pub of: usize,
    /// The files that it was made of.
    pub input: Vec<String>,
    /// Their bytes, packed as they are.
    pub input_bytes: u64,
    /// The bytes of the part.
    pub bytes: u64,
    /// Their hash (FNV-1a, 64 bits, in hexadecimal).
    pub digest: String,
    /// The hash of the texts of the rules.
    pub rules: String,
    /// The input, rules and options of the run, and the version of the program: the same for all its parts.
    pub run: String,
    /// What was found.
    #[serde(flatten)]
    pub summary: Summary,
}

impl Pipeline {
    /// Finds the events of the articles of files and writes a part for some of them each. With
    /// [`resume`](Pipeline::resume) the parts that are there already are not made again.
    ///
    /// # Errors
    /// If an output cannot be written, the folder has parts and the run does not resume, or they are of another run.
    pub fn run_in_parts(
        &self,
        inputs: Vec<Input>,
        parts: &Parts,
        listener: &mut dyn Listener,
    ) -> Result<Summary, PipelineError> {
        let Parts { folder, format, bytes } = parts;
        if format.needs().place {
            return Err(PipelineError::NeedsPlace(*format));
        }
        let run = self.fingerprint(&inputs);
        let rules = self.rules_fingerprint();
        fs::create_dir_all(folder).map_err(PipelineError::file("write", folder))?;
        let (mut manifest, done) = Manifest::open(folder, self)?;
        if let Some(other) = done.iter().find(|part| part.run != run) {
            return Err(PipelineError::OtherRun(folder.join(&other.part)));
        }
        let mut summary = Summary::default();
        done.iter().for_each(|part| summary.add(&part.summary));
        let done: BTreeSet<usize> = done.iter().map(|part| part.number).collect();
        if self.resume {
            listener.resumed(&summary);
        }
        let groups = groups(inputs, *bytes);
        let of = groups.len();
        let pipeline = Pipeline { shard: None, resume: false, ..self.clone() };
        let mut before = Progress::default();
        for (index, inputs) in groups.into_iter().enumerate() {
            let is_wanted = self.shard.is_none_or(|shard| shard.has(index));
            if !is_wanted || done.contains(&(index + 1)) {
                continue;
            }
            let ending = format.endings().first().copied().unwrap_or("txt");
            let name = format!("part-{:0width$}.{ending}", index + 1, width = of.to_string().len().max(5));
            let path = folder.join(&name);
            let input = inputs.iter().map(|input| input.shown.clone()).collect();
            let input_bytes = inputs.iter().filter_map(Input::size).sum();
            let outputs = Outputs { events: vec![Target::file_as(&path, *format)], ..Outputs::default() };
            let mut within = Within { listener: &mut *listener, before, here: Progress::default() };
            let found = pipeline.run(inputs, outputs, &mut within)?;
            before = within.total();
            let (bytes, digest) = digest(&path).map_err(PipelineError::file("read", &path))?;
            summary.add(&found);
            manifest.write(&Part {
                part: name,
                number: index + 1,
                of,
                input,
                input_bytes,
                bytes,
                digest,
                rules: rules.clone(),
                run: run.clone(),
                summary: found,
            })?;
        }
        listener.finished();
        Ok(summary)
    }
}

/// Consecutive files that together have at most so many bytes, or one that has more.
fn groups(inputs: Vec<Input>, bytes: u64) -> Vec<Vec<Input>> {
    let mut groups: Vec<Vec<Input>> = Vec::new();
    let mut room = 0;
    for input in inputs {
        let size = input.size().unwrap_or(u64::MAX);
        match groups.last_mut() {
            Some(group) if size <= room => group.push(input),
            _ => {
                room = bytes;
                groups.push(vec![input]);
            }
        }
        room = room.saturating_sub(size);
    }
    groups
}

/// The size of a file and the hash of its bytes.
fn digest(path: &Path) -> io::Result<(u64, String)> {
    let mut reader = BufReader::new(File::open(path)?);
    let (mut hash, mut size) = (Fingerprint::default(), 0);
    loop {
        let bytes = reader.fill_buf()?;
        if bytes.is_empty() {
            return Ok((size, format!("{:016x}", hash.finish())));
        }
        let read = bytes.len();
        hash.bytes(bytes);
        size += read as u64;
        reader.consume(read);
    }
}

/// The manifest of a run, or of a shard of it, while its parts are made.
struct Manifest {
    path: PathBuf,
    file: File,
}

impl Manifest {
    /// Opens it, and returns the parts that it lists and that are there.
    fn open(folder: &Path, pipeline: &Pipeline) -> Result<(Manifest, Vec<Part>), PipelineError> {
        let [start, ending] = MANIFEST;
        let shard = pipeline.shard.map(|shard| format!("-{}", shard.to_string().replace('/', "-of-")));
        let path = folder.join(format!("{start}{}{ending}", shard.unwrap_or_default()));
        let cannot = |error| PipelineError::file("write", &path)(error);
        let mut options = OpenOptions::new();
        let mut file = options.read(true).append(true).create(true).open(&path).map_err(cannot)?;
        if file.try_lock().is_err() {
            return Err(PipelineError::Busy(path));
        }
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(cannot)?;
        file.set_len(whole_lines(&text).len() as u64).map_err(cannot)?;
        let parts = parsed(&path, &text)?;
        if !pipeline.resume && !parts.is_empty() {
            return Err(PipelineError::NotEmpty(folder.to_owned()));
        }
        let is_there =
            |part: &Part| fs::metadata(folder.join(&part.part)).is_ok_and(|about| about.len() == part.bytes);
        Ok((Manifest { path, file }, parts.into_iter().filter(is_there).collect()))
    }

    fn write(&mut self, part: &Part) -> Result<(), PipelineError> {
        // strings and numbers always make JSON
        let line = serde_json::to_string(part).unwrap_or_default() + "\n";
        let written = self.file.write_all(line.as_bytes()).and_then(|()| self.file.sync_data());
        written.map_err(PipelineError::file("write", &self.path))
    }
}

/// The text without its last line, if a kill has cut that: its part is then made again.
fn whole_lines(text: &str) -> &str {
    text.rfind('\n').and_then(|end| text.get(..=end)).unwrap_or_default()
}

fn parsed(path: &Path, text: &str) -> Result<Vec<Part>, PipelineError> {
    let lines = whole_lines(text).lines().map(|line| {
        serde_json::from_str(line).map_err(|error| {
            PipelineError::Shards(format!("`{}` is no manifest of parts: {error}", path.display()))
        })
    });
    lines.collect()
}

/// The files of the parts in a folder, in the order of the input.
///
/// # Errors
/// If a manifest cannot be read, parts are of several runs, or one is missing or not as the manifest says.
pub fn parts_of(folder: &Path) -> Result<Vec<PathBuf>, PipelineError> {
    let cannot = |error| PipelineError::file("read", folder)(error);
    let wrong = |message: String| PipelineError::Shards(message);
    let shown = folder.display();
    let [start, ending] = MANIFEST;
    let mut parts: Vec<Part> = Vec::new();
    for entry in fs::read_dir(folder).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with(start) && name.ends_with(ending) {
            let text = fs::read_to_string(&path).map_err(PipelineError::file("read", &path))?;
            parts.extend(parsed(&path, &text)?);
        }
    }
    // of a part that was lost and made again the last line holds
    parts.sort_by_key(|part| part.number);
    parts.dedup_by(|later, earlier| {
        let same = later.number == earlier.number;
        if same {
            std::mem::swap(later, earlier);
        }
        same
    });
    let Some(first) = parts.first().cloned() else {
        return Err(wrong(format!("`{shown}` has no manifest of parts")));
    };
    if parts.iter().any(|part| part.run != first.run) {
        return Err(wrong(format!(
            "`{shown}` has parts of several runs: input, rules, options or version differ"
        )));
    }
    let numbers: BTreeSet<usize> = parts.iter().map(|part| part.number).collect();
    if let Some(missing) = (1..=first.of).find(|number| !numbers.contains(number)) {
        return Err(wrong(format!("part {missing} of {} is missing in `{shown}`", first.of)));
    }
    for part in &parts {
        let path = folder.join(&part.part);
        let (_, found) = digest(&path).map_err(PipelineError::file("read", &path))?;
        if found != part.digest {
            return Err(wrong(format!("`{}` is not what its run wrote", path.display())));
        }
    }
    Ok(parts.iter().map(|part| folder.join(&part.part)).collect())
}

/// A listener to a part: to it, progress is that of the whole.
struct Within<'a> {
    listener: &'a mut dyn Listener,
    before: Progress,
    here: Progress,
}

impl Within<'_> {
    fn total(&self) -> Progress {
        Progress {
            bytes: self.before.bytes + self.here.bytes,
            documents: self.before.documents + self.here.documents,
        }
    }
}

impl Listener for Within<'_> {
    fn note(&mut self, message: &str) {
        self.listener.note(message);
    }

    fn fault(&mut self, fault: &Fault) {
        self.listener.fault(fault);
    }

    fn progress(&mut self, progress: Progress) {
        self.here = progress;
        self.listener.progress(self.total());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_grouped_by_their_sizes_in_their_order() {
        let folder = tempfile::tempdir().unwrap();
        let inputs = [3, 4, 2, 9, 1, 1].iter().enumerate().map(|(number, size)| {
            let path = folder.path().join(number.to_string());
            fs::write(&path, vec![b' '; *size]).unwrap();
            Input::file(&path)
        });
        let groups = groups(inputs.collect(), 7);
        let names: Vec<Vec<&str>> =
            groups.iter().map(|group| group.iter().map(|input| input.name.as_str()).collect()).collect();
        assert_eq!(names, [vec!["0", "1"], vec!["2"], vec!["3"], vec!["4", "5"]]);
    }
}
