//! The formats of articles: how files of each are named and recognised, and how they are opened.
//!
//! Everything about a format is in its row of the table below. To add one, add a row: the compiler asks for the rest.

/// How a file of a format is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// From front to back.
    Stream(Stream),
    /// With random access, which needs a file.
    Table(Table),
}

/// How a stream is cut into [units](super::unit::Unit).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// All of it is one unit, or several if it is JSON of articles.
    Whole(Content),
    /// A line is a unit.
    Lines,
    /// A row of CSV is a unit; the delimiter is detected if none is given.
    #[cfg(feature = "formats")]
    Rows(Option<u8>),
    /// A page of a web archive is a unit.
    #[cfg(feature = "formats")]
    Archive,
}

/// A table that cannot be read from front to back. A row is a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// A file of Apache Parquet.
    #[cfg(feature = "parquet")]
    Parquet,
    /// A database.
    #[cfg(feature = "sqlite")]
    Sqlite,
}

/// The content of the bytes of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Plain text or Markdown.
    Plain,
    /// A web page.
    #[cfg(feature = "formats")]
    Page,
    /// A feed.
    #[cfg(feature = "formats")]
    Feed,
    /// An object of JSON with an article: a line of JSON Lines, a row of a table.
    Record,
    /// JSON of documents that spaCy or Stanza annotated.
    Json,
    /// CoNLL-U.
    Conllu,
}

/// The properties of a format.
struct Row {
    name: &'static str,
    about: &'static str,
    extensions: &'static [&'static str],
    /// Whether the first bytes of a file are those of the format.
    starts: fn(&[u8]) -> bool,
    opening: Opening,
}

macro_rules! formats {
    ($($(#[cfg($when:meta)])? $format:ident: $about:literal, $name:literal, $extensions:expr, $starts:expr, $opening:expr;)*) => {
        /// A format of articles.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Format {
            $($(#[cfg($when)])? #[doc = $about] $format,)*
        }

        impl Format {
            /// All formats.
            pub const ALL: &[Format] = &[$($(#[cfg($when)])? Format::$format,)*];

            fn row(self) -> Row {
                match self {
                    $($(#[cfg($when)])? Format::$format => Row {
                        name: $name,
                        about: $about,
                        extensions: &$extensions,
                        starts: $starts,
                        opening: $opening,
                    },)*
                }
            }
        }
    };
}

formats! {
    Plain: "Plain text or Markdown, an article a file", "text", ["txt", "md"],
        |_| false, Opening::Stream(Stream::Whole(Content::Plain));
    JsonLines: "JSON Lines, an article or an annotated document a line", "jsonl", ["jsonl", "ndjson"],
        |start| start.trim_ascii_start().starts_with(b"{\"") && !is_json_feed(start), Opening::Stream(Stream::Lines);
    Json: "JSON: articles, or documents that spaCy or Stanza annotated", "json", ["json"],
        |start| is_json(start) && !is_json_feed(start), Opening::Stream(Stream::Whole(Content::Json));
    #[cfg(feature = "formats")]
    Feed: "RSS, Atom and JSON Feed, an article an entry", "feed", ["rss", "atom", "xml", "json"],
        |start| is_feed(start) || is_json_feed(start), Opening::Stream(Stream::Whole(Content::Feed));
    #[cfg(feature = "formats")]
    Html: "Web pages, an article a page", "html", ["html", "htm", "xhtml", "xml"],
        is_page, Opening::Stream(Stream::Whole(Content::Page));
    #[cfg(feature = "formats")]
    Warc: "Web archives (WARC), an article a page", "warc", ["warc"],
        |start| start.starts_with(b"WARC/"), Opening::Stream(Stream::Archive);
    #[cfg(feature = "formats")]
    Csv: "CSV, an article a row", "csv", ["csv"],
        |_| false, Opening::Stream(Stream::Rows(None));
    #[cfg(feature = "formats")]
    Tsv: "CSV with tabs", "tsv", ["tsv"],
        |_| false, Opening::Stream(Stream::Rows(Some(b'\t')));
    #[cfg(feature = "parquet")]
    Parquet: "Parquet, an article a row", "parquet", ["parquet"],
        |start| start.starts_with(b"PAR1"), Opening::Table(Table::Parquet);
    #[cfg(feature = "sqlite")]
    Sqlite: "A table of an SQLite database, an article a row", "sqlite", ["sqlite", "sqlite3", "db"],
        |start| start.starts_with(b"SQLite format 3\0"), Opening::Table(Table::Sqlite);
    Conllu: "CoNLL-U, annotated already", "conllu", ["conllu"],
        |start| CONLLU_STARTS.iter().any(|first| start.starts_with(first)),
        Opening::Stream(Stream::Whole(Content::Conllu));
}

impl Format {
    /// Its name: `jsonl`.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// What it is, for people, without a full stop.
    pub fn about(self) -> &'static str {
        self.row().about
    }

    /// The extensions of its files, without the dot: some formats share extensions.
    pub fn extensions(self) -> &'static [&'static str] {
        self.row().extensions
    }

    /// How its files are opened.
    pub fn opening(self) -> Opening {
        self.row().opening
    }

    /// The format of a file with this extension (in lower case, without the dot) and these first bytes. An unknown
    /// extension, or none, is ignored. If several formats share the extension and the bytes do not decide, it is the
    /// first.
    pub fn of(extension: &str, start: &[u8]) -> Format {
        let named = || Format::ALL.iter().copied().filter(|format| format.extensions().contains(&extension));
        let starts = |format: &Format| (format.row().starts)(start);
        match (named().next(), named().nth(1)) {
            (Some(only), None) => only,
            (Some(first), Some(_)) => named().find(starts).unwrap_or(first),
            (None, _) => Format::ALL.iter().copied().find(starts).unwrap_or(Format::Plain),
        }
    }
}

/// The start of files of CoNLL-U.
const CONLLU_STARTS: [&[u8]; 5] = [b"# newdoc", b"# newpar", b"# sent_id", b"# text", b"1\t"];

/// Whether a text starts like a page.
#[cfg(feature = "formats")]
fn is_page(start: &[u8]) -> bool {
    let is = |tag: &[u8], start: &[u8]| {
        start.get(..tag.len()).is_some_and(|first| first.eq_ignore_ascii_case(tag))
    };
    let start = start.trim_ascii_start();
    let root = root(start);
    is(b"<!doctype html", start) || is(b"<!doctype html", root) || is(b"<html", root)
}

/// Whether a text starts like a feed of XML.
#[cfg(feature = "formats")]
fn is_feed(start: &[u8]) -> bool {
    let root = root(start.trim_ascii_start());
    [&b"<rss"[..], b"<feed", b"<rdf:RDF"].iter().any(|tag| root.starts_with(tag))
}

/// Whether a text of JSON declares itself a feed.
fn is_json_feed(start: &[u8]) -> bool {
    let mark = b"://jsonfeed.org/version/";
    start.trim_ascii_start().starts_with(b"{") && start.windows(mark.len()).any(|window| window == mark)
}

/// A document of XML or HTML from its first element or document type on.
#[cfg(feature = "formats")]
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

/// Whether a text starts like an object on separate lines, or an array of objects or arrays: `[{`, `[[`.
fn is_json(start: &[u8]) -> bool {
    let start = start.trim_ascii_start();
    let inner = |open: u8| start.strip_prefix(&[open]).map(<[u8]>::trim_ascii_start).unwrap_or_default();
    inner(b'{').starts_with(b"\"") || inner(b'[').starts_with(b"{") || inner(b'[').starts_with(b"[")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_extension_and_without_one_by_its_first_bytes() {
        assert_eq!(Format::of("txt", b"{\"text\": 1}"), Format::Plain);
        assert_eq!(Format::of("ndjson", b"anything"), Format::JsonLines);
        assert_eq!(Format::of("", b"# newdoc id = a\n"), Format::Conllu);
        assert_eq!(Format::of("dat", b" [ {\"text\": 1} ]"), Format::Json);
        assert_eq!(Format::of("", b"It rained."), Format::Plain);
        assert_eq!(Format::of("json", b"[]"), Format::Json);
    }

    #[test]
    #[cfg(feature = "formats")]
    fn an_extension_of_several_formats_is_decided_by_the_first_bytes() {
        assert_eq!(Format::of("xml", b"<?xml version='1.0'?>\n<html>"), Format::Html);
        assert_eq!(Format::of("xml", b"<?xml version='1.0'?>\n<rss>"), Format::Feed);
        assert_eq!(Format::of("xml", b"<news>"), Format::Feed);
        let feed = b"{\"version\": \"https://jsonfeed.org/version/1.1\"}";
        assert_eq!([Format::of("json", feed), Format::of("", feed)], [Format::Feed; 2]);
    }
}
