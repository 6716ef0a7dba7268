//! Articles to tables that the readers read back to the same articles.

use std::path::Path;
#[cfg(any(feature = "parquet", feature = "sqlite"))]
use std::path::PathBuf;

#[cfg(any(feature = "parquet", feature = "sqlite"))]
use anyhow::Context;
use anyhow::bail;
use dateline::document::Article;

#[cfg(any(feature = "parquet", feature = "sqlite"))]
use super::output;
use super::output::Output;

/// The columns of a table of articles.
const COLUMNS: [&str; 8] = ["id", "title", "date", "source", "author", "url", "language", "text"];

/// The values of its columns; the id and the text are always there.
fn row(article: &Article) -> [Option<&str>; 8] {
    [
        Some(article.id.as_str()),
        article.title.as_deref(),
        article.date.as_deref(),
        article.source.as_deref(),
        article.author.as_deref(),
        article.url.as_deref(),
        article.language.as_deref(),
        Some(article.text.as_str()),
    ]
}

/// One who writes articles.
pub(crate) enum Writer {
    Lines(Output),
    Delimited(Output, u8),
    #[cfg(feature = "parquet")]
    Parquet(parquet::Writer),
    #[cfg(feature = "sqlite")]
    Sqlite(sqlite::Writer),
}

impl Writer {
    /// Opens a file in the format that its extension tells; JSON Lines to stdout where there is none.
    pub(crate) fn create(path: Option<&Path>) -> anyhow::Result<Writer> {
        let extension = path.and_then(Path::extension).unwrap_or_default().to_ascii_lowercase();
        let extension = extension.to_string_lossy();
        Ok(match (path, extension.as_ref()) {
            (None, _) | (_, "jsonl" | "ndjson") => Writer::Lines(Output::create(path)?),
            (_, "csv") => Writer::delimited(path, b',')?,
            (_, "tsv") => Writer::delimited(path, b'\t')?,
            #[cfg(feature = "parquet")]
            (Some(path), "parquet") => Writer::Parquet(parquet::Writer::create(path)?),
            #[cfg(feature = "sqlite")]
            (Some(path), "sqlite" | "sqlite3" | "db") => Writer::Sqlite(sqlite::Writer::create(path)?),
            (Some(path), _) => bail!(
                "articles cannot be written to `{}`; they can be to .jsonl, .csv, .tsv, .parquet and .sqlite",
                path.display()
            ),
        })
    }

    fn delimited(path: Option<&Path>, delimiter: u8) -> anyhow::Result<Writer> {
        let mut output = Output::create(path)?;
        output.write(&delimited(COLUMNS, delimiter)?)?;
        Ok(Writer::Delimited(output, delimiter))
    }

    /// Writes an article.
    pub(crate) fn article(&mut self, article: &Article) -> anyhow::Result<()> {
        match self {
            Writer::Lines(output) => {
                let members = COLUMNS.iter().zip(row(article));
                let record: serde_json::Map<String, serde_json::Value> =
                    members.map(|(name, value)| ((*name).to_owned(), value.into())).collect();
                output.write(&(serde_json::to_string(&record)? + "\n"))?;
            }
            Writer::Delimited(output, delimiter) => {
                output.write(&delimited(row(article).map(Option::unwrap_or_default), *delimiter)?)?;
            }
            #[cfg(feature = "parquet")]
            Writer::Parquet(writer) => writer.article(article)?,
            #[cfg(feature = "sqlite")]
            Writer::Sqlite(writer) => writer.article(article)?,
        }
        Ok(())
    }

    /// Writes what is left and puts the file in its place.
    pub(crate) fn finish(self) -> anyhow::Result<()> {
        match self {
            Writer::Lines(output) | Writer::Delimited(output, _) => output.finish(),
            #[cfg(feature = "parquet")]
            Writer::Parquet(writer) => writer.finish(),
            #[cfg(feature = "sqlite")]
            Writer::Sqlite(writer) => writer.finish(),
        }
    }
}

/// A line of CSV or TSV.
fn delimited(row: [&str; 8], delimiter: u8) -> anyhow::Result<String> {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    writer.write_record(row)?;
    let bytes = writer.into_inner().map_err(|error| error.into_error())?;
    Ok(String::from_utf8(bytes)?)
}

/// The file that will be in the place of another.
#[cfg(any(feature = "parquet", feature = "sqlite"))]
struct Place {
    file: tempfile::NamedTempFile,
    path: PathBuf,
}

#[cfg(any(feature = "parquet", feature = "sqlite"))]
impl Place {
    fn beside(path: &Path) -> anyhow::Result<Place> {
        // a link stays a link
        let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let file = output::temporary(&path).with_context(|| format!("cannot write `{}`", path.display()))?;
        Ok(Place { file, path })
    }

    fn take(self) -> anyhow::Result<()> {
        let path = self.path;
        self.file.persist(&path).with_context(|| format!("cannot write `{}`", path.display()))?;
        Ok(())
    }
}

#[cfg(feature = "parquet")]
mod parquet {
    use std::fs::File;
    use std::sync::Arc;

    use dateline::document::Article;
    use parquet::basic::Compression;
    use parquet::data_type::{ByteArray, ByteArrayType};
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    use super::{Path, Place, row};

    const SCHEMA: &str = "message article {
        required binary id (STRING);
        optional binary title (STRING);
        optional binary date (STRING);
        optional binary source (STRING);
        optional binary author (STRING);
        optional binary url (STRING);
        optional binary language (STRING);
        required binary text (STRING);
    }";
    /// A group of rows has so many, or so many bytes.
    const ROWS: usize = 4096;
    const BYTES: usize = 16 << 20;

    pub(crate) struct Writer {
        place: Place,
        file: SerializedFileWriter<File>,
        rows: Vec<Article>,
        bytes: usize,
    }

    impl Writer {
        pub(super) fn create(path: &Path) -> anyhow::Result<Writer> {
            let place = Place::beside(path)?;
            let schema = Arc::new(parse_message_type(SCHEMA)?);
            let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
            let file = SerializedFileWriter::new(place.file.reopen()?, schema, Arc::new(properties))?;
            Ok(Writer { place, file, rows: Vec::new(), bytes: 0 })
        }

        pub(super) fn article(&mut self, article: &Article) -> anyhow::Result<()> {
            self.bytes += article.text.len();
            self.rows.push(article.clone());
            if self.rows.len() == ROWS || self.bytes >= BYTES { self.group() } else { Ok(()) }
        }

        fn group(&mut self) -> anyhow::Result<()> {
            let mut group = self.file.next_row_group()?;
            let mut index = 0;
            while let Some(mut column) = group.next_column()? {
                let values: Vec<Option<&str>> = self.rows.iter().map(|article| row(article)[index]).collect();
                let levels: Vec<i16> = values.iter().map(|value| i16::from(value.is_some())).collect();
                let some: Vec<ByteArray> = values.into_iter().flatten().map(ByteArray::from).collect();
                column.typed::<ByteArrayType>().write_batch(&some, Some(&levels), None)?;
                column.close()?;
                index += 1;
            }
            group.close()?;
            self.rows.clear();
            self.bytes = 0;
            Ok(())
        }

        pub(super) fn finish(mut self) -> anyhow::Result<()> {
            if !self.rows.is_empty() {
                self.group()?;
            }
            self.file.close()?;
            self.place.take()
        }
    }
}

#[cfg(feature = "sqlite")]
mod sqlite {
    use dateline::document::Article;
    use rusqlite::{Connection, params_from_iter};

    use super::{COLUMNS, Path, Place, row};

    pub(crate) struct Writer {
        place: Place,
        connection: Connection,
    }

    impl Writer {
        pub(super) fn create(path: &Path) -> anyhow::Result<Writer> {
            let place = Place::beside(path)?;
            let connection = Connection::open(place.file.path())?;
            // until it is in its place nobody needs it
            connection.execute_batch(
                "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;
                 CREATE TABLE documents (id TEXT NOT NULL, title TEXT, date TEXT, source TEXT, author TEXT, url TEXT,
                                         language TEXT, text TEXT NOT NULL);",
            )?;
            Ok(Writer { place, connection })
        }

        pub(super) fn article(&mut self, article: &Article) -> anyhow::Result<()> {
            let columns = COLUMNS.join(", ");
            let query = format!("INSERT INTO documents ({columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
            self.connection.prepare_cached(&query)?.execute(params_from_iter(row(article)))?;
            Ok(())
        }

        pub(super) fn finish(self) -> anyhow::Result<()> {
            self.connection.execute_batch("COMMIT;")?;
            self.connection.close().map_err(|(_, error)| error)?;
            self.place.take()
        }
    }
}
