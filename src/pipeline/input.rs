//! The input: files, streams and bytes, one after the other.

use std::ffi::OsStr;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Cursor, Read};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::{Shard, table};
use crate::read::format::Opening;
use crate::read::unit::{Opened, Unit, Units};
use crate::read::unpack::{self, Packing};
use crate::read::{Fault, Reading, Skip};

/// A file, or something that is read as one, and its name.
#[derive(Clone)]
pub struct Input {
    /// Its name in messages, with `/` between folders.
    pub shown: String,
    /// Identifies its articles if they have no ids: the path from the named folder, without the extension, packed or
    /// not.
    pub name: String,
    /// Its extension in lower case, without the dot, unpacked (`txt` for `a.txt.gz`); empty if it has none.
    pub extension: String,
    origin: Origin,
}

/// Where the bytes are.
#[derive(Clone)]
enum Origin {
    File(PathBuf),
    Stream(Arc<dyn Fn() -> io::Result<Box<dyn Read + Send>> + Send + Sync>),
}

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Input").field("shown", &self.shown).field("name", &self.name).finish_non_exhaustive()
    }
}

impl Input {
    /// A file.
    pub fn file(path: &Path) -> Input {
        Input::named(path, None)
    }

    /// A file in a folder; its name is relative to that folder.
    pub fn in_folder(path: &Path, folder: &Path) -> Input {
        Input::named(path, Some(folder))
    }

    fn named(path: &Path, folder: Option<&Path>) -> Input {
        let extension =
            |path: &Path| path.extension().and_then(OsStr::to_str).unwrap_or_default().to_ascii_lowercase();
        let is_packed = Packing::of_extension(&extension(path)).is_some();
        let bare = if is_packed { path.with_extension("") } else { path.to_owned() };
        let inner = match folder.map(|folder| bare.strip_prefix(folder)) {
            Some(Ok(inner)) => inner.with_extension(""),
            _ => PathBuf::from(bare.file_stem().unwrap_or_default()),
        };
        let extension = match extension(&bare) {
            inner if inner.is_empty() => extension(path),
            inner => inner,
        };
        let origin = Origin::File(path.to_owned());
        Input { shown: shown(path), name: with_slashes(&inner), extension, origin }
    }

    /// A stream; the format is detected from its content.
    pub fn stream(
        name: &str,
        open: impl Fn() -> io::Result<Box<dyn Read + Send>> + Send + Sync + 'static,
    ) -> Input {
        let name = name.to_owned();
        Input { shown: name.clone(), name, extension: String::new(), origin: Origin::Stream(Arc::new(open)) }
    }

    /// Bytes; the format is detected from their content.
    pub fn bytes(name: &str, bytes: impl Into<Arc<[u8]>>) -> Input {
        let bytes = bytes.into();
        Input::stream(name, move || Ok(Box::new(Cursor::new(Arc::clone(&bytes)))))
    }

    /// Its path; none if it is no file.
    pub fn path(&self) -> Option<&Path> {
        match &self.origin {
            Origin::File(path) => Some(path),
            Origin::Stream(_) => None,
        }
    }

    /// Its size in bytes, still packed; none if it is no file.
    pub fn size(&self) -> Option<u64> {
        let about = fs::metadata(self.path()?).ok()?;
        about.is_file().then_some(about.len())
    }

    fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        match &self.origin {
            Origin::File(path) => Ok(Box::new(File::open(path)?)),
            Origin::Stream(open) => open(),
        }
    }

    /// Its whole content, unpacked.
    ///
    /// # Errors
    /// If the system cannot read it, or the packing is damaged.
    pub fn read(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        unpack::unpack(self.open()?)?.reader.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// The name of a file in messages, without a leading `.`.
pub fn shown(path: &Path) -> String {
    with_slashes(path.strip_prefix(".").unwrap_or(path))
}

/// A path as it is shown, the same on every system.
pub fn with_slashes(path: &Path) -> String {
    let text = path.to_string_lossy();
    if MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace(MAIN_SEPARATOR, "/") }
}

/// The units of some inputs and their faults, in order. One input is open at a time.
pub struct Inputs {
    inputs: std::vec::IntoIter<Input>,
    reading: Arc<Reading>,
    open: Option<Units>,
    /// The size in bytes of the inputs before the open one.
    before: u64,
    /// The size of the open one.
    size: Option<u64>,
    /// How many bytes of the open one have been read.
    read: Arc<AtomicU64>,
    /// Which units are wanted; all if there is none.
    shard: Option<Shard>,
    /// How many units have come so far.
    units: usize,
}

impl Inputs {
    /// The units of these inputs.
    pub fn new(inputs: Vec<Input>, reading: &Reading) -> Inputs {
        Inputs {
            inputs: inputs.into_iter(),
            reading: Arc::new(reading.clone()),
            open: None,
            before: 0,
            size: None,
            read: Arc::default(),
            shard: None,
            units: 0,
        }
    }

    /// Only the units of a shard, each with the faults before it.
    pub fn shard(self, shard: Option<Shard>) -> Inputs {
        Inputs { shard, ..self }
    }

    /// Skips this many units, which another run worked on, and the faults reported before the last of them.
    pub(super) fn after(mut self, units: usize) -> Inputs {
        self.by_ref().filter(Result::is_ok).take(units).for_each(drop);
        self
    }

    /// How many bytes of files have been read so far, still packed.
    pub fn position(&self) -> u64 {
        let read = self.read.load(Ordering::Relaxed);
        self.before + self.size.map_or(0, |size| read.min(size))
    }

    fn start(&mut self, input: &Input) -> io::Result<Units> {
        self.size = input.size();
        self.read = Arc::default();
        let raw = Box::new(Counted { inner: input.open()?, read: Arc::clone(&self.read) });
        let opened = Opened::new(raw, &input.shown, &input.name, &input.extension, &self.reading)?;
        Ok(match opened.opening() {
            Opening::Stream(stream) => opened.units(stream),
            Opening::Table(table) => table::units(table, opened, input.path()),
        })
    }

    /// The next item, of any shard.
    fn unit(&mut self) -> Option<Result<Unit, Fault>> {
        loop {
            if let Some(open) = &mut self.open {
                match open.next() {
                    Some(unit) => return Some(unit),
                    None => self.end(),
                }
            }
            let input = self.inputs.next()?;
            match self.start(&input) {
                Ok(units) => self.open = Some(units),
                Err(error) => {
                    self.end();
                    let message = format!("{}: {error}; skipped", input.shown);
                    return Some(Err(Fault::new(Skip::Unreadable, 1, message)));
                }
            }
        }
    }

    fn end(&mut self) {
        self.open = None;
        self.before += self.size.take().unwrap_or_default();
    }
}

impl Iterator for Inputs {
    type Item = Result<Unit, Fault>;

    fn next(&mut self) -> Option<Result<Unit, Fault>> {
        loop {
            let is_wanted = self.shard.is_none_or(|shard| shard.has(self.units));
            let unit = self.unit()?;
            self.units += usize::from(unit.is_ok());
            if is_wanted {
                return Some(unit);
            }
        }
    }
}

/// A reader that counts the bytes read.
struct Counted {
    inner: Box<dyn Read + Send>,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.read.fetch_add(length as u64, Ordering::Relaxed);
        Ok(length)
    }
}
