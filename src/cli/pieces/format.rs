//! The formats of articles, and how files of them are known.

use clap::ValueEnum;

use super::super::files::Wanted;

/// A format of articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, ValueEnum)]
pub(crate) enum Format {
    /// Plain text or Markdown, an article a file
    #[value(name = "text")]
    Plain,
    /// JSON Lines, an article or an annotated document a line
    #[value(name = "jsonl")]
    JsonLines,
    /// JSON: articles, or documents that spaCy or Stanza annotated
    Json,
    /// CSV, an article a row
    Csv,
    /// CSV with tabs
    Tsv,
    /// Parquet, an article a row
    #[cfg(feature = "parquet")]
    Parquet,
    /// A table of an SQLite database, an article a row
    #[cfg(feature = "sqlite")]
    Sqlite,
    /// CoNLL-U, annotated already
    Conllu,
}

/// How files of CoNLL-U begin.
const CONLLU_STARTS: [&[u8]; 5] = [b"# newdoc", b"# newpar", b"# sent_id", b"# text", b"1\t"];

impl Format {
    /// The files of a folder that are read.
    pub(crate) const WANTED: Wanted = Wanted {
        what: "articles",
        extensions: &[
            "txt",
            "md",
            "jsonl",
            "ndjson",
            "json",
            "csv",
            "tsv",
            #[cfg(feature = "parquet")]
            "parquet",
            #[cfg(feature = "sqlite")]
            "sqlite",
            #[cfg(feature = "sqlite")]
            "sqlite3",
            #[cfg(feature = "sqlite")]
            "db",
            "conllu",
            "gz",
            "zst",
        ],
        tell_others: true,
    };

    /// The format of a file with this extension whose first bytes are these: an extension that is none of ours tells
    /// nothing, and stdin has none.
    pub(super) fn of(extension: &str, start: &[u8]) -> Format {
        match extension {
            "jsonl" | "ndjson" => Format::JsonLines,
            "conllu" => Format::Conllu,
            "json" => Format::Json,
            "csv" => Format::Csv,
            "tsv" => Format::Tsv,
            #[cfg(feature = "parquet")]
            "parquet" => Format::Parquet,
            #[cfg(feature = "sqlite")]
            "sqlite" | "sqlite3" | "db" => Format::Sqlite,
            "txt" | "md" => Format::Plain,
            _ => Format::of_content(start),
        }
    }

    fn of_content(start: &[u8]) -> Format {
        let text = start.trim_ascii_start();
        match start {
            #[cfg(feature = "parquet")]
            _ if start.starts_with(b"PAR1") => Format::Parquet,
            #[cfg(feature = "sqlite")]
            _ if start.starts_with(b"SQLite format 3\0") => Format::Sqlite,
            _ if text.starts_with(b"{\"") => Format::JsonLines,
            _ if is_json(text) => Format::Json,
            _ if CONLLU_STARTS.iter().any(|first| start.starts_with(first)) => Format::Conllu,
            _ => Format::Plain,
        }
    }
}

/// Whether a text starts as an object in lines of its own does, or an array of objects or arrays: `[{`, `[[`.
fn is_json(start: &[u8]) -> bool {
    let inner = |open: u8| start.strip_prefix(&[open]).map(<[u8]>::trim_ascii_start).unwrap_or_default();
    inner(b'{').starts_with(b"\"") || inner(b'[').starts_with(b"{") || inner(b'[').starts_with(b"[")
}
