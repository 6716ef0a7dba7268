//! Offsets in texts: bytes, Unicode scalar values.

/// Converts byte offsets of a text to Unicode scalar values. Building is linear in the text; a look-up is O(1).
#[derive(Clone, Debug)]
pub struct Offsets {
    /// The number of scalars before every 64th byte; none for ASCII texts, where both countings agree.
    marks: Option<Vec<u32>>,
    bytes: Vec<u8>,
}

const STEP: usize = 64;

impl Offsets {
    /// Counts a text.
    pub fn new(text: &str) -> Offsets {
        if text.is_ascii() {
            return Offsets { marks: None, bytes: Vec::new() };
        }
        let bytes = text.as_bytes().to_vec();
        let mut count = 0;
        let marks = bytes.chunks(STEP).map(|chunk| {
            let before = count;
            count += scalars(chunk);
            before
        });
        Offsets { marks: Some(marks.collect()), bytes }
    }

    /// The number of Unicode scalar values before a byte.
    pub fn scalar(&self, byte: usize) -> usize {
        let Some(marks) = &self.marks else { return byte };
        let byte = byte.min(self.bytes.len());
        let block = byte / STEP;
        let before = marks.get(block).copied().unwrap_or_else(|| scalars(&self.bytes[..block * STEP]));
        before as usize + scalars(&self.bytes[block * STEP..byte]) as usize
    }
}

fn scalars(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&b| b & 0xc0 != 0x80).count() as u32
}
