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
    /// Web pages, an article a page
    Html,
    /// RSS, Atom and JSON Feed, an article an entry
    Feed,
    /// Web archives (WARC), an article a page
    Warc,
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
            "html",
            "htm",
            "xhtml",
            "rss",
            "atom",
            "xml",
            "warc",
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
            "json" if is_json_feed(start) => Format::Feed,
            "json" => Format::Json,
            "html" | "htm" | "xhtml" => Format::Html,
            "rss" | "atom" => Format::Feed,
            "xml" => {
                if is_page(start.trim_ascii_start()) {
                    Format::Html
                } else {
                    Format::Feed
                }
            }
            "warc" => Format::Warc,
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
            _ if start.starts_with(b"WARC/") => Format::Warc,
            _ if is_page(text) => Format::Html,
            _ if is_feed(text) => Format::Feed,
            _ if is_json_feed(start) => Format::Feed,
            _ if text.starts_with(b"{\"") => Format::JsonLines,
            _ if is_json(text) => Format::Json,
            _ if CONLLU_STARTS.iter().any(|first| start.starts_with(first)) => Format::Conllu,
            _ => Format::Plain,
        }
    }
}

/// Whether a text starts as a page does.
fn is_page(start: &[u8]) -> bool {
    let is = |tag: &[u8], start: &[u8]| {
        start.get(..tag.len()).is_some_and(|first| first.eq_ignore_ascii_case(tag))
    };
    let root = root(start);
    is(b"<!doctype html", start) || is(b"<!doctype html", root) || is(b"<html", root)
}

/// Whether a text starts as a feed does.
fn is_feed(start: &[u8]) -> bool {
    [&b"<rss"[..], b"<feed", b"<rdf:RDF"].iter().any(|tag| root(start).starts_with(tag))
}

/// A document of XML or HTML from its first element or document type on.
fn root(mut start: &[u8]) -> &[u8] {
    start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    for (open, close) in [(&b"<?"[..], &b"?>"[..]), (b"<!--", b"-->"), (b"<?", b"?>"), (b"<!--", b"-->")] {
        if start.starts_with(open) {
            let end = start.windows(close.len()).position(|window| window == close);
            start = end.map_or(&[][..], |end| &start[end + close.len()..]).trim_ascii_start();
        }
    }
    start
}

/// Whether a text of JSON says that it is a feed.
fn is_json_feed(start: &[u8]) -> bool {
    let mark = b"://jsonfeed.org/version/";
    start.trim_ascii_start().starts_with(b"{") && start.windows(mark.len()).any(|window| window == mark)
}

/// Whether a text starts as an object in lines of its own does, or an array of objects or arrays: `[{`, `[[`.
fn is_json(start: &[u8]) -> bool {
    let inner = |open: u8| start.strip_prefix(&[open]).map(<[u8]>::trim_ascii_start).unwrap_or_default();
    inner(b'{').starts_with(b"\"") || inner(b'[').starts_with(b"{") || inner(b'[').starts_with(b"[")
}
