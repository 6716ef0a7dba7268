//! `dateline schema`: the schemas of output and input.

use std::io::Write;

use clap::{Args, ValueEnum};
use dateline::extract::event;
use dateline::read::jsonl;

use super::Verdict;

/// Print the JSON Schema of events or of documents
///
/// `events` is the shape of each line that `run` writes, `documents` that of each line of the JSON Lines that all commands
/// read as articles.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline schema > event.schema.json
  dateline schema documents")]
pub(crate) struct Schema {
    /// Of what
    #[arg(value_enum, value_name = "WHAT", default_value_t = What::Events)]
    what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum What {
    /// An event, as `run` writes it
    Events,
    /// An article, as JSON Lines have it
    Documents,
}

impl Schema {
    pub(crate) fn run(self) -> anyhow::Result<Verdict> {
        let schema = match self.what {
            What::Events => event::schema(),
            What::Documents => jsonl::schema(),
        };
        writeln!(std::io::stdout(), "{}", serde_json::to_string_pretty(&schema)?)?;
        Ok(Verdict::Fine)
    }
}
