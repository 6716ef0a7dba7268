//! The formats of events: how files of each are named, what each needs, and how it is opened.
//!
//! Everything about a format is in its row of the table below. To add one, add a row: the compiler asks for the rest.

#[cfg(feature = "formats")]
use super::template::Template;
use super::{Error, Folder, Form, Schema, brat, doccano, json, jsonld, prodigy, table};
#[cfg(feature = "formats")]
use super::{flat, graphml, neo4j};

/// The requirements of a format that not every caller meets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// The types of events and their roles, before the first event.
    pub schema: bool,
    /// The documents, not only their events.
    pub text: bool,
    /// A file or folder: it is no stream of bytes.
    pub place: bool,
}

const NOTHING: Needs = Needs { schema: false, text: false, place: false };

/// The options of a writer.
#[derive(Default)]
pub struct Options<'a> {
    /// The possible events.
    pub schema: Option<&'a Schema>,
    /// The maximum width of a table for people, in columns; 120 if there is none.
    pub width: Option<usize>,
    /// The template of [`Format::Template`].
    #[cfg(feature = "formats")]
    pub template: Option<Template>,
}

/// A writer of a format.
pub enum Writer {
    /// A stream of bytes.
    Stream(Box<dyn Form + Send>),
    /// A folder of files.
    Folder(Box<dyn Folder + Send>),
    /// A database, opened in place.
    #[cfg(feature = "sqlite")]
    Database,
}

/// The properties of a format.
struct Row {
    name: &'static str,
    about: &'static str,
    endings: &'static [&'static str],
    needs: Needs,
    writer: fn(Options) -> Result<Writer, Error>,
}

macro_rules! formats {
    ($($(#[cfg($when:meta)])? $format:ident: $about:literal, $name:literal, $endings:expr, $needs:expr, $writer:expr;)*) => {
        /// A format of events.
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
                        endings: &$endings,
                        needs: $needs,
                        writer: $writer,
                    },)*
                }
            }
        }
    };
}

formats! {
    Json: "A JSON array of events", "json", ["json"], NOTHING,
        |_| stream(json::Array::default());
    Jsonl: "A JSON event a line", "jsonl", ["jsonl"], NOTHING,
        |_| stream(json::Lines);
    Table: "A table for people", "table", [], Needs { text: true, ..NOTHING },
        |options| stream(table::Table::of_width(options.width));
    #[cfg(feature = "formats")]
    Csv: "Commas between the columns of an event", "csv", ["csv"], Needs { schema: true, ..NOTHING },
        |options| stream(flat::Table::csv(known(&options)?));
    #[cfg(feature = "formats")]
    Tsv: "Tabs between them", "tsv", ["tsv"], Needs { schema: true, ..NOTHING },
        |options| stream(flat::Table::tsv(known(&options)?));
    #[cfg(feature = "parquet")]
    Parquet: "Apache Parquet, a row an event", "parquet", ["parquet"], NOTHING,
        |_| stream(super::parquet::Parquet::new()?);
    #[cfg(feature = "sqlite")]
    Sqlite: "A database; what is there stays, and events of the same id are replaced", "sqlite", ["sqlite", "db"],
        Needs { place: true, ..NOTHING }, |_| Ok(Writer::Database);
    #[cfg(feature = "formats")]
    Graphml: "A graph of events and what they are about", "graphml", ["graphml"], NOTHING,
        |_| stream(graphml::GraphMl::default());
    #[cfg(feature = "formats")]
    Neo4j: "The same as a folder of tables for neo4j-admin", "neo4j", ["neo4j"], Needs { place: true, ..NOTHING },
        |_| Ok(Writer::Folder(Box::<neo4j::Neo4j>::default()));
    Jsonld: "Linked data: schema.org and the Simple Event Model", "jsonld", ["jsonld"], NOTHING,
        |_| stream(jsonld::JsonLd::default());
    Brat: "A folder of brat standoff", "brat", ["brat"], Needs { schema: true, text: true, place: true },
        |options| Ok(Writer::Folder(Box::new(brat::Standoff::new(known(&options)?))));
    Prodigy: "Tasks for Prodigy", "prodigy", ["prodigy.jsonl"], Needs { text: true, ..NOTHING },
        |_| stream(prodigy::Lines);
    Doccano: "Documents for doccano", "doccano", ["doccano.jsonl"], Needs { text: true, ..NOTHING },
        |_| stream(doccano::Lines);
    #[cfg(feature = "formats")]
    Template: "By a template", "template", [], NOTHING,
        |options| stream(options.template.ok_or_else(|| Error::new("no template was given"))?);
}

fn stream(form: impl Form + Send + 'static) -> Result<Writer, Error> {
    Ok(Writer::Stream(Box::new(form)))
}

fn known<'a>(options: &Options<'a>) -> Result<&'a Schema, Error> {
    options.schema.ok_or_else(|| Error::new("the types of the events were not told, which this format needs"))
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

    /// The endings of its file names, without the dot; none if no name identifies it.
    pub fn endings(self) -> &'static [&'static str] {
        self.row().endings
    }

    /// What it needs.
    pub fn needs(self) -> Needs {
        self.row().needs
    }

    /// The format of a file of this name, by the longest known ending.
    pub fn of(name: &str) -> Option<Format> {
        let name = name.to_ascii_lowercase();
        let ends = |end: &str| name.strip_suffix(end).is_some_and(|stem| stem.ends_with('.'));
        let endings =
            |format: &Format| format.endings().iter().filter(|end| ends(end)).map(|end| end.len()).max();
        let known = Format::ALL.iter().filter_map(|format| Some((endings(format)?, *format)));
        known.max_by_key(|(length, _)| *length).map(|(_, format)| format)
    }

    /// A writer of the format.
    ///
    /// # Errors
    /// If the options lack something it needs, or the writer cannot begin.
    pub fn writer(self, options: Options) -> Result<Writer, Error> {
        (self.row().writer)(options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_ending_of_a_name_tells_the_format() {
        let of = |name: &str| Format::of(name).map(Format::name);
        assert_eq!(of("events.jsonl"), Some("jsonl"));
        assert_eq!(of("events.doccano.JSONL"), Some("doccano"));
        assert_eq!([of("events.table"), of("jsonl"), of("events")], [None; 3]);
    }

    #[test]
    fn every_format_can_be_written_with_what_it_says_that_it_needs() {
        let schema = Schema::default();
        for format in Format::ALL.iter().filter(|format| format.name() != "template") {
            let schema = format.needs().schema.then_some(&schema);
            let writer = format.writer(Options { schema, ..Options::default() });
            let is_stream = matches!(writer, Ok(Writer::Stream(_)));
            assert_eq!(is_stream, !format.needs().place, "{}", format.name());
        }
    }
}
