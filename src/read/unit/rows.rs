//! Rows of tables, each treated like a line of JSON Lines.

use super::{Content, Fault, Opened, Skip, Source, Unit, Units};
use crate::read::csv::Rows;
use crate::read::row::{self, Row};

pub(super) fn csv(file: Opened, delimiter: Option<u8>) -> Units {
    let Opened { source, reader, .. } = file;
    match Rows::open(reader, delimiter, source.reading.max_size.bytes(), &source.reading.mapping) {
        Ok(rows) => Box::new(rows.map(move |row| unit(&source, row))),
        Err(error) => Box::new([Err(no_table(&source, &error.to_string()))].into_iter()),
    }
}

/// The unit of a row.
pub(crate) fn unit(source: &Source, row: Result<Row, row::Fault>) -> Result<Unit, Fault> {
    let fault = |skip, line: usize, what| Fault::new(skip, 1, format!("{}:{line}: {what}", source.shown));
    match row {
        Ok(Row { number, object, problems }) => {
            let limit = source.reading.max_size;
            if object.len() as u64 > limit.bytes() {
                let message = format!("the row is larger than {limit}; skipped");
                return Err(fault(Skip::TooLarge, number, message));
            }
            Ok(Unit { problems, ..source.numbered(number, Content::Record, number, object.into_bytes()) })
        }
        Err(row::Fault::Row(problem)) => Err(fault(Skip::Malformed, problem.line, problem.message)),
        Err(row::Fault::Rest(problem)) => Err(fault(Skip::Unreadable, problem.line, problem.message)),
    }
}

/// Why a table cannot be read.
pub(crate) fn no_table(source: &Source, message: &str) -> Fault {
    Fault::new(Skip::Malformed, 1, format!("{}: {message}; skipped", source.shown))
}
