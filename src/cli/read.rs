//! `dateline read`: the articles as Dateline reads them.

use std::io;
use std::path::PathBuf;

use clap::Args;
use dateline::pipeline::{self, ArticleWriter, Inputs};

use super::Verdict;
use super::files;
use super::reading::{self, Reading};
use super::reporter::{Reporter, counted};

/// Show the articles that are read, with nothing looked for in them
///
/// Each is a line of JSON with `id`, `title`, `date`, `source`, `author`, `url`, `language` and `text`: what every other command sees of
/// the input. With `--output` it is a table, which can be read again: .jsonl, .csv, .tsv, .parquet or .sqlite.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline read news.csv.gz
  dateline read dump.jsonl --map text=body,date=meta.published
  dateline read articles/ --output articles.parquet
  zcat dump.gz | dateline read - --input-format csv")]
pub(crate) struct ReadCommand {
    /// Files (.txt, .jsonl, .csv, .parquet, … docs/formats.md), folders, or `-` for stdin
    #[arg(required = true, value_name = "ARTICLES")]
    articles: Vec<PathBuf>,
    #[command(flatten)]
    reading: Reading,
    /// Write a table to this file, whole or not at all; its extension tells the format
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Use so many threads; the output does not depend on it [default: one a processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
}

impl ReadCommand {
    pub(crate) fn run(self) -> anyhow::Result<Verdict> {
        let mut reporter = Reporter::quiet();
        let files = files::expand(&self.articles, &reading::wanted(), &reporter)?;
        reporter.start(files::size(&files));
        let mut writer = match &self.output {
            Some(path) => ArticleWriter::file(path)?,
            None => ArticleWriter::stream(io::stdout()),
        };
        let mut count = 0;
        let inputs = Inputs::new(files, &self.reading.options());
        pipeline::articles(self.jobs.map(usize::from), inputs, &mut &reporter, |article| {
            count += 1;
            writer.article(&article)
        })?;
        self.reading.close(&reporter);
        writer.finish()?;
        reporter.say(&format!("{}, {}", counted(count, "article"), reporter.skipped()));
        Ok(if reporter.has_failures() { Verdict::Findings } else { Verdict::Fine })
    }
}
