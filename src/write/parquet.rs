//! Parquet: a row an event, roles and all else nested as in the JSON.
//!
//! `arguments` is a list of the fillers of all roles, each with its `role`; `sources` is a list of sources, the nearest
//! first, then whoever reports it. Everything else has the names of the JSON. Nothing is lost.
//!
//! Rows become columns by the levels of Dremel (Melnik et al. 2010): for each value of a column, how many optional and
//! repeated ancestors it has, and at which repeated one it begins anew. Row groups, and so memory, are bounded.

use std::sync::Arc;

use parquet::basic::{Compression, ConvertedType, Repetition, ZstdLevel};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::{Type, TypePtr};
use serde_json::{Map, Value};

use super::{Error, Extraction, Form};
use crate::extract::Event;

/// The number of events in a row group,
const ROWS: usize = 1 << 14;
/// or its bytes of text.
const BYTES: usize = 16 << 20;

const SCHEMA: &str = "message event {
    required binary id (UTF8);
    required binary type (UTF8);
    required binary rule (UTF8);
    required int64 pattern;
    required binary at (UTF8);
    required binary doc (UTF8);
    optional binary published (UTF8);
    required int64 sentence;
    required group trigger { SPAN }
    required group extent { required int64 start; required int64 end; }
    required group arguments (LIST) { repeated group list { required group element {
        required binary role (UTF8);
        SPAN
        required binary type (UTF8);
        optional binary name (UTF8);
        required group entities (LIST) { repeated group list { required binary element (UTF8); } }
        optional binary title (UTF8);
        optional binary affiliation (UTF8);
        optional binary id (UTF8);
        optional binary event (UTF8);
        optional int64 sentence;
        required boolean alternative;
        required group attributes (MAP) { repeated group key_value {
            required binary key (UTF8);
            required binary value (UTF8);
        } }
        optional double amount;
        optional binary value (UTF8);
        optional binary unit (UTF8);
    } } }
    optional group time { SPAN optional binary value (UTF8); }
    optional group place { SPAN }
    required binary polarity (UTF8);
    optional group polarity_cue { SPAN }
    required binary modality (UTF8);
    optional group modality_cue { SPAN }
    required binary tense (UTF8);
    SOURCES
    required double confidence;
    optional binary same_as (UTF8);
    required group mentions (LIST) { repeated group list { required group element {
        required binary id (UTF8);
        required binary rule (UTF8);
        required int64 sentence;
        required group trigger { SPAN }
        required group extent { required int64 start; required int64 end; }
        SOURCES
    } } }
}";
const SOURCES: &str = "required group sources (LIST) { repeated group list { required group element {
        SPAN
        optional binary name (UTF8);
        required group entities (LIST) { repeated group list { required binary element (UTF8); } }
        required binary verb (UTF8);
        required group cue { SPAN }
    } } }";
const SPAN: &str = "required binary text (UTF8); required int64 start; required int64 end;";

/// The file.
pub struct Parquet {
    schema: TypePtr,
    writer: SerializedFileWriter<Vec<u8>>,
    columns: Vec<Column>,
    rows: usize,
}

/// The values of a row group in a column so far.
#[derive(Default)]
struct Column {
    texts: Vec<ByteArray>,
    /// The bytes of the texts.
    bytes: usize,
    whole: Vec<i64>,
    real: Vec<f64>,
    truths: Vec<bool>,
    definition: Vec<i16>,
    repetition: Vec<i16>,
}

/// The position of a value.
#[derive(Clone, Copy, Default)]
struct Place {
    /// How many optional and repeated ancestors are there.
    definition: i16,
    /// At which repeated ancestor it begins anew.
    repetition: i16,
    /// How many repeated ancestors there are.
    depth: i16,
}

impl Parquet {
    /// A file, without events so far.
    ///
    /// # Errors
    /// Never; the errors are those of the library.
    pub fn new() -> Result<Parquet, Error> {
        let schema = schema()?;
        let compression = Compression::ZSTD(ZstdLevel::try_new(3).map_err(Error::new)?);
        let properties = WriterProperties::builder().set_compression(compression).build();
        let writer = SerializedFileWriter::new(Vec::new(), Arc::clone(&schema), Arc::new(properties));
        let writer = writer.map_err(Error::new)?;
        let columns = writer.schema_descr().num_columns();
        let columns = (0..columns).map(|_| Column::default()).collect();
        Ok(Parquet { schema, writer, columns, rows: 0 })
    }

    /// Appends a row.
    fn row(&mut self, event: &Event) -> Result<(), Error> {
        let record = record(event)?;
        let mut column = 0;
        for field in self.schema.get_fields() {
            let value = record.get(field.name()).unwrap_or(&Value::Null);
            fill(&mut self.columns, &mut column, field, value, Place::default());
        }
        self.rows += 1;
        Ok(())
    }

    /// Writes the rows as a group.
    fn group(&mut self) -> Result<(), Error> {
        if self.rows == 0 {
            return Ok(());
        }
        let mut group = self.writer.next_row_group().map_err(Error::new)?;
        for column in &mut self.columns {
            let Some(mut writer) = group.next_column().map_err(Error::new)? else { break };
            let levels = (Some(column.definition.as_slice()), Some(column.repetition.as_slice()));
            let written = match writer.untyped() {
                ColumnWriter::ByteArrayColumnWriter(_) => {
                    writer.typed::<ByteArrayType>().write_batch(&column.texts, levels.0, levels.1)
                }
                ColumnWriter::DoubleColumnWriter(_) => {
                    writer.typed::<DoubleType>().write_batch(&column.real, levels.0, levels.1)
                }
                ColumnWriter::BoolColumnWriter(_) => {
                    writer.typed::<BoolType>().write_batch(&column.truths, levels.0, levels.1)
                }
                _ => writer.typed::<Int64Type>().write_batch(&column.whole, levels.0, levels.1),
            };
            written.map_err(Error::new)?;
            writer.close().map_err(Error::new)?;
            *column = Column::default();
        }
        group.close().map_err(Error::new)?;
        self.rows = 0;
        Ok(())
    }

    /// Hands out what the library has written.
    fn drain(&mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        self.writer.flush().map_err(Error::new)?;
        out.append(self.writer.inner_mut());
        Ok(())
    }
}

impl Form for Parquet {
    fn document(&mut self, extraction: &Extraction, out: &mut Vec<u8>) -> Result<(), Error> {
        for event in extraction.events {
            self.row(event)?;
            let bytes: usize = self.columns.iter().map(|column| column.bytes).sum();
            if self.rows >= ROWS || bytes >= BYTES {
                self.group()?;
                self.drain(out)?;
            }
        }
        Ok(())
    }

    fn tail(&mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        self.group()?;
        self.writer.finish().map_err(Error::new)?;
        self.drain(out)
    }
}

/// The columns of events.
///
/// # Errors
/// Never; the errors are those of the library.
pub fn schema() -> Result<TypePtr, Error> {
    let text = SCHEMA.replace("SOURCES", SOURCES).replace("SPAN", SPAN);
    parse_message_type(&text).map(Arc::new).map_err(Error::new)
}

/// The event in the form of the [`schema`]: what is missing there is null.
///
/// # Errors
/// Never; the errors are those of the library.
pub fn record(event: &Event) -> Result<Map<String, Value>, Error> {
    let Value::Object(mut record) = serde_json::to_value(event).map_err(Error::new)? else {
        return Ok(Map::new());
    };
    let mut arguments = Vec::new();
    if let Some(Value::Object(roles)) = record.remove("roles") {
        for (role, fillers) in roles {
            let Value::Array(fillers) = fillers else { continue };
            for mut filler in fillers {
                if let Some(filler) = filler.as_object_mut() {
                    filler.insert("role".to_owned(), role.as_str().into());
                    if let Some(amount) = filler.get("value").and_then(Value::as_f64) {
                        filler.insert("amount".to_owned(), amount.into());
                        filler.remove("value");
                    }
                }
                arguments.push(filler);
            }
        }
    }
    record.insert("arguments".to_owned(), arguments.into());
    sources(&mut record);
    if let Some(Value::Array(mentions)) = record.get_mut("mentions") {
        mentions.iter_mut().filter_map(Value::as_object_mut).for_each(sources);
    }
    Ok(record)
}

/// Makes a list of a source and those who report it.
fn sources(record: &mut Map<String, Value>) {
    let mut all = Vec::new();
    let mut next = record.remove("source");
    while let Some(Value::Object(mut source)) = next {
        next = source.remove("by");
        all.push(Value::Object(source));
    }
    record.insert("sources".to_owned(), all.into());
}

/// Appends a value to the columns of a node of the schema, the next of which is `column`.
fn fill(columns: &mut [Column], column: &mut usize, node: &Type, value: &Value, place: Place) {
    match node.get_basic_info().repetition() {
        Repetition::OPTIONAL if value.is_null() => absent(columns, column, node, place),
        Repetition::OPTIONAL => {
            let place = Place { definition: place.definition + 1, ..place };
            present(columns, column, node, value, place);
        }
        _ => present(columns, column, node, value, place),
    }
}

fn present(columns: &mut [Column], column: &mut usize, node: &Type, value: &Value, place: Place) {
    if node.is_primitive() {
        if let Some(to) = columns.get_mut(*column) {
            to.push(node, value, place);
        }
        *column += 1;
        return;
    }
    let repeated = match node.get_basic_info().converted_type() {
        ConvertedType::LIST | ConvertedType::MAP => node.get_fields().first(),
        _ => None,
    };
    let Some(repeated) = repeated else {
        for field in node.get_fields() {
            fill(columns, column, field, value.get(field.name()).unwrap_or(&Value::Null), place);
        }
        return;
    };
    let first = *column;
    let mut place = place;
    let mut item = |parts: &[&Value]| {
        *column = first;
        let inner =
            Place { definition: place.definition + 1, depth: place.depth + 1, repetition: place.repetition };
        for (field, value) in repeated.get_fields().iter().zip(parts) {
            fill(columns, column, field, value, inner);
        }
        place.repetition = inner.depth;
    };
    match value {
        Value::Array(items) if !items.is_empty() => items.iter().for_each(|value| item(&[value])),
        Value::Object(pairs) if !pairs.is_empty() => {
            pairs.iter().for_each(|(key, value)| item(&[&Value::from(key.as_str()), value]));
        }
        _ => absent(columns, column, repeated, place),
    }
}

/// Notes in all columns of a node that it is not there.
fn absent(columns: &mut [Column], column: &mut usize, node: &Type, place: Place) {
    if node.is_primitive() {
        if let Some(to) = columns.get_mut(*column) {
            to.level(place);
        }
        *column += 1;
        return;
    }
    for field in node.get_fields() {
        absent(columns, column, field, place);
    }
}

impl Column {
    fn level(&mut self, place: Place) {
        self.definition.push(place.definition);
        self.repetition.push(place.repetition);
    }

    fn push(&mut self, node: &Type, value: &Value, place: Place) {
        self.level(place);
        match node.get_physical_type() {
            parquet::basic::Type::BYTE_ARRAY => {
                let text = value.as_str().unwrap_or_default();
                self.bytes += text.len();
                self.texts.push(text.into());
            }
            parquet::basic::Type::DOUBLE => self.real.push(value.as_f64().unwrap_or_default()),
            parquet::basic::Type::BOOLEAN => self.truths.push(value.as_bool().unwrap_or_default()),
            _ => self.whole.push(value.as_i64().unwrap_or_default()),
        }
    }
}
