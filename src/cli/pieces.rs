//! Files to pieces that can be worked on in parallel: a file, or a line of a file of JSON Lines.
//!
//! Pieces are read one after the other, so that not more of the input is in memory than is being worked on.

use std::fs;
use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;

use dateline::text::read::json;

use super::files::{File, Wanted};
use super::talk::{Skip, Talk};

/// More than any article has. It bounds the memory that one piece takes.
const LARGEST: u64 = 64 << 20;

/// A format of articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// Plain text, an article a file.
    Plain,
    /// JSON Lines, an article a line.
    JsonLines,
    /// CoNLL-U, annotated already.
    Conllu,
    /// JSON of spaCy or Stanza, annotated already.
    Json,
}

/// How files of CoNLL-U begin.
const CONLLU_STARTS: [&[u8]; 5] = [b"# newdoc", b"# newpar", b"# sent_id", b"# text", b"1\t"];

impl Format {
    /// The files of a folder that are read.
    pub(crate) const WANTED: Wanted =
        Wanted { what: "articles", extensions: &["txt", "md", "jsonl", "conllu", "json"], tell_others: true };

    /// The format of a file with this extension whose first bytes are these: an extension that is none of ours tells
    /// nothing, and stdin has none.
    fn of(extension: &str, start: &[u8]) -> Format {
        match extension {
            "jsonl" => Format::JsonLines,
            "conllu" => Format::Conllu,
            "json" => Format::Json,
            "txt" | "md" => Format::Plain,
            _ if start.trim_ascii_start().starts_with(b"{\"") => Format::JsonLines,
            _ if is_json(start) => Format::Json,
            _ if CONLLU_STARTS.iter().any(|first| start.starts_with(first)) => Format::Conllu,
            _ => Format::Plain,
        }
    }
}

/// Whether a text starts as an object in lines of its own does, or an array of objects or arrays: `[{`, `[[`.
fn is_json(start: &[u8]) -> bool {
    let start = start.trim_ascii_start();
    let inner = |open: u8| start.strip_prefix(&[open]).map(<[u8]>::trim_ascii_start).unwrap_or_default();
    inner(b'{').starts_with(b"\"") || inner(b'[').starts_with(b"{") || inner(b'[').starts_with(b"[")
}

/// A part of the input, not decoded yet.
#[derive(Debug)]
pub(crate) struct Piece {
    /// How the file is called in messages.
    pub(crate) shown: Arc<str>,
    /// The id of the article where it tells none, or the start of it.
    pub(crate) name: Arc<str>,
    /// What the bytes are.
    pub(crate) format: Format,
    /// The line of the file on which it starts, from 1.
    pub(crate) line: usize,
    /// The bytes.
    pub(crate) bytes: Vec<u8>,
}

/// The pieces of some files, in order.
pub(crate) struct Pieces<'a> {
    files: std::vec::IntoIter<File>,
    open: Option<Lines>,
    talk: &'a Talk,
}

struct Lines {
    reader: Box<dyn BufRead>,
    shown: Arc<str>,
    name: Arc<str>,
    line: usize,
}

impl<'a> Pieces<'a> {
    pub(crate) fn new(files: Vec<File>, talk: &'a Talk) -> Pieces<'a> {
        Pieces { files: files.into_iter(), open: None, talk }
    }

    /// The next line of the open file that is not blank.
    fn next_line(&mut self) -> Option<Piece> {
        let lines = self.open.as_mut()?;
        loop {
            let mut bytes = Vec::new();
            lines.line += 1;
            let result = read_line(&mut *lines.reader, &mut bytes);
            let place = format!("{}:{}", lines.shown, lines.line);
            match result {
                Ok(Line::End) => break,
                Ok(Line::Read) if bytes.trim_ascii().is_empty() => {}
                Ok(Line::Read) => {
                    let annotated = json::is_annotated(&bytes);
                    let format = if annotated { Format::Json } else { Format::JsonLines };
                    let name = match annotated {
                        true => Arc::from(format!("{}-{}", lines.name, lines.line)),
                        false => Arc::clone(&lines.name),
                    };
                    let shown = Arc::clone(&lines.shown);
                    return Some(Piece { shown, name, format, line: lines.line, bytes });
                }
                Ok(Line::TooLong) => {
                    self.talk.skip(
                        Skip::TooLarge,
                        1,
                        &format!("{place}: the line is longer than 64 MiB; skipped"),
                    );
                }
                Err(error) => {
                    self.talk.skip(
                        Skip::Unreadable,
                        1,
                        &format!("{place}: {error}; the rest of the file was skipped"),
                    );
                    break;
                }
            }
        }
        self.open = None;
        self.talk.advance();
        None
    }

    /// Opens a file; its article if it is one, otherwise its lines are the next pieces.
    fn open(&mut self, file: File) -> io::Result<Option<Piece>> {
        let mut reader: Box<dyn BufRead> = match &file.path {
            Some(path) => Box::new(BufReader::new(fs::File::open(path)?)),
            None => Box::new(BufReader::new(io::stdin())),
        };
        let format = Format::of(&file.extension, reader.fill_buf()?);
        let (shown, name) = (Arc::from(file.shown), Arc::from(file.name));
        if format == Format::JsonLines {
            self.open = Some(Lines { reader, shown, name, line: 0 });
            return Ok(None);
        }
        let mut bytes = Vec::new();
        reader.take(LARGEST + 1).read_to_end(&mut bytes)?;
        self.talk.advance();
        if bytes.len() as u64 > LARGEST {
            self.talk.skip(Skip::TooLarge, 1, &format!("{shown}: larger than 64 MiB; skipped"));
            return Ok(None);
        }
        Ok(Some(Piece { shown, name, format, line: 1, bytes }))
    }
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        loop {
            if let Some(piece) = self.next_line() {
                return Some(piece);
            }
            let file = self.files.next()?;
            let shown = file.shown.clone();
            match self.open(file) {
                Ok(Some(piece)) => return Some(piece),
                Ok(None) => {}
                Err(error) => {
                    self.talk.advance();
                    self.talk.skip(Skip::Unreadable, 1, &format!("{shown}: {error}; skipped"));
                }
            }
        }
    }
}

enum Line {
    Read,
    TooLong,
    End,
}

/// Reads a line of at most [`LARGEST`] bytes; a longer one is passed over.
fn read_line(reader: &mut dyn BufRead, bytes: &mut Vec<u8>) -> io::Result<Line> {
    let length = reader.take(LARGEST).read_until(b'\n', bytes)?;
    if length == 0 {
        return Ok(Line::End);
    }
    if length as u64 == LARGEST && !bytes.ends_with(b"\n") {
        reader.skip_until(b'\n')?;
        return Ok(Line::TooLong);
    }
    Ok(Line::Read)
}
