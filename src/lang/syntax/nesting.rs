//! Limits nested brackets, so that no file can exhaust the stack.

use std::borrow::Cow;

use super::word::ItemWord;

/// The maximal depth of nested brackets in an item.
pub(super) const DEEPEST: usize = 32;

/// Replaces a bracket that is too deep; no item can contain it.
pub(super) const TOO_DEEP: char = '\u{1}';

/// The text with [`TOO_DEEP`] in place of every opening bracket that is nested too deeply; the length is unchanged.
///
/// Brackets in quoted patterns count too. Linear.
pub(super) fn limited(text: &str) -> Cow<'_, str> {
    let mut depth = 0usize;
    let mut deep: Vec<usize> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if starts_item(line) {
            depth = 0;
        }
        for (offset, byte) in line.bytes().enumerate() {
            match byte {
                b'(' | b'[' | b'{' => {
                    depth += 1;
                    if depth > DEEPEST {
                        deep.push(at + offset);
                    }
                }
                b')' | b']' | b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        at += line.len();
    }
    if deep.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut limited = String::with_capacity(text.len());
    let mut from = 0;
    for at in deep {
        limited.push_str(&text[from..at]);
        limited.push(TOO_DEEP);
        from = at + 1;
    }
    limited.push_str(&text[from..]);
    Cow::Owned(limited)
}

/// Whether an item may start on this line.
pub(super) fn starts_item(line: &str) -> bool {
    let line = line.trim_start();
    ItemWord::texts().any(|word| line.strip_prefix(word).is_some_and(|rest| rest.starts_with([' ', '\t'])))
}
