//! What is read: files, streams and bytes, one after the other.

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

/// A file, or something that is read as one, and what it is called.
#[derive(Clone)]
pub struct Input {
    /// What messages call it, with `/` between folders.
    pub shown: String,
    /// What identifies its articles where they do not tell it: the path from the folder that was named, without the
    /// extension, be it packed or not.
    pub name: String,
    /// Its extension in lower case, without the dot, that of what is packed (`txt` of `a.txt.gz`); empty where it has none.
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

    /// A file in a folder, from which its name counts.
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

    /// A stream; its content tells the format.
    pub fn stream(
        name: &str,
        open: impl Fn() -> io::Result<Box<dyn Read + Send>> + Send + Sync + 'static,
    ) -> Input {
        let name = name.to_owned();
        Input { shown: name.clone(), name, extension: String::new(), origin: Origin::Stream(Arc::new(open)) }
    }

    /// Bytes; their content tells the format.
    pub fn bytes(name: &str, bytes: impl Into<Arc<[u8]>>) -> Input {
        let bytes = bytes.into();
        Input::stream(name, move || Ok(Box::new(Cursor::new(Arc::clone(&bytes)))))
    }

    /// Where it is; none where it is no file.
    pub fn path(&self) -> Option<&Path> {
        match &self.origin {
            Origin::File(path) => Some(path),
            Origin::Stream(_) => None,
        }
    }

    /// How many bytes it has, packed as it is; none of what is no file.
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

    /// All that it holds, unpacked.
    ///
    /// # Errors
    /// What the system says, or what is wrong with the packing.
    pub fn read(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        unpack::unpack(self.open()?)?.reader.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// How a file is called in messages: `.` is where the reader is anyway.
pub fn shown(path: &Path) -> String {
    with_slashes(path.strip_prefix(".").unwrap_or(path))
}

/// A path as it is shown, whatever the system.
pub fn with_slashes(path: &Path) -> String {
    let text = path.to_string_lossy();
    if MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace(MAIN_SEPARATOR, "/") }
}

/// The units of some inputs and what is wrong with them, in order. One input is open at a time.
pub struct Inputs {
    inputs: std::vec::IntoIter<Input>,
    reading: Arc<Reading>,
    open: Option<Units>,
    /// How many bytes the inputs before the open one have.
    before: u64,
    /// Of the open one.
    size: Option<u64>,
    /// How many bytes of the open one were read.
    read: Arc<AtomicU64>,
    /// Which of the units are wanted; all where there is none.
    shard: Option<Shard>,
    /// How many units came so far.
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

    /// Of the units only those of a shard, with what cannot be read before each of them.
    pub fn shard(self, shard: Option<Shard>) -> Inputs {
        Inputs { shard, ..self }
    }

    /// Without so many units, which another run worked on, and what was told before the last of them.
    pub(super) fn after(mut self, units: usize) -> Inputs {
        self.by_ref().filter(Result::is_ok).take(units).for_each(drop);
        self
    }

    /// How many bytes of files were read so far, packed as they are.
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

    /// What comes next, of whatever shard.
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

/// A reader of which it is known how much was read.
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
