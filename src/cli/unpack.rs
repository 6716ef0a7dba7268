//! Files as they are read: unpacked where they are packed, and with their first bytes at hand.

use std::fs;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;

/// So many bytes tell what a file is.
const START: u64 = 4096;

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packing {
    /// gzip, of one member or several.
    Gzip,
    /// Zstandard, of one frame or several.
    Zstd,
}

impl Packing {
    /// The packing that an extension tells.
    pub(crate) fn of_extension(extension: &str) -> Option<Packing> {
        match extension {
            "gz" => Some(Packing::Gzip),
            "zst" => Some(Packing::Zstd),
            _ => None,
        }
    }

    /// The packing that the first bytes tell.
    fn of(start: &[u8]) -> Option<Packing> {
        match start {
            [0x1f, 0x8b, 0x08, ..] => Some(Packing::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Packing::Zstd),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Packing::Gzip => "gzip",
            Packing::Zstd => "zstd",
        }
    }
}

/// A file that is being read.
pub(crate) struct Unpacked {
    /// What it holds. The first bytes, enough to know it by, are in its buffer.
    pub(crate) reader: Box<dyn BufRead>,
    /// How it was packed.
    #[cfg(any(feature = "parquet", feature = "sqlite"))]
    pub(crate) packing: Option<Packing>,
}

/// Opens a file, or stdin where there is none, by way of somebody who sees the bytes as they come. What it is packed with is told by its first bytes, not by its name. A
/// packed file is unpacked as it is read; one that is broken can be read up to there.
pub(crate) fn open(
    path: Option<&Path>,
    watch: impl FnOnce(Box<dyn Read>) -> Box<dyn Read>,
) -> io::Result<Unpacked> {
    let raw: Box<dyn Read> = match path {
        Some(path) => Box::new(fs::File::open(path)?),
        None => Box::new(io::stdin()),
    };
    let raw = started(watch(raw));
    let start = raw.start.as_slice();
    let packing = Packing::of(start);
    let reader = raw.reader();
    let reader = match packing {
        None => reader,
        Some(packing) => {
            let unpacking: Box<dyn Read> = match packing {
                Packing::Gzip => Box::new(MultiGzDecoder::new(reader)),
                Packing::Zstd => Box::new(zstd::stream::read::Decoder::with_buffer(reader)?),
            };
            started(Box::new(Extraction { inner: unpacking, packing })).reader()
        }
    };
    Ok(Unpacked {
        reader,
        #[cfg(any(feature = "parquet", feature = "sqlite"))]
        packing,
    })
}

/// A reader of which the first bytes were read.
struct Started {
    start: Vec<u8>,
    error: Option<io::Error>,
    rest: Box<dyn Read>,
}

fn started(mut rest: Box<dyn Read>) -> Started {
    let mut start = Vec::new();
    let error = rest.by_ref().take(START).read_to_end(&mut start).err();
    Started { start, error, rest }
}

impl Started {
    fn reader(self) -> Box<dyn BufRead> {
        let start = Cursor::new(self.start);
        match self.error {
            Some(error) => Box::new(start.chain(BufReader::new(Broken(error)))),
            None => Box::new(start.chain(BufReader::with_capacity(1 << 16, self.rest))),
        }
    }
}

/// A reader that fails.
struct Broken(io::Error);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::new(self.0.kind(), self.0.to_string()))
    }
}

/// Says of an error that the packing is broken.
struct Extraction {
    inner: Box<dyn Read>,
    packing: Packing,
}

impl Read for Extraction {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buffer).map_err(|error| {
            let what = match error.kind() {
                io::ErrorKind::Interrupted => return error,
                io::ErrorKind::UnexpectedEof => "it ends too early".to_owned(),
                _ => error.to_string(),
            };
            io::Error::new(
                io::ErrorKind::InvalidData,
                format!("the {} data is broken: {what}", self.packing.name()),
            )
        })
    }
}

/// Whether an error is one of the packing, before which everything could be read.
pub(crate) fn is_broken(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::InvalidData
}
