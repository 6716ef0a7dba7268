//! `dateline dedupe`: reads records of many documents, writes one record for each event.

use std::borrow::Cow;
use std::path::PathBuf;

use clap::Args;
use dateline::read::{Skip, plain};
use dateline::tools::dedupe::{Record, dedupe};

use super::Verdict;
use super::files::{self, Wanted};
use super::output;
use super::reporter::{Reporter, counted};

/// Give one record for an event that many documents tell
///
/// Reads records as `run` writes them (JSON Lines, or a JSON array). Two are one event where type, polarity and day are
/// the same, no role has different names, and two names agree, or the only one that either has. The day is that of the
/// event, or that on which the document was published. The record with most fillers stays; `count` tells how many there
/// were and `sources` whose they are.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  dateline run --input news/ | dateline dedupe -\n  dateline dedupe monday.jsonl tuesday.jsonl --output events.jsonl"
)]
pub(crate) struct Dedupe {
    /// Records of events: files (.jsonl, .json), folders, or `-` for stdin
    #[arg(required = true, value_name = "EVENTS")]
    input: Vec<PathBuf>,
    /// Write to this file, whole or not at all, instead of stdout
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

const EVENTS: Wanted =
    Wanted { what: "events", extensions: Cow::Borrowed(&["jsonl", "json"]), tell_others: false };

impl Dedupe {
    pub(crate) fn run(self) -> anyhow::Result<Verdict> {
        let reporter = Reporter::quiet();
        let mut records = Vec::new();
        for file in files::expand(&self.input, &EVENTS, &reporter)? {
            let mut problems = Vec::new();
            let text = plain::decode(&files::bytes(&file)?, &mut problems);
            match serde_json::from_str::<Vec<Record>>(&text) {
                Ok(array) => records.extend(array),
                Err(_) => read_lines(&text, &file.shown, &reporter, &mut records),
            }
        }
        let told = records.len();
        let events = dedupe(records);
        let mut output = output::create(self.output.as_deref())?;
        for event in &events {
            output.write(serde_json::to_string(event)? + "\n")?;
        }
        output.finish()?;
        reporter.say(&format!(
            "{} of {}, {}",
            counted(events.len(), "event"),
            counted(told, "record"),
            reporter.skipped()
        ));
        Ok(if reporter.has_failures() { Verdict::Findings } else { Verdict::Fine })
    }
}

fn read_lines(text: &str, shown: &str, reporter: &Reporter, records: &mut Vec<Record>) {
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str::<Record>(line) {
            Ok(record) if record.contains_key("type") && record.contains_key("roles") => records.push(record),
            Ok(_) => {
                let message = format!(
                    "{shown}:{}: this is no record of an event, which has `type` and `roles`; skipped",
                    index + 1
                );
                reporter.skip(Skip::Malformed, 1, &message);
            }
            Err(error) => reporter.skip(
                Skip::Malformed,
                1,
                &format!("{shown}:{}: no JSON: {error}; skipped", index + 1),
            ),
        }
    }
}
