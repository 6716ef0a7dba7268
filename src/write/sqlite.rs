//! SQLite: tables of documents, events, arguments and entities, and the view `what_happened` to begin with.
//!
//! A record replaces one with the same id, so that a corpus can grow and a run can be repeated. Offsets count Unicode
//! scalar values, as `substr` of SQLite does (from 1): `substr(text, trigger_start + 1, length(trigger))`.

use std::fmt::Write;

use rusqlite::{Connection, OptionalExtension, params};

use super::{Error, Extraction, json};
use crate::extract::Event;
use crate::extract::entity::Entity;
use crate::extract::event::Span;

/// Marks a file as one of ours: `Date` in ASCII.
const APPLICATION: i64 = 0x4461_7465;
/// The version of the tables.
pub const VERSION: i64 = 2;

const TABLES: &str = include_str!("sqlite.sql");

/// A database, open for writing. Dropping it loses what was written since [`open`](Database::open) or
/// [`commit`](Database::commit).
#[derive(Debug)]
pub struct Database {
    connection: Connection,
}

impl Database {
    /// Takes a connection to an empty database or one of ours.
    ///
    /// # Errors
    /// If it is another database, or has another version.
    pub fn open(connection: Connection) -> Result<Database, Error> {
        let number = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
        let application = number("application_id").map_err(Error::new)?;
        let version = number("user_version").map_err(Error::new)?;
        let tables: i64 = connection
            .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
            .map_err(Error::new)?;
        match (application, version, tables) {
            (APPLICATION, VERSION, _) => {}
            (APPLICATION, ..) => {
                return Err(Error::new(format_args!(
                    "it has tables of version {version}, this program writes version {VERSION}"
                )));
            }
            (0, _, 0) => {}
            _ => return Err(Error::new("it is a database of something else")),
        }
        connection.pragma_update(None, "foreign_keys", true).map_err(Error::new)?;
        connection.set_prepared_statement_cache_capacity(32);
        connection.execute_batch("BEGIN IMMEDIATE").map_err(Error::new)?;
        if tables == 0 {
            let mut script = TABLES.to_owned();
            let _ = write!(script, "PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION};");
            connection.execute_batch(&script).map_err(Error::new)?;
        }
        Ok(Database { connection })
    }

    /// Writes the results of a document.
    ///
    /// # Errors
    /// If the database cannot be written: the disk is full, another process is writing.
    pub fn document(&mut self, extraction: &Extraction) -> Result<(), Error> {
        self.write(extraction).map_err(Error::new)
    }

    /// Commits everything so far.
    ///
    /// # Errors
    /// As [`document`](Database::document).
    pub fn commit(&mut self) -> Result<(), Error> {
        self.connection.execute_batch("COMMIT; BEGIN IMMEDIATE").map_err(Error::new)
    }

    /// Commits everything and closes the database.
    ///
    /// # Errors
    /// As [`document`](Database::document).
    pub fn close(self) -> Result<(), Error> {
        self.connection.execute_batch("COMMIT").map_err(Error::new)?;
        self.connection.close().map_err(|(_, error)| Error::new(error))
    }

    fn write(&self, extraction: &Extraction) -> rusqlite::Result<()> {
        let article = extraction.document.map(|document| &document.article);
        let published = article.and_then(|article| article.date.as_deref());
        let published = published.or_else(|| extraction.events.first()?.published.as_deref());
        self.connection
            .prepare_cached(
                "INSERT INTO documents VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (id) DO UPDATE SET \
                 published = coalesce(excluded.published, published), title = coalesce(excluded.title, title), \
                 source = coalesce(excluded.source, source), author = coalesce(excluded.author, author), \
                 url = coalesce(excluded.url, url), text = coalesce(excluded.text, text)",
            )?
            .execute(params![
                extraction.doc,
                published,
                article.and_then(|article| article.title.as_deref()),
                article.and_then(|article| article.source.as_deref()),
                article.and_then(|article| article.author.as_deref()),
                article.and_then(|article| article.url.as_deref()),
                article.map(|article| article.text.as_str()),
            ])?;
        for entity in extraction.entities {
            self.entity(extraction.doc, entity)?;
        }
        for event in extraction.events {
            let sentence = extraction.document.and_then(|document| {
                let sentence = document.sentences.get(event.sentence)?;
                Some(document.text(&sentence.tokens))
            });
            self.event(event, sentence)?;
        }
        Ok(())
    }

    fn entity(&self, doc: &str, entity: &Entity) -> rusqlite::Result<()> {
        let Entity { id, kind, name, title, affiliation, listed, attributes, mentions } = entity;
        let prepare = |sql| self.connection.prepare_cached(sql);
        prepare("DELETE FROM entities WHERE id = ?1")?.execute([id])?;
        prepare("INSERT INTO entities VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?.execute(params![
            id,
            doc,
            kind,
            name,
            title,
            affiliation,
            listed,
            json::line(attributes)
        ])?;
        for mention in mentions {
            let Span { text, start, end } = &mention.span;
            prepare("INSERT INTO mentions VALUES (?1, ?2, ?3, ?4, ?5)")?.execute(params![
                id,
                *start as i64,
                *end as i64,
                text,
                mention.by
            ])?;
        }
        Ok(())
    }

    fn event(&self, event: &Event, sentence: Option<&str>) -> rusqlite::Result<()> {
        let prepare = |sql| self.connection.prepare_cached(sql);
        // keep the text of the sentence if it is not known now
        let known: Option<String> = match sentence {
            Some(sentence) => Some(sentence.to_owned()),
            None => prepare("SELECT sentence_text FROM events WHERE id = ?1")?
                .query_row([&event.id], |row| row.get(0))
                .optional()?
                .flatten(),
        };
        prepare("DELETE FROM events WHERE id = ?1")?.execute([&event.id])?;
        let (time, place, source) = (event.time.as_ref(), event.place.as_ref(), event.source.as_ref());
        prepare(
            "INSERT INTO events VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, \
             ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26)",
        )?
        .execute(params![
            event.id,
            event.doc,
            event.kind,
            event.rule,
            event.sentence as i64,
            known,
            event.trigger.text,
            event.trigger.start as i64,
            event.trigger.end as i64,
            event.extent.start as i64,
            event.extent.end as i64,
            time.map(|time| &time.span.text),
            time.map(|time| time.span.start as i64),
            time.map(|time| time.span.end as i64),
            time.and_then(|time| time.value.as_ref()),
            place.map(|place| &place.text),
            place.map(|place| place.start as i64),
            place.map(|place| place.end as i64),
            event.polarity.as_str(),
            event.modality.as_str(),
            event.tense.as_str(),
            source.map(|source| source.name_or_text()),
            source.map(|source| &source.verb),
            event.confidence.fraction(),
            event.same_as,
            json::line(event),
        ])?;
        let fillers = event.roles.iter().flat_map(|(role, fillers)| fillers.iter().map(move |f| (role, f)));
        for (number, (role, filler)) in fillers.enumerate() {
            let text = filler.value.as_ref().and_then(|value| value.as_str());
            prepare("INSERT INTO arguments VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)")?
                .execute(params![
                    event.id,
                    number as i64,
                    role,
                    filler.span.text,
                    filler.span.start as i64,
                    filler.span.end as i64,
                    filler.kind,
                    filler.name,
                    filler.title,
                    filler.affiliation,
                    filler.id,
                    filler.event,
                    filler.value.as_ref().and_then(|value| value.as_f64()),
                    text,
                    filler.unit,
                    filler.alternative,
                ])?;
            for entity in &filler.entities {
                prepare("INSERT OR IGNORE INTO argument_entities VALUES (?1, ?2, ?3)")?.execute(params![
                    event.id,
                    number as i64,
                    entity
                ])?;
            }
        }
        Ok(())
    }
}
