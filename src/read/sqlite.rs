//! Tables of SQLite databases: a row an article.

use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Error};
use serde_json::Value;

use super::error::TABLE;
use super::fields::Mapping;
use super::row::{self, Fault, Row};
use super::{Problem, ReadError};

/// Hands each row of a table on, in the order of the table, until told to stop. Without a name it takes the table
/// `documents`, or the only one. At most one row is in memory.
///
/// A hostile database cannot run code: its views and triggers may only call functions that compute.
///
/// # Errors
/// If the database or the table is wrong; the error is for the user. Rows that were handed on stay so.
pub fn rows(
    connection: &Connection,
    table: Option<&str>,
    mapping: &Mapping,
    mut take: impl FnMut(Result<Row, Fault>) -> bool,
) -> Result<(), ReadError> {
    let said = |error: Error| ReadError::Damaged(message(&error));
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true).map_err(said)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false).map_err(said)?;
    connection.execute_batch("PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;").map_err(said)?;
    let table = chosen(connection, table)?;
    let columns = columns(connection, &table.name).map_err(said)?;
    row::check(&columns, mapping)?;
    let wanted: Vec<&String> = columns.iter().filter(|name| mapping.wants(name)).collect();
    let names: Vec<String> = wanted.iter().map(|name| quoted(name)).collect();
    // an index could change the order of the rows
    let scan = if table.is_view { "" } else { " NOT INDEXED" };
    let query = format!("SELECT {} FROM {}{scan}", names.join(", "), quoted(&table.name));
    let mut statement = connection.prepare(&query).map_err(said)?;
    let mut rows = statement.query([]).map_err(said)?;
    let mut number = 0;
    loop {
        number += 1;
        let row = match rows.next() {
            Ok(Some(row)) => row,
            Ok(None) => return Ok(()),
            Err(error) => {
                let message = format!("{}; the rest of the table was skipped", message(&error));
                take(Err(Fault::Rest(Problem { line: number, message })));
                return Ok(());
            }
        };
        let members = wanted.iter().enumerate().map(|(index, name)| {
            let value = row.get_ref(index).map_or(Value::Null, json);
            (name.as_str(), value)
        });
        if !take(Ok(Row { number, object: row::object(members), problems: Vec::new() })) {
            return Ok(());
        }
    }
}

struct Table {
    name: String,
    is_view: bool,
}

/// The table to read.
fn chosen(connection: &Connection, named: Option<&str>) -> Result<Table, ReadError> {
    let said = |error: Error| ReadError::Damaged(message(&error));
    let query = "SELECT name, type = 'view' FROM sqlite_schema WHERE type IN ('table', 'view') \
                 AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY rowid LIMIT 1000";
    let mut statement = connection.prepare(query).map_err(said)?;
    let tables = statement.query_map([], |row| Ok(Table { name: row.get(0)?, is_view: row.get(1)? }));
    let mut tables = tables.and_then(Iterator::collect::<Result<Vec<Table>, Error>>).map_err(said)?;
    let place = match named {
        Some(name) => tables.iter().position(|table| table.name == name),
        None => tables.iter().position(|table| table.name == TABLE && !table.is_view).or_else(|| {
            let mut own = tables.iter().enumerate().filter(|(_, table)| !table.is_view);
            own.next().filter(|_| own.next().is_none()).map(|(place, _)| place)
        }),
    };
    if let Some(place) = place {
        return Ok(tables.swap_remove(place));
    }
    let tables = tables.into_iter().map(|table| table.name).collect();
    Err(ReadError::NoTable { asked: named.map(str::to_owned), tables })
}

fn columns(connection: &Connection, table: &str) -> Result<Vec<String>, Error> {
    let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1)")?;
    let names = statement.query_map([table], |row| row.get(0))?;
    names.collect()
}

fn json(value: ValueRef) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => number.into(),
        ValueRef::Real(number) => number.into(),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => String::from_utf8_lossy(bytes).into(),
    }
}

/// A name as written in a query.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn message(error: &Error) -> String {
    match error {
        Error::SqliteFailure(_, Some(message)) => message.clone(),
        error => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(setup: &str, table: Option<&str>) -> Result<Vec<String>, ReadError> {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(setup).unwrap();
        let mut objects = Vec::new();
        rows(&connection, table, &Mapping::default(), |row| {
            objects.push(row.unwrap().object);
            objects.len() < 100
        })?;
        Ok(objects)
    }

    #[test]
    fn rows_come_in_the_order_of_the_table_with_what_is_wanted_of_them() {
        let setup = r#"CREATE TABLE documents (id INTEGER PRIMARY KEY, "published" TEXT, text TEXT, size REAL);
            CREATE INDEX other ON documents (text, published, id);
            INSERT INTO documents VALUES (1, '2019-05-20', 'It rained 🌧.', 1.5), (2, NULL, 'A هطل المطر.', 2);"#;
        let expected = [
            r#"{"id":1,"published":"2019-05-20","text":"It rained 🌧."}"#,
            r#"{"id":2,"text":"A هطل المطر."}"#,
        ];
        assert_eq!(read(setup, None).unwrap(), expected);
    }

    #[test]
    fn the_only_table_is_read_and_of_several_one_must_be_named() {
        assert_eq!(
            read("CREATE TABLE news (text); INSERT INTO news VALUES ('a')", None).unwrap(),
            [r#"{"text":"a"}"#]
        );
        let two =
            "CREATE TABLE a (text); CREATE TABLE \"b\"\"c\" (text); INSERT INTO \"b\"\"c\" VALUES ('d');";
        let error = read(two, None).unwrap_err();
        assert_eq!(
            error.to_string(),
            "there is no table `documents`; the database has `a`, `b\"c`: `--table NAME` tells which one"
        );
        assert_eq!(read(two, Some("b\"c")).unwrap(), [r#"{"text":"d"}"#]);
        assert!(
            read(two, Some("a; DROP TABLE a"))
                .unwrap_err()
                .to_string()
                .starts_with("there is no table `a; DROP")
        );
    }

    #[test]
    fn a_view_is_read_only_where_it_is_named() {
        let endless = "CREATE VIEW documents AS WITH RECURSIVE c(text) AS (SELECT 'a' UNION ALL SELECT text FROM c) \
                       SELECT text FROM c";
        assert!(read(endless, None).is_err());
        assert_eq!(read(endless, Some("documents")).unwrap().len(), 100);
    }

    #[test]
    fn a_table_without_a_text_is_told_with_its_columns() {
        let error = read("CREATE TABLE documents (nr, prose)", None).unwrap_err().to_string();
        assert!(error.contains("`nr`, `prose`"), "{error}");
    }
}
