//! The container of trained weights: named sections of little-endian numbers behind a checksum.
//!
//! ```text
//! "DATELINE" · version u32 · checksum u64 (FNV-1a of all that follows) · count u32 ·
//! count × ( name length u32 · name · data length u32 · data )
//! ```
//! Numbers are little-endian on every machine, so one file serves them all.

use std::fmt;

const MAGIC: &[u8; 8] = b"DATELINE";
const VERSION: u32 = 1;

/// Sections read from a file of weights, borrowed from its bytes.
#[derive(Debug)]
pub struct Weights<'a> {
    sections: Vec<(&'a str, &'a [u8])>,
}

/// Why a file of weights cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WeightsError {
    /// The file does not begin like a file of weights.
    NotWeights,
    /// The file was written by another version of the trainer.
    Version(u32),
    /// The file is truncated, or its bytes were changed.
    Corrupt,
    /// The file has no section of this name.
    Missing(String),
}

impl fmt::Display for WeightsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WeightsError::NotWeights => write!(f, "this is not a file of Dateline weights"),
            WeightsError::Version(v) => {
                write!(f, "weights of version {v}, but this program reads version {VERSION}")
            }
            WeightsError::Corrupt => write!(f, "the weights are cut short or damaged"),
            WeightsError::Missing(name) => write!(f, "the weights lack the section `{name}`"),
        }
    }
}

impl std::error::Error for WeightsError {}

impl<'a> Weights<'a> {
    /// Reads the table of sections and verifies the checksum in one pass over the bytes, without copying them.
    pub fn read(bytes: &'a [u8]) -> Result<Weights<'a>, WeightsError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(WeightsError::NotWeights)?;
        let mut reader = Reader { rest };
        let version = reader.u32()?;
        if version != VERSION {
            return Err(WeightsError::Version(version));
        }
        let checksum = reader.u64()?;
        if checksum != fnv1a(reader.rest) {
            return Err(WeightsError::Corrupt);
        }
        let count = reader.u32()?;
        let mut sections = Vec::new();
        for _ in 0..count {
            let name = std::str::from_utf8(reader.block()?).map_err(|_| WeightsError::Corrupt)?;
            sections.push((name, reader.block()?));
        }
        Ok(Weights { sections })
    }

    /// The bytes of a section.
    pub fn bytes(&self, name: &str) -> Result<&'a [u8], WeightsError> {
        let found = self.sections.iter().find(|(n, _)| *n == name);
        found.map(|(_, data)| *data).ok_or_else(|| WeightsError::Missing(name.to_owned()))
    }

    /// A section of signed bytes.
    pub fn i8s(&self, name: &str) -> Result<Vec<i8>, WeightsError> {
        Ok(self.bytes(name)?.iter().map(|&b| b.cast_signed()).collect())
    }

    /// A section of 16-bit signed numbers.
    pub fn i16s(&self, name: &str) -> Result<Vec<i16>, WeightsError> {
        self.numbers(name, i16::from_le_bytes)
    }

    /// A section of 32-bit unsigned numbers.
    pub fn u32s(&self, name: &str) -> Result<Vec<u32>, WeightsError> {
        self.numbers(name, u32::from_le_bytes)
    }

    /// A section of 32-bit floating-point numbers.
    pub fn f32s(&self, name: &str) -> Result<Vec<f32>, WeightsError> {
        self.numbers(name, f32::from_le_bytes)
    }

    /// A section of text, one item per line.
    pub fn lines(&self, name: &str) -> Result<std::str::Lines<'a>, WeightsError> {
        Ok(std::str::from_utf8(self.bytes(name)?).map_err(|_| WeightsError::Corrupt)?.lines())
    }

    fn numbers<T, const N: usize>(&self, name: &str, read: fn([u8; N]) -> T) -> Result<Vec<T>, WeightsError> {
        let (chunks, rest) = self.bytes(name)?.as_chunks::<N>();
        if rest.is_empty() {
            Ok(chunks.iter().map(|&c| read(c)).collect())
        } else {
            Err(WeightsError::Corrupt)
        }
    }
}

/// Sections to write to a file of weights.
#[derive(Debug, Default)]
pub struct WeightsWriter {
    sections: Vec<(String, Vec<u8>)>,
}

impl WeightsWriter {
    /// Adds a section of bytes.
    pub fn bytes(&mut self, name: &str, data: Vec<u8>) {
        self.sections.push((name.to_owned(), data));
    }

    /// Adds a section of signed bytes.
    pub fn i8s(&mut self, name: &str, data: &[i8]) {
        self.bytes(name, data.iter().map(|x| x.cast_unsigned()).collect());
    }

    /// Adds a section of 16-bit signed numbers.
    pub fn i16s(&mut self, name: &str, data: &[i16]) {
        self.bytes(name, data.iter().flat_map(|x| x.to_le_bytes()).collect());
    }

    /// Adds a section of 32-bit unsigned numbers.
    pub fn u32s(&mut self, name: &str, data: &[u32]) {
        self.bytes(name, data.iter().flat_map(|x| x.to_le_bytes()).collect());
    }

    /// Adds a section of 32-bit floating-point numbers.
    pub fn f32s(&mut self, name: &str, data: &[f32]) {
        self.bytes(name, data.iter().flat_map(|x| x.to_le_bytes()).collect());
    }

    /// The bytes of the whole file.
    pub fn finish(&self) -> Vec<u8> {
        let mut body = number(self.sections.len()).to_vec();
        for (name, data) in &self.sections {
            body.extend(number(name.len()));
            body.extend(name.as_bytes());
            body.extend(number(data.len()));
            body.extend(data);
        }
        let mut file = MAGIC.to_vec();
        file.extend(VERSION.to_le_bytes());
        file.extend(fnv1a(&body).to_le_bytes());
        file.extend(body);
        file
    }
}

/// A length as written; weights are megabytes, so a length always fits.
fn number(length: usize) -> [u8; 4] {
    u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes()
}

/// The FNV-1a hash over 8-byte words (and the last bytes one by one): fast enough to check at every start.
fn fnv1a(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let words = words.iter().map(|w| u64::from_le_bytes(*w));
    words
        .chain(rest.iter().map(|&b| u64::from(b)))
        .fold(0xcbf2_9ce4_8422_2325, |hash, word| (hash ^ word).wrapping_mul(0x0100_0000_01b3))
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, n: usize) -> Result<&'a [u8], WeightsError> {
        let (head, rest) = self.rest.split_at_checked(n).ok_or(WeightsError::Corrupt)?;
        self.rest = rest;
        Ok(head)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], WeightsError> {
        self.take(N)?.try_into().map_err(|_| WeightsError::Corrupt)
    }

    fn u32(&mut self) -> Result<u32, WeightsError> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    fn u64(&mut self) -> Result<u64, WeightsError> {
        Ok(u64::from_le_bytes(self.array()?))
    }

    fn block(&mut self) -> Result<&'a [u8], WeightsError> {
        let length = self.u32()? as usize;
        self.take(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<u8> {
        let mut writer = WeightsWriter::default();
        writer.i8s("rows", &[-3, 0, 7]);
        writer.f32s("scale", &[0.5, -1.0]);
        writer.bytes("labels", b"NOUN\nVERB\n".to_vec());
        writer.finish()
    }

    #[test]
    fn sections_are_read_as_they_were_written() {
        let file = sample();
        let weights = Weights::read(&file).unwrap();
        assert_eq!(weights.i8s("rows").unwrap(), [-3, 0, 7]);
        assert_eq!(weights.f32s("scale").unwrap(), [0.5, -1.0]);
        assert_eq!(weights.lines("labels").unwrap().collect::<Vec<_>>(), ["NOUN", "VERB"]);
        assert_eq!(weights.bytes("bias"), Err(WeightsError::Missing("bias".to_owned())));
    }

    #[test]
    fn damage_anywhere_is_noticed() {
        let file = sample();
        for position in 0..file.len() {
            let mut damaged = file.clone();
            damaged[position] ^= 0x40;
            assert!(Weights::read(&damaged).is_err(), "byte {position} was changed unnoticed");
            assert!(Weights::read(&file[..position]).is_err(), "a file cut at {position} was read");
        }
    }
}
