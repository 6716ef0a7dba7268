//! CSV and TSV: a row an event.
//!
//! The columns do not depend on the data: first those of every event, then one for each role in the rules
//! (`role_agent`), with the names of its fillers, and last `roles`, which holds all of them in JSON, exactly.
//!
//! Spreadsheets run cells that begin with `=`, `+`, `-`, `@`, a tab or a line end as formulas, and text of articles may
//! begin so. Such a cell gets a leading apostrophe, which marks text in spreadsheets; the rare cell that has
//! apostrophes before such a character gets one more, so removing one restores the text.

use std::borrow::Cow;

use super::{Error, Extraction, Form, Schema, json};
use crate::extract::Event;
use crate::extract::event::{Filler, Source};

const BEFORE: &[&str] = &[
    "id",
    "type",
    "rule",
    "doc",
    "published",
    "sentence",
    "trigger",
    "trigger_start",
    "trigger_end",
    "start",
    "end",
];
const AFTER: &[&str] = &[
    "time",
    "time_value",
    "place",
    "polarity",
    "modality",
    "tense",
    "source",
    "source_verb",
    "confidence",
    "same_as",
    "roles",
];

/// The table.
#[derive(Clone, Debug)]
pub struct Table {
    delimiter: u8,
    roles: Vec<String>,
}

impl Table {
    /// With commas, and columns for the roles of the schema.
    pub fn csv(schema: &Schema) -> Table {
        Table { delimiter: b',', roles: schema.roles().into_iter().map(str::to_owned).collect() }
    }

    /// With tabs. Cells with a tab, a line end or a quotation mark are quoted, as in CSV.
    pub fn tsv(schema: &Schema) -> Table {
        Table { delimiter: b'\t', ..Table::csv(schema) }
    }

    fn write<'a>(
        &self,
        rows: impl IntoIterator<Item = Vec<Cow<'a, str>>>,
        out: &mut Vec<u8>,
    ) -> Result<(), Error> {
        let mut writer = csv::WriterBuilder::new().delimiter(self.delimiter).from_writer(out);
        for row in rows {
            writer.write_record(row.iter().map(|cell| cell.as_bytes())).map_err(Error::new)?;
        }
        writer.flush().map_err(Error::new)
    }

    fn row<'a>(&self, event: &'a Event) -> Vec<Cow<'a, str>> {
        let number = |number: usize| Cow::Owned(number.to_string());
        let maybe = |text: Option<&'a str>| text.map_or(Cow::Borrowed(""), text_cell);
        let mut row = vec![
            text_cell(&event.id),
            text_cell(&event.kind),
            text_cell(&event.rule),
            text_cell(&event.doc),
            maybe(event.published.as_deref()),
            number(event.sentence),
            text_cell(&event.trigger.text),
            number(event.trigger.start),
            number(event.trigger.end),
            number(event.extent.start),
            number(event.extent.end),
        ];
        row.extend(self.roles.iter().map(|role| {
            let names: Vec<&str> =
                event.roles.get(role).into_iter().flatten().map(Filler::name_or_text).collect();
            Cow::Owned(text_cell(&names.join("; ")).into_owned())
        }));
        let (time, source) = (event.time.as_ref(), event.source.as_ref());
        row.extend([
            maybe(time.map(|time| time.span.text.as_str())),
            maybe(time.and_then(|time| time.value.as_deref())),
            maybe(event.place.as_ref().map(|place| place.text.as_str())),
            Cow::Borrowed(event.polarity.as_str()),
            Cow::Borrowed(event.modality.as_str()),
            Cow::Borrowed(event.tense.as_str()),
            maybe(source.map(Source::name_or_text)),
            maybe(source.map(|source| source.verb.as_str())),
            Cow::Owned(event.confidence.fraction().to_string()),
            maybe(event.same_as.as_deref()),
            Cow::Owned(json::line(&event.roles)),
        ]);
        row
    }
}

impl Form for Table {
    fn head(&mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        let roles = self.roles.iter().map(|role| Cow::Owned(format!("role_{role}")));
        let fixed = |names: &[&'static str]| names.iter().copied().map(Cow::Borrowed).collect::<Vec<_>>();
        self.write([fixed(BEFORE).into_iter().chain(roles).chain(fixed(AFTER)).collect()], out)
    }

    fn document(&mut self, extraction: &Extraction, out: &mut Vec<u8>) -> Result<(), Error> {
        self.write(extraction.events.iter().map(|event| self.row(event)), out)
    }

    fn resume(&mut self, _: u64) -> bool {
        true
    }
}

/// A text as a cell that no spreadsheet runs as a formula.
fn text_cell(text: &str) -> Cow<'_, str> {
    match text.trim_start_matches('\'').chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n') => Cow::Owned(format!("'{text}")),
        _ => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_and_every_text_can_be_had_back() {
        for text in ["=cmd|' /C calc'!A0", "+1", "-5%", "@sum", "\tx", "'=x", "''-x"] {
            let cell = text_cell(text);
            assert!(cell.starts_with('\''), "{cell}");
            assert_eq!(cell.strip_prefix('\''), Some(text));
        }
        for text in ["Anna Brandt", "'quoted'", "5 = 5", "", "'"] {
            assert_eq!(text_cell(text), text);
        }
    }
}
