//! The network's input for a word: rows of one table of embeddings, found by hashing the word's form.
//!
//! The trainer uses the same functions, so both sides agree. A change here makes all weights useless.

/// The number of rows that are summed to represent a word.
pub const FEATURES: usize = 7;

/// The rows of one word in the table of embeddings.
pub type Rows = [u32; FEATURES];

/// The rows of the artificial word before each sentence, the head of the tree's root.
pub const ROOT: Rows = [0; FEATURES];

/// The row that replaces both rows of a word to be treated as unknown (in training only).
pub const UNKNOWN: u32 = 1;

/// Sizes of the parts of the table: words, suffixes of 3 and of 2 letters, prefixes of 3, shapes, last letters.
const PARTS: [u32; 6] = [9216, 3072, 1024, 2048, 512, 256];

/// The number of rows of the table.
pub const TABLE: u32 = 2 + PARTS[0] + PARTS[1] + PARTS[2] + PARTS[3] + PARTS[4] + PARTS[5];

/// The rows of a word. `scratch` is a reusable buffer; time is linear in the length of the form.
pub fn rows(form: &str, scratch: &mut String) -> Rows {
    normalise(form, scratch);
    let word = scratch.as_str();
    let capital = form.chars().next().is_some_and(char::is_uppercase);
    [
        row(0, hash(1, word.bytes())),
        row(0, hash(2, word.bytes())),
        row(1, hash(3, suffix(word, 3).bytes())),
        row(2, hash(4, suffix(word, 2).bytes())),
        row(3, hash(5, prefix(word, 3).bytes())),
        row(4, shape(form)),
        row(5, hash(7, suffix(word, 1).bytes().chain([u8::from(capital)]))),
    ]
}

/// A hash that distinguishes the words of a lexicon, for counting them.
pub fn identity(form: &str, scratch: &mut String) -> u64 {
    normalise(form, scratch);
    hash(9, scratch.bytes())
}

/// The row in a part of the table for a hash.
fn row(part: usize, hash: u64) -> u32 {
    let start: u32 = 2 + PARTS[..part].iter().sum::<u32>();
    // A remainder of a u32 is a u32.
    start + (hash % u64::from(PARTS[part])) as u32
}

/// Lower case; all digits of a number become 0; web and mail addresses become one word each.
fn normalise(form: &str, word: &mut String) {
    word.clear();
    word.extend(form.chars().flat_map(char::to_lowercase));
    if word.starts_with("http") || word.starts_with("www.") {
        word.clear();
        word.push_str("!url");
    } else if word.contains('@') && word.contains('.') {
        word.clear();
        word.push_str("!mail");
    } else if word.bytes().any(|b| b.is_ascii_digit())
        && word.bytes().all(|b| b.is_ascii_digit() || b",.:-/".contains(&b))
    {
        let digits = word.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect::<String>();
        word.clear();
        word.push_str(&digits);
    }
}

/// The last `n` characters, or all if there are fewer.
fn suffix(word: &str, n: usize) -> &str {
    let start = word.char_indices().rev().nth(n - 1).map_or(0, |(i, _)| i);
    &word[start..]
}

/// The first `n` characters, or all if there are fewer.
fn prefix(word: &str, n: usize) -> &str {
    let end = word.char_indices().nth(n).map_or(word.len(), |(i, _)| i);
    &word[..end]
}

/// The hash of a form's shape: `Xxxx` for `Police`, with runs cut to three characters.
fn shape(form: &str) -> u64 {
    let mut previous = None;
    let mut run = 0;
    let kinds = form.chars().filter_map(move |c| {
        let kind = match c {
            c if c.is_uppercase() => 'X',
            c if c.is_lowercase() => 'x',
            c if c.is_numeric() => 'd',
            c => c,
        };
        run = if previous == Some(kind) { run + 1 } else { 0 };
        previous = Some(kind);
        (run < 3).then_some(kind)
    });
    hash(6, kinds.flat_map(|kind| u32::from(kind).to_le_bytes()))
}

/// FNV-1a from a seed, its bits mixed at the end as in SplitMix64.
fn hash(seed: u64, bytes: impl Iterator<Item = u8>) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325 ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut hash = bytes.fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    hash ^= hash >> 29;
    hash = hash.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash ^ (hash >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(form: &str) -> Rows {
        rows(form, &mut String::new())
    }

    #[test]
    fn the_rows_of_a_word_never_change_since_weights_depend_on_them() {
        assert_eq!(of("Oslo"), [8359, 6356, 11825, 12418, 14416, 15366, 15905]);
        assert_eq!(of("U.S."), [8420, 5235, 9286, 12509, 14592, 15377, 16028]);
        assert_eq!(of("İzmir"), [3433, 2092, 9398, 12479, 13926, 15366, 15896]);
    }

    #[test]
    fn case_changes_the_shape_of_a_word_but_not_the_word() {
        let (lower, upper) = (of("talks"), of("TALKS"));
        assert_eq!(lower[..5], upper[..5]);
        assert_ne!(lower[5..], upper[5..]);
    }

    #[test]
    fn numbers_of_one_pattern_and_addresses_of_one_kind_are_the_same_word() {
        assert_eq!(of("1,250.50"), of("9,871.25"));
        assert_ne!(of("12")[0], of("123")[0]);
        assert_eq!(of("https://example.org/a")[0], of("www.example.com")[0]);
        assert_eq!(of("desk@example.org")[0], of("tips@example.com")[0]);
    }

    proptest! {
        #[test]
        fn every_word_has_rows_in_the_table(form in ".*") {
            prop_assert!(of(&form).iter().all(|row| (2..TABLE).contains(row)));
        }
    }
}
