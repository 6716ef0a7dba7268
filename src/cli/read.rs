//! `dateline read`: the articles as they arrive.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use dateline::document::{Article, Vocabulary};
use dateline::read::Problem;

use super::Verdict;
use super::articles::Writer;
use super::batch::{self, Trouble};
use super::content::{self, Content};
use super::files;
use super::reporter::{Reporter, counted};
use super::units::{Format, Reading, Unit, Units};

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
        let files = files::expand(&self.articles, Format::WANTED, &reporter)?;
        reporter.start(&files);
        let pool = batch::threads(self.jobs.map(usize::from))?;
        let mut writer = Writer::create(self.output.as_deref())?;
        let units = Units::new(files, &self.reading, &reporter);
        let vocabulary = Arc::default();
        let work = |unit| Trouble::guard(unit, |unit| articles(unit, &vocabulary));
        let mut count = 0;
        batch::in_order(&pool, units, &reporter, work, |chunk, _| {
            for (articles, trouble) in chunk {
                trouble.tell(&reporter);
                reporter.count(articles.len());
                count += articles.len();
                articles.iter().try_for_each(|article| writer.article(article))?;
            }
            Ok(())
        })?;
        self.reading.close(&reporter);
        writer.finish()?;
        reporter.say(&format!("{}, {}", counted(count, "article"), reporter.skipped()));
        Ok(if reporter.has_failures() { Verdict::Findings } else { Verdict::Fine })
    }
}

/// The articles of a unit, what was wrong with it, and how many were left out since they are not in English.
fn articles(unit: &Unit, vocabulary: &Arc<Vocabulary>) -> (Vec<Article>, Vec<Problem>, usize) {
    let content::Read { content, problems, foreign } = content::read(unit, vocabulary);
    let articles = match content {
        Content::Articles(articles) => articles,
        Content::Documents(documents) => documents.into_iter().map(|document| document.article).collect(),
    };
    (articles, problems, foreign)
}
