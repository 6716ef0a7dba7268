//! Parquet: a row an article. Columns may be strings, numbers, days and times, lists of them, and fields of groups
//! (`source.name`).
//!
//! Only the wanted columns are read, side by side, without an intermediate row: a file's claims about its columns are
//! never trusted further than the reader of a column checks them.

use std::vec::IntoIter;

use parquet::basic::{ConvertedType, LogicalType, TimeUnit};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::DataType;
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use parquet::schema::types::ColumnDescriptor;
use serde_json::Value;

use super::fields::Mapping;
use super::guard::guarded;
use super::row::{self, Fault, Row};
use super::{Problem, ReadError, date};

/// The number of rows of a column that are read at a time.
const BATCH: usize = 32;

/// The rows of a file.
pub struct Rows<R: ChunkReader + 'static> {
    file: SerializedFileReader<R>,
    wanted: Vec<Column>,
    /// The readers of the wanted columns in the current group.
    readers: Vec<ColumnReader>,
    /// How many rows of that group remain.
    left: usize,
    next_group: usize,
    batch: IntoIter<String>,
    number: usize,
    ended: bool,
}

/// A wanted column.
struct Column {
    /// Its number in the file.
    index: usize,
    /// The key of its values.
    key: String,
    time: Option<Time>,
    is_list: bool,
}

/// The unit of a number.
#[derive(Clone, Copy)]
enum Time {
    Days,
    /// Parts of a day, this many.
    Parts(i64),
}

impl<R: ChunkReader + 'static> Rows<R> {
    /// Reads what columns there are.
    ///
    /// # Errors
    /// If the file is damaged; the error is for the user.
    pub fn open(file: R, mapping: &Mapping) -> Result<Rows<R>, ReadError> {
        // the library panics on some damaged files
        guarded(|| Rows::begin(file, mapping))?
    }

    fn begin(file: R, mapping: &Mapping) -> Result<Rows<R>, ReadError> {
        let file = SerializedFileReader::new(file).map_err(|error| ReadError::Damaged(said(&error)))?;
        let schema = file.metadata().file_metadata().schema_descr();
        let mut wanted = Vec::new();
        let mut names = Vec::new();
        for (index, column) in schema.columns().iter().enumerate() {
            let key = key(column);
            if mapping.wants(&key) || key.split_once('.').is_some_and(|(first, _)| mapping.wants(first)) {
                let is_list = column.max_rep_level() > 0;
                wanted.push(Column { index, key: key.clone(), time: Time::of(column), is_list });
            }
            names.push(key);
        }
        row::check(&names, mapping)?;
        Ok(Rows {
            file,
            wanted,
            readers: Vec::new(),
            left: 0,
            next_group: 0,
            batch: Vec::new().into_iter(),
            number: 0,
            ended: false,
        })
    }

    /// Reads some more rows; false at the end of the file.
    fn fill(&mut self) -> Result<bool, ParquetError> {
        while self.left == 0 {
            if self.next_group == self.file.num_row_groups() {
                return Ok(false);
            }
            let group = self.file.get_row_group(self.next_group)?;
            self.left = usize::try_from(group.metadata().num_rows()).unwrap_or_default();
            let readers = self.wanted.iter().map(|column| group.get_column_reader(column.index));
            self.readers = readers.collect::<Result<_, _>>()?;
            self.next_group += 1;
        }
        let count = self.left.min(BATCH);
        let mut rows = vec![serde_json::Map::new(); count];
        for (column, reader) in self.wanted.iter().zip(&mut self.readers) {
            let descriptor = self.file.metadata().file_metadata().schema_descr().column(column.index);
            let values = column.read(reader, &descriptor, count)?;
            if values.len() != count {
                let what = format!("the column `{}` ends before the others", column.key);
                return Err(ParquetError::General(what));
            }
            let some = rows.iter_mut().zip(values).filter(|(_, value)| !value.is_null());
            some.for_each(|(row, value)| drop(row.insert(column.key.clone(), value)));
        }
        self.left -= count;
        let objects: Vec<String> = rows.into_iter().map(|row| Value::Object(row).to_string()).collect();
        self.batch = objects.into_iter();
        Ok(true)
    }
}

impl<R: ChunkReader + 'static> Iterator for Rows<R> {
    type Item = Result<Row, Fault>;

    fn next(&mut self) -> Option<Result<Row, Fault>> {
        loop {
            if let Some(object) = self.batch.next() {
                self.number += 1;
                return Some(Ok(Row { number: self.number, object, problems: Vec::new() }));
            }
            if self.ended {
                return None;
            }
            let filled = guarded(|| self.fill()).map_err(ReadError::from);
            match filled.and_then(|filled| filled.map_err(|error| ReadError::Damaged(said(&error)))) {
                Ok(true) => {}
                Ok(false) => self.ended = true,
                Err(error) => {
                    self.ended = true;
                    let message = format!("{error}; the rest of the file was skipped");
                    return Some(Err(Fault::Rest(Problem { line: self.number + 1, message })));
                }
            }
        }
    }
}

/// The path of a column without the names that lists give to their inner parts, nor the `name` of a group.
fn key(column: &ColumnDescriptor) -> String {
    let parts = column.path().parts();
    let first = parts.first().map_or("", String::as_str);
    match parts {
        _ if column.max_rep_level() > 0 => first.to_owned(),
        [_, name] if name == "name" => first.to_owned(),
        _ => parts.join("."),
    }
}

impl Time {
    fn of(column: &ColumnDescriptor) -> Option<Time> {
        let second = 86_400;
        match column.logical_type_ref() {
            Some(LogicalType::Date) => return Some(Time::Days),
            Some(LogicalType::Timestamp(time)) => {
                return Some(Time::Parts(match time.unit {
                    TimeUnit::MILLIS => second * 1_000,
                    TimeUnit::MICROS => second * 1_000_000,
                    TimeUnit::NANOS => second * 1_000_000_000,
                }));
            }
            _ => {}
        }
        match column.converted_type() {
            ConvertedType::DATE => Some(Time::Days),
            ConvertedType::TIMESTAMP_MILLIS => Some(Time::Parts(second * 1_000)),
            ConvertedType::TIMESTAMP_MICROS => Some(Time::Parts(second * 1_000_000)),
            _ => None,
        }
    }
}

impl Column {
    /// The values of some rows.
    fn read(
        &self,
        reader: &mut ColumnReader,
        column: &ColumnDescriptor,
        rows: usize,
    ) -> Result<Vec<Value>, ParquetError> {
        let levels = (column.max_def_level(), self.is_list);
        match reader {
            ColumnReader::BoolColumnReader(reader) => values(reader, levels, rows, |_| Value::Null),
            ColumnReader::Int32ColumnReader(reader) => {
                values(reader, levels, rows, |number| self.number(i64::from(*number)))
            }
            ColumnReader::Int64ColumnReader(reader) => {
                values(reader, levels, rows, |number| self.number(*number))
            }
            ColumnReader::Int96ColumnReader(reader) => values(reader, levels, rows, |time| {
                date::of_days(time.to_millis().div_euclid(86_400_000)).map_or(Value::Null, Value::String)
            }),
            ColumnReader::FloatColumnReader(reader) => {
                values(reader, levels, rows, |number| f64::from(*number).into())
            }
            ColumnReader::DoubleColumnReader(reader) => {
                values(reader, levels, rows, |number| (*number).into())
            }
            ColumnReader::ByteArrayColumnReader(reader) => {
                values(reader, levels, rows, |bytes| String::from_utf8_lossy(bytes.data()).into())
            }
            ColumnReader::FixedLenByteArrayColumnReader(reader) => {
                values(reader, levels, rows, |bytes| String::from_utf8_lossy(bytes.data()).into())
            }
        }
    }

    fn number(&self, number: i64) -> Value {
        let days = match self.time {
            None => return number.into(),
            Some(Time::Days) => number,
            Some(Time::Parts(parts)) => number.div_euclid(parts),
        };
        date::of_days(days).map_or(Value::Null, Value::String)
    }
}

/// The values of some rows of a column: one a row, or a list.
fn values<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    (defined, is_list): (i16, bool),
    rows: usize,
    json: impl Fn(&T::T) -> Value,
) -> Result<Vec<Value>, ParquetError> {
    let (mut found, mut definitions, mut repetitions) = (Vec::new(), Vec::new(), Vec::new());
    let (_, _, levels) =
        reader.read_records(rows, Some(&mut definitions), Some(&mut repetitions), &mut found)?;
    let mut found = found.iter().map(json);
    let mut values: Vec<Value> = Vec::with_capacity(rows);
    for level in 0..levels {
        // a column that must have a value has no levels
        let is_defined = definitions.get(level).is_none_or(|definition| *definition == defined);
        let value = if is_defined { found.next().unwrap_or_default() } else { Value::Null };
        let goes_on = is_list && repetitions.get(level).is_some_and(|repetition| *repetition > 0);
        match values.last_mut() {
            Some(Value::Array(list)) if goes_on => list.push(value),
            _ if is_list => values.push(Value::Array(vec![value])),
            _ => values.push(value),
        }
    }
    Ok(values)
}

fn said(error: &ParquetError) -> String {
    match error {
        ParquetError::General(message) | ParquetError::NYI(message) | ParquetError::EOF(message) => {
            format!("not a Parquet file that can be read: {message}")
        }
        error => error.to_string(),
    }
}
