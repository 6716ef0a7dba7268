//! Web archives: a page a unit.

use std::io::BufRead;
use std::sync::Arc;

use dateline::read::warc::{self, Record, Records};

use super::{Format, Opened, Reading, Step, Unit, Visit};
use crate::cli::reporter::Skip;

/// The pages of an archive, and at the end what else there was.
struct Visits {
    records: Option<Records<Box<dyn BufRead>>>,
    shown: Arc<str>,
    reading: Arc<Reading>,
}

pub(super) fn steps(file: Opened) -> Box<dyn Iterator<Item = Step>> {
    let records = warc::records(file.reader, file.reading.max_document.0);
    Box::new(Visits { records: Some(records), shown: file.shown, reading: file.reading })
}

impl Iterator for Visits {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        let records = self.records.as_mut()?;
        match records.next() {
            Some(Ok(record)) => Some(Step::Unit(self.unit(record))),
            Some(Err(problem)) => {
                let message = format!("{}:{}: {}", self.shown, problem.line, problem.message);
                Some(Step::Skip(Skip::Malformed, 1, message))
            }
            None => {
                let skipped = records.skipped();
                let count = skipped.count_all();
                let message = format!("{}: skipped {skipped}", self.shown);
                self.records = None;
                (count > 0).then_some(Step::Skip(Skip::Extension, count, message))
            }
        }
    }
}

impl Visits {
    fn unit(&self, record: Record) -> Unit {
        let Record { id, url, content_type, charset, body, .. } = record;
        Unit {
            shown: Arc::clone(&self.shown),
            name: Arc::from(id),
            format: if content_type == "text/plain" { Format::Plain } else { Format::Html },
            line: 1,
            bytes: body,
            reading: Arc::clone(&self.reading),
            visit: Some(Box::new(Visit { url, charset })),
        }
    }
}
