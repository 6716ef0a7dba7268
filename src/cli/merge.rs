//! `dateline merge`: files of events to one output, in any format.

use std::path::PathBuf;

use clap::Args;
use dateline::pipeline;

use super::Verdict;
use super::output::Destination;

/// Make one output of files of events
///
/// The parts of a folder (`run --parts`) come in the order of the input, if none is missing. Shards of a run (`run --shard`)
/// come in the order in which one run over the whole would have written them; other files come one after the other. The
/// output may have any format that needs only events, so this converts files, too.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline merge part-1.jsonl part-2.jsonl part-3.jsonl --output events.jsonl
  dateline merge events.jsonl --output events.csv --output events.parquet
  dateline merge events/ --output events.jsonl             the folder of `run --parts`
  dateline merge monday.jsonl tuesday.jsonl --output week.sqlite")]
pub(crate) struct Merge {
    /// Files of events, a JSON event a line, as `run` writes them, or folders of parts
    #[arg(required = true, value_name = "EVENTS")]
    events: Vec<PathBuf>,
    #[command(flatten)]
    destination: Destination,
}

impl Merge {
    pub(crate) fn run(self) -> anyhow::Result<Verdict> {
        let mut files = Vec::new();
        for path in self.events {
            match path.is_dir() {
                true => files.extend(pipeline::parts_of(&path)?),
                false => files.push(path),
            }
        }
        pipeline::merge(&files, self.destination.targets()?)?;
        Ok(Verdict::Fine)
    }
}
