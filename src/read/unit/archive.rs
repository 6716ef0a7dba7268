//! Web archives: a page a unit.

use std::io::BufRead;
use std::sync::Arc;

use super::{Content, Fault, Opened, Skip, Source, Unit, Units, Visit};
use crate::read::warc::{self, Record, Records};

/// The pages of an archive, and at the end a count of its other records.
struct Pages {
    records: Option<Records<Box<dyn BufRead + Send>>>,
    source: Source,
}

pub(super) fn pages(file: Opened) -> Units {
    let Opened { source, reader, .. } = file;
    let records = warc::records(reader, source.reading.max_size.bytes());
    Box::new(Pages { records: Some(records), source })
}

impl Iterator for Pages {
    type Item = Result<Unit, Fault>;

    fn next(&mut self) -> Option<Result<Unit, Fault>> {
        let records = self.records.as_mut()?;
        let shown = &self.source.shown;
        match records.next() {
            Some(Ok(record)) => Some(Ok(self.unit(record))),
            Some(Err(problem)) => {
                let message = format!("{shown}:{}: {}", problem.line, problem.message);
                Some(Err(Fault::new(Skip::Malformed, 1, message)))
            }
            None => {
                let skipped = records.skipped();
                let count = skipped.count_all();
                let message = format!("{shown}: skipped {skipped}");
                self.records = None;
                (count > 0).then(|| Err(Fault::new(Skip::Extension, count, message)))
            }
        }
    }
}

impl Pages {
    fn unit(&self, record: Record) -> Unit {
        let Record { id, url, content_type, charset, body, .. } = record;
        let content = if content_type == "text/plain" { Content::Plain } else { Content::Page };
        let visit = Some(Box::new(Visit { url, charset }));
        Unit { name: Arc::from(id), visit, ..self.source.unit(content, 1, body) }
    }
}
