//! Files and positions in them: byte spans, lines, and the conversion of offsets.
//!
//! All internal offsets count bytes. People and editors count lines and characters, JavaScript and the language server
//! protocol count UTF-16 units, Python counts Unicode scalar values: [`LineIndex`] and [`OffsetMap`] convert.

use std::fmt;
use std::ops::Range;

/// A range of bytes of a file or text.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The bytes from `start` to `end`.
    pub fn new(start: usize, end: usize) -> Span {
        Span { start, end: end.max(start) }
    }

    /// The empty span before a byte.
    pub fn at(offset: usize) -> Span {
        Span::new(offset, offset)
    }

    /// The same span, `by` bytes later.
    pub fn shifted(self, by: usize) -> Span {
        Span::new(self.start + by, self.end + by)
    }

    /// The smallest span that covers both.
    pub fn to(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The number of bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it has no bytes.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The bytes as a range.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The text of the span; empty if the span is not on character borders.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// A file among [`Sources`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A file that was read.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its name in messages, with `/` between folders.
    pub name: String,
    /// All of its text.
    pub text: String,
    /// Where its lines start.
    pub lines: LineIndex,
}

/// The files of a run, in the order they were read.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// Adds a file; linear in its text.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let text = text.into();
        let lines = LineIndex::new(&text);
        self.files.push(Source { name: name.into(), text, lines });
        FileId((self.files.len() - 1) as u32)
    }

    /// The file with this number.
    pub fn get(&self, id: FileId) -> Option<&Source> {
        self.files.get(id.0 as usize)
    }

    /// The name of the file; empty if there is no such file.
    pub fn name(&self, id: FileId) -> &str {
        self.get(id).map_or("", |file| &file.name)
    }

    /// The files in order.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.files.iter().enumerate().map(|(index, file)| (FileId(index as u32), file))
    }
}

/// Where the lines of a text start. Lines end with `\n` (a `\r` before it belongs to the line end).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<usize>,
    length: usize,
}

impl LineIndex {
    /// Finds the lines; linear in the text.
    pub fn new(text: &str) -> LineIndex {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        LineIndex { starts: std::iter::once(0).chain(breaks).collect(), length: text.len() }
    }

    /// The line of a byte, from 0. O(log n).
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset).saturating_sub(1)
    }

    /// The first byte of a line and the byte after its last, its `\n` included. O(1).
    pub fn span(&self, line: usize) -> Span {
        let start = self.starts.get(line).copied().unwrap_or(self.length);
        Span::new(start, self.starts.get(line + 1).copied().unwrap_or(self.length))
    }

    /// The number of lines; a text without `\n` has one.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether there are no lines; every text has one.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }
}

/// A unit in which offsets are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Unicode scalar values, as Python counts.
    Scalar,
    /// UTF-16 code units, as JavaScript counts.
    Utf16,
}

/// Converts between bytes and other units of one text.
///
/// Holds twelve bytes for each non-ASCII character, and nothing for ASCII.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OffsetMap {
    wide: Vec<Wide>,
    length: usize,
}

/// The end of a non-ASCII character, in each unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Wide {
    byte: u32,
    scalar: u32,
    utf16: u32,
}

impl Wide {
    fn unit(&self, unit: Unit) -> usize {
        match unit {
            Unit::Scalar => self.scalar as usize,
            Unit::Utf16 => self.utf16 as usize,
        }
    }
}

impl OffsetMap {
    /// Reads the text once. Offsets above four gigabytes are not counted.
    pub fn new(text: &str) -> OffsetMap {
        let mut wide = Vec::new();
        let (mut scalar, mut utf16) = (0u32, 0u32);
        for (at, c) in text.char_indices() {
            scalar = scalar.saturating_add(1);
            utf16 = utf16.saturating_add(c.len_utf16() as u32);
            if !c.is_ascii() {
                let byte = u32::try_from(at + c.len_utf8()).unwrap_or(u32::MAX);
                wide.push(Wide { byte, scalar, utf16 });
            }
        }
        OffsetMap { wide, length: text.len() }
    }

    /// The number of Unicode scalar values before a byte. O(log n).
    pub fn scalar(&self, byte: usize) -> usize {
        self.from_byte(byte, Unit::Scalar)
    }

    /// The offset in `unit` of a byte; a byte inside a character counts as the character's first. O(log n).
    pub fn from_byte(&self, byte: usize, unit: Unit) -> usize {
        let byte = byte.min(self.length);
        let next = self.wide.partition_point(|wide| wide.byte as usize <= byte);
        let before = next.checked_sub(1).and_then(|last| self.wide.get(last));
        let (bytes, units) = before.map_or((0, 0), |wide| (wide.byte as usize, wide.unit(unit)));
        let offset = units + (byte - bytes);
        // Inside a character, the count would go past its start.
        self.wide.get(next).map_or(offset, |wide| offset.min(self.start_of(next, wide, unit)))
    }

    /// The byte of an offset in `unit`; the second half of a UTF-16 pair counts as its first. O(log n).
    pub fn to_byte(&self, offset: usize, unit: Unit) -> usize {
        let next = self.wide.partition_point(|wide| wide.unit(unit) <= offset);
        let before = next.checked_sub(1).and_then(|last| self.wide.get(last));
        let (bytes, units) = before.map_or((0, 0), |wide| (wide.byte as usize, wide.unit(unit)));
        let byte = (bytes + (offset - units)).min(self.length);
        self.wide.get(next).map_or(byte, |wide| byte.min(self.first_byte(next, wide)))
    }

    /// The offset before the wide character with this number.
    fn start_of(&self, number: usize, wide: &Wide, unit: Unit) -> usize {
        wide.unit(unit) - if unit == Unit::Utf16 { self.utf16_length(number, wide) } else { 1 }
    }

    /// The number of UTF-16 units between the last wide character and the end of this one, excluding ASCII.
    fn utf16_length(&self, number: usize, wide: &Wide) -> usize {
        let (scalar, utf16) = self.previous(number).map_or((0, 0), |last| (last.scalar, last.utf16));
        ((wide.utf16 - utf16) - (wide.scalar - scalar) + 1) as usize
    }

    /// The first byte of the wide character with this number.
    fn first_byte(&self, number: usize, wide: &Wide) -> usize {
        let (scalar, byte) = self.previous(number).map_or((0, 0), |last| (last.scalar, last.byte));
        byte as usize + (wide.scalar - scalar - 1) as usize
    }

    fn previous(&self, number: usize) -> Option<&Wide> {
        number.checked_sub(1).and_then(|last| self.wide.get(last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_emoji_is_one_scalar_two_utf16_units_and_four_bytes() {
        let map = OffsetMap::new("a😀b");
        for (byte, scalar, utf16) in [(0, 0, 0), (1, 1, 1), (5, 2, 3), (6, 3, 4)] {
            assert_eq!(map.from_byte(byte, Unit::Scalar), scalar);
            assert_eq!(map.from_byte(byte, Unit::Utf16), utf16);
            assert_eq!(map.to_byte(scalar, Unit::Scalar), byte);
            assert_eq!(map.to_byte(utf16, Unit::Utf16), byte);
        }
    }

    #[test]
    fn a_place_inside_a_character_is_its_start() {
        let map = OffsetMap::new("x👨‍👩‍👧é");
        assert_eq!(map.from_byte(3, Unit::Scalar), 1);
        assert_eq!(map.from_byte(3, Unit::Utf16), 1);
        assert_eq!(map.to_byte(2, Unit::Utf16), 1);
    }

    #[test]
    fn a_place_after_the_end_is_the_end() {
        let map = OffsetMap::new("😀");
        assert_eq!(map.from_byte(100, Unit::Utf16), 2);
        assert_eq!(map.to_byte(100, Unit::Scalar), 4);
    }

    #[test]
    fn lines_are_found_by_their_bytes() {
        let lines = LineIndex::new("a\n\nbé\n");
        assert_eq!([0, 1, 2, 3, 6, 7, 99].map(|byte| lines.line(byte)), [0, 0, 1, 2, 2, 3, 3]);
        assert_eq!(lines.span(2), Span::new(3, 7));
        assert_eq!(lines.span(9), Span::at(7));
    }

    proptest! {
        #[test]
        fn offsets_agree_with_counting(text in "\\PC{0,40}") {
            let map = OffsetMap::new(&text);
            let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            for (scalar, byte) in ends.enumerate() {
                let utf16 = text[..byte].encode_utf16().count();
                prop_assert_eq!(map.from_byte(byte, Unit::Scalar), scalar);
                prop_assert_eq!(map.from_byte(byte, Unit::Utf16), utf16);
                prop_assert_eq!(map.to_byte(scalar, Unit::Scalar), byte);
                prop_assert_eq!(map.to_byte(utf16, Unit::Utf16), byte);
            }
        }
    }
}
