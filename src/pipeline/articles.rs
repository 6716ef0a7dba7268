//! Articles to tables that the readers read back to the same articles.

use std::ffi::OsStr;
use std::io::Write;
use std::path::Path;
#[cfg(any(feature = "parquet", feature = "sqlite"))]
use std::path::PathBuf;

use super::PipelineError;
#[cfg(any(feature = "parquet", feature = "sqlite"))]
use super::output;
use super::output::Output;
use crate::document::Article;
use crate::write::Error;

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

/// A writer of articles to JSON Lines, CSV, Parquet or SQLite.
pub struct ArticleWriter {
    form: Form,
}

enum Form {
    Lines(Output),
    Delimited(Output, u8),
    #[cfg(feature = "parquet")]
    Parquet(parquet::Writer),
    #[cfg(feature = "sqlite")]
    Sqlite(sqlite::Writer),
}

impl ArticleWriter {
    /// JSON Lines to a stream.
    pub fn stream(stream: impl Write + Send + 'static) -> ArticleWriter {
        ArticleWriter { form: Form::Lines(Output::stream(Box::new(stream))) }
    }

    /// A file in the format of its extension.
    ///
    /// # Errors
    /// If there is no such format, or the file cannot be written.
    pub fn file(path: &Path) -> Result<ArticleWriter, PipelineError> {
        let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default().to_ascii_lowercase();
        let form = match extension.as_str() {
            "jsonl" | "ndjson" => Form::Lines(Output::file(path)?),
            "csv" => Form::delimited(path, b',')?,
            "tsv" => Form::delimited(path, b'\t')?,
            #[cfg(feature = "parquet")]
            "parquet" => {
                Form::Parquet(parquet::Writer::create(path).map_err(PipelineError::format(Some(path)))?)
            }
            #[cfg(feature = "sqlite")]
            "sqlite" | "sqlite3" | "db" => {
                Form::Sqlite(sqlite::Writer::create(path).map_err(PipelineError::format(Some(path)))?)
            }
            _ => return Err(PipelineError::NoArticles(path.to_owned())),
        };
        Ok(ArticleWriter { form })
    }

    /// Writes an article.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn article(&mut self, article: &Article) -> Result<(), PipelineError> {
        match &mut self.form {
            Form::Lines(output) => {
                let members = COLUMNS.iter().zip(row(article));
                let record: serde_json::Map<String, serde_json::Value> =
                    members.map(|(name, value)| ((*name).to_owned(), value.into())).collect();
                output.write(serde_json::Value::Object(record).to_string() + "\n")
            }
            Form::Delimited(output, delimiter) => {
                output.write(delimited(row(article).map(Option::unwrap_or_default), *delimiter)?)
            }
            #[cfg(feature = "parquet")]
            Form::Parquet(writer) => {
                writer.article(article).map_err(PipelineError::format(Some(&writer.place.path)))
            }
            #[cfg(feature = "sqlite")]
            Form::Sqlite(writer) => {
                writer.article(article).map_err(PipelineError::format(Some(&writer.place.path)))
            }
        }
    }

    /// Writes what is left and puts the file in its place.
    ///
    /// # Errors
    /// As [`ArticleWriter::article`].
    pub fn finish(self) -> Result<(), PipelineError> {
        match self.form {
            Form::Lines(output) | Form::Delimited(output, _) => output.finish(),
            #[cfg(feature = "parquet")]
            Form::Parquet(writer) => writer.finish(),
            #[cfg(feature = "sqlite")]
            Form::Sqlite(writer) => writer.finish(),
        }
    }
}

impl Form {
    fn delimited(path: &Path, delimiter: u8) -> Result<Form, PipelineError> {
        let mut output = Output::file(path)?;
        output.write(delimited(COLUMNS, delimiter)?)?;
        Ok(Form::Delimited(output, delimiter))
    }
}

/// A line of CSV or TSV.
fn delimited(row: [&str; 8], delimiter: u8) -> Result<Vec<u8>, PipelineError> {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    let written = writer.write_record(row).map_err(Error::new);
    let bytes = written.and_then(|()| writer.into_inner().map_err(Error::new));
    bytes.map_err(PipelineError::format(None))
}

/// The temporary file that will replace another.
#[cfg(any(feature = "parquet", feature = "sqlite"))]
struct Place {
    file: tempfile::NamedTempFile,
    path: PathBuf,
}

#[cfg(any(feature = "parquet", feature = "sqlite"))]
impl Place {
    fn beside(path: &Path) -> Result<Place, Error> {
        // a link stays a link
        let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let file = output::temporary(&path).map_err(Error::new)?;
        Ok(Place { file, path })
    }

    fn take(self) -> Result<(), PipelineError> {
        let Place { file, path } = self;
        file.persist(&path).map(drop).map_err(|error| PipelineError::file("write", &path)(error.error))
    }
}

#[cfg(feature = "parquet")]
mod parquet {
    use std::fs::File;
    use std::path::Path;
    use std::sync::Arc;

    use parquet::basic::Compression;
    use parquet::data_type::{ByteArray, ByteArrayType};
    use parquet::errors::ParquetError;
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    use super::{Place, row};
    use crate::document::Article;
    use crate::pipeline::PipelineError;
    use crate::write::Error;

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
    /// The number of rows in a group, or its bytes.
    const ROWS: usize = 4096;
    const BYTES: usize = 16 << 20;

    pub(super) struct Writer {
        pub(super) place: Place,
        file: SerializedFileWriter<File>,
        rows: Vec<Article>,
        bytes: usize,
    }

    impl Writer {
        pub(super) fn create(path: &Path) -> Result<Writer, Error> {
            let place = Place::beside(path)?;
            let schema = Arc::new(parse_message_type(SCHEMA).map_err(Error::new)?);
            let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
            let file = place.file.reopen().map_err(Error::new)?;
            let file = SerializedFileWriter::new(file, schema, Arc::new(properties)).map_err(Error::new)?;
            Ok(Writer { place, file, rows: Vec::new(), bytes: 0 })
        }

        pub(super) fn article(&mut self, article: &Article) -> Result<(), Error> {
            self.bytes += article.text.len();
            self.rows.push(article.clone());
            match self.rows.len() == ROWS || self.bytes >= BYTES {
                true => self.group().map_err(Error::new),
                false => Ok(()),
            }
        }

        fn group(&mut self) -> Result<(), ParquetError> {
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

        pub(super) fn finish(mut self) -> Result<(), PipelineError> {
            let last = if self.rows.is_empty() { Ok(()) } else { self.group() };
            let closed = last.and_then(|()| self.file.close().map(drop));
            closed.map_err(|error| PipelineError::format(Some(&self.place.path))(Error::new(error)))?;
            self.place.take()
        }
    }
}

#[cfg(feature = "sqlite")]
mod sqlite {
    use std::path::Path;

    use rusqlite::{Connection, params_from_iter};

    use super::{COLUMNS, Place, row};
    use crate::document::Article;
    use crate::pipeline::PipelineError;
    use crate::write::Error;

    pub(super) struct Writer {
        pub(super) place: Place,
        connection: Connection,
    }

    impl Writer {
        pub(super) fn create(path: &Path) -> Result<Writer, Error> {
            let place = Place::beside(path)?;
            let connection = Connection::open(place.file.path()).map_err(Error::new)?;
            // nobody needs it until it is in its place
            let begun = connection.execute_batch(
                "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;
                 CREATE TABLE documents (id TEXT NOT NULL, title TEXT, date TEXT, source TEXT, author TEXT, url TEXT,
                                         language TEXT, text TEXT NOT NULL);",
            );
            begun.map_err(Error::new)?;
            Ok(Writer { place, connection })
        }

        pub(super) fn article(&mut self, article: &Article) -> Result<(), Error> {
            let columns = COLUMNS.join(", ");
            let query = format!("INSERT INTO documents ({columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
            let inserted = self.connection.prepare_cached(&query);
            let inserted = inserted.and_then(|mut insert| insert.execute(params_from_iter(row(article))));
            inserted.map(drop).map_err(Error::new)
        }

        pub(super) fn finish(self) -> Result<(), PipelineError> {
            let Writer { place, connection } = self;
            let closed = connection.execute_batch("COMMIT;");
            let closed = closed.and_then(|()| connection.close().map_err(|(_, error)| error));
            closed.map_err(|error| PipelineError::format(Some(&place.path))(Error::new(error)))?;
            place.take()
        }
    }
}
