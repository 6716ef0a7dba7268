//! Files as they are read: unpacked if they are packed, with their first bytes buffered.

use std::io::{self, BufRead, BufReader, Cursor, Read};

#[cfg(feature = "formats")]
use flate2::read::MultiGzDecoder;

/// The number of bytes that identify a file.
const START: u64 = 4096;

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// gzip, of one member or several.
    Gzip,
    /// Zstandard, of one frame or several.
    Zstd,
}

impl Packing {
    /// The packing by an extension.
    pub fn of_extension(extension: &str) -> Option<Packing> {
        match extension {
            "gz" => Some(Packing::Gzip),
            "zst" => Some(Packing::Zstd),
            _ => None,
        }
    }

    /// The packing by the first bytes.
    fn of(start: &[u8]) -> Option<Packing> {
        match start {
            [0x1f, 0x8b, 0x08, ..] => Some(Packing::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Packing::Zstd),
            _ => None,
        }
    }

    #[cfg(feature = "formats")]
    fn open(self, reader: Box<dyn BufRead + Send>) -> io::Result<Box<dyn Read + Send>> {
        Ok(match self {
            Packing::Gzip => Box::new(MultiGzDecoder::new(reader)),
            Packing::Zstd => Box::new(zstd::stream::read::Decoder::with_buffer(reader)?),
        })
    }

    #[cfg(not(feature = "formats"))]
    fn open(self, _: Box<dyn BufRead + Send>) -> io::Result<Box<dyn Read + Send>> {
        let message = format!("it is packed with {}, which this build does not read", self.name());
        Err(io::Error::new(io::ErrorKind::Unsupported, message))
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
    /// The content. The first bytes, enough to recognise it, are in its buffer.
    pub(crate) reader: Box<dyn BufRead + Send>,
    /// How it was packed.
    pub(crate) packing: Option<Packing>,
}

/// Unpacks a file as it is read; its first bytes decide how, not its name. A broken one can be read up to where it is
/// broken.
pub(crate) fn unpack(raw: Box<dyn Read + Send>) -> io::Result<Unpacked> {
    let raw = started(raw);
    let packing = Packing::of(&raw.start);
    let reader = match packing {
        None => raw.reader(),
        Some(packing) => {
            started(Box::new(Extraction { inner: packing.open(raw.reader())?, packing })).reader()
        }
    };
    Ok(Unpacked { reader, packing })
}

/// A reader whose first bytes were read already.
struct Started {
    start: Vec<u8>,
    error: Option<io::Error>,
    rest: Box<dyn Read + Send>,
}

fn started(mut rest: Box<dyn Read + Send>) -> Started {
    let mut start = Vec::new();
    let error = rest.by_ref().take(START).read_to_end(&mut start).err();
    Started { start, error, rest }
}

impl Started {
    fn reader(self) -> Box<dyn BufRead + Send> {
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

/// Adds to an error that the packing is broken.
struct Extraction {
    inner: Box<dyn Read + Send>,
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

/// Whether an error comes from the packing; everything before it could be read.
pub(crate) fn is_broken(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::InvalidData
}
