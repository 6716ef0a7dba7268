//! Bytes to articles, one file for each input format. Any bytes are read; deviations are reported.

pub mod charset;
mod clear;
pub mod conllu;
#[cfg(feature = "formats")]
pub mod csv;
pub mod date;
mod error;
pub mod fault;
#[cfg(feature = "formats")]
pub mod feed;
pub mod fields;
pub mod format;
pub mod guard;
#[cfg(feature = "formats")]
pub mod html;
pub mod json;
pub mod jsonl;
#[cfg(feature = "formats")]
pub mod language;
#[cfg(feature = "parquet")]
pub mod parquet;
mod pipeline;
pub mod plain;
pub mod reading;
#[cfg(feature = "formats")]
pub mod row;
mod spacy;
#[cfg(feature = "sqlite")]
pub mod sqlite;
mod stanza;
mod tree;
pub mod unit;
pub mod unpack;
#[cfg(feature = "formats")]
pub mod warc;

pub use error::ReadError;
pub use fault::{Fault, Skip};
pub use format::Format;
pub use reading::Reading;

/// Something in the input that could not be read as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it, and how it was read instead.
    pub message: String,
}

/// Replaces NULs, which no text should hold, by U+FFFD, and returns their number.
fn replace_nuls(text: String, line: usize, problems: &mut Vec<Problem>) -> String {
    let count = text.bytes().filter(|&byte| byte == 0).count();
    if count == 0 {
        return text;
    }
    let message = format!("{} replaced by U+FFFD", counted(count, ["NUL character", "NUL characters"]));
    problems.push(Problem { line, message });
    text.replace('\0', "\u{fffd}")
}

/// Decodes UTF-8; invalid stretches become U+FFFD, and their bytes are counted.
pub fn decode_utf8(bytes: &[u8], line: usize, problems: &mut Vec<Problem>) -> String {
    let mut text = String::with_capacity(bytes.len());
    let mut invalid = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            invalid += chunk.invalid().len();
            text.push('\u{fffd}');
        }
    }
    if invalid > 0 {
        let message = format!("{} not UTF-8, replaced by U+FFFD", counted(invalid, ["byte", "bytes"]));
        problems.push(Problem { line, message });
    }
    text
}

/// The language of a tag: `en` of `en-GB`.
fn language_code(tag: &str) -> Option<String> {
    let code = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    (matches!(code.len(), 2 | 3) && code.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(code)
}

/// `1 byte was`, `2 bytes were`.
fn counted(count: usize, [one, many]: [&str; 2]) -> String {
    if count == 1 { format!("1 {one} was") } else { format!("{count} {many} were") }
}
