//! Hashed features of linear models, the same on every machine.

/// A hash of a text (FNV-1a).
pub fn text(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A hash of two hashes, in this order.
pub fn pair(a: u64, b: u64) -> u64 {
    let mut hash = a.wrapping_mul(0x9e37_79b9_7f4a_7c15)
        ^ b.wrapping_add(0x7f4a_7c15).wrapping_mul(0xc2b2_ae3d_27d4_eb4f);
    hash ^= hash >> 29;
    hash = hash.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash ^ (hash >> 32)
}

/// A hash of a word's shape: runs of capitals, small letters and digits are cut to three; other characters stand for
/// themselves.
pub fn shape(word: &str) -> u64 {
    classes(word, 3).fold(0, |hash, class| pair(hash, u64::from(class)))
}

/// A word's shape as written in rules: `Xxxx` for *Oslo*, `Xxxxx` for longer names, `dd` for two digits; runs are cut
/// to four, as spaCy does.
pub fn outline(word: &str) -> String {
    classes(word, 4).collect()
}

/// The class of each character, with runs of one class cut to `most`.
fn classes(word: &str, most: usize) -> impl Iterator<Item = char> {
    let (mut last, mut run) = ('\0', 0);
    word.chars().filter_map(move |c| {
        let class = match c {
            _ if c.is_uppercase() => 'X',
            _ if c.is_lowercase() => 'x',
            _ if c.is_numeric() => 'd',
            _ => c,
        };
        run = if class == last { run + 1 } else { 0 };
        last = class;
        (run < most).then_some(class)
    })
}
