//! The columns of events: those of our Parquet, as Arrow knows them, and `error`.

use std::sync::{Arc, LazyLock};

use ::parquet::basic::{ConvertedType, Type as Physical};
use ::parquet::schema::types::{Type, TypePtr};
use arrow_array::RecordBatch;
use arrow_json::ReaderBuilder;
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, SchemaRef};
use dateline::Event;
use dateline::write::parquet;
use serde_json::{Map, Value};

/// The columns. All may be null: a row of an article that could not be read has `doc` and `error` only. So may what is in
/// them: engines take a null in a column that knows none for a mistake, even where the whole of which it is a part is null.
///
/// # Errors
/// Never; the errors are those of the libraries.
pub(crate) fn schema() -> Result<SchemaRef, ArrowError> {
    static SCHEMA: LazyLock<Result<SchemaRef, String>> = LazyLock::new(|| {
        let columns = parquet::schema().map_err(|error| error.to_string())?;
        let columns = columns.get_fields().iter().map(|column| field(column));
        let error = Field::new("error", DataType::Utf8, true);
        Ok(Arc::new(Schema::new(columns.chain([error]).collect::<Vec<_>>())))
    });
    SCHEMA.clone().map_err(ArrowError::SchemaError)
}

/// An event as a row.
///
/// # Errors
/// Never; the errors are those of the libraries.
pub(crate) fn row(event: &Event) -> Result<Map<String, Value>, ArrowError> {
    let record = parquet::record(event).map_err(|error| ArrowError::SchemaError(error.to_string()))?;
    let mut record = Value::Object(record);
    complete(&DataType::Struct(schema()?.fields().clone()), &mut record);
    match record {
        Value::Object(record) => Ok(record),
        _ => Ok(Map::new()),
    }
}

/// Adds what JSON leaves out: lists without anything, and what is not so.
fn complete(kind: &DataType, value: &mut Value) {
    match (kind, value) {
        (DataType::List(_), value @ Value::Null) => *value = Value::Array(Vec::new()),
        (DataType::Boolean, value @ Value::Null) => *value = Value::Bool(false),
        (DataType::Map(..), value @ Value::Null) => *value = Value::Object(Map::new()),
        (DataType::List(element), Value::Array(items)) => {
            items.iter_mut().for_each(|item| complete(element.data_type(), item));
        }
        (DataType::Struct(fields), Value::Object(members)) => {
            for field in fields {
                complete(field.data_type(), members.entry(field.name()).or_insert(Value::Null));
            }
        }
        _ => {}
    }
}

/// Rows as columns. Linear in the rows.
///
/// # Errors
/// Never; the errors are those of the library.
pub(crate) fn batch(rows: &[Map<String, Value>]) -> Result<RecordBatch, ArrowError> {
    let schema = schema()?;
    if rows.is_empty() {
        return Ok(RecordBatch::new_empty(schema));
    }
    let mut decoder = ReaderBuilder::new(Arc::clone(&schema)).with_batch_size(rows.len()).build_decoder()?;
    decoder.serialize(rows)?;
    Ok(decoder.flush()?.unwrap_or_else(|| RecordBatch::new_empty(schema)))
}

fn field(column: &Type) -> Field {
    Field::new(column.name(), kind(column), true)
}

fn fields(group: &Type) -> Fields {
    group.get_fields().iter().map(|column| field(column)).collect()
}

/// The entries of a map, of which only the values may be null.
fn entries(repeated: &Type) -> DataType {
    let entry = |(place, part): (usize, &TypePtr)| field(part).with_nullable(place > 0);
    DataType::Struct(repeated.get_fields().iter().enumerate().map(entry).collect())
}

fn kind(column: &Type) -> DataType {
    if column.is_primitive() {
        return match column.get_physical_type() {
            Physical::DOUBLE => DataType::Float64,
            Physical::INT64 => DataType::Int64,
            Physical::BOOLEAN => DataType::Boolean,
            _ => DataType::Utf8,
        };
    }
    // a list holds its elements in a repeated group, and so does a map
    let repeated = column.get_fields().first();
    match (column.get_basic_info().converted_type(), repeated) {
        (ConvertedType::LIST, Some(repeated)) => match repeated.get_fields().first() {
            Some(element) => DataType::List(Arc::new(field(element))),
            None => DataType::Null,
        },
        (ConvertedType::MAP, Some(repeated)) => {
            DataType::Map(Arc::new(Field::new(repeated.name(), entries(repeated), false)), false)
        }
        _ => DataType::Struct(fields(column)),
    }
}
