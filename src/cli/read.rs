//! `dateline read`: the articles as they arrive.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use dateline::text::document::{Article, Vocabulary};
use dateline::text::read::Problem;

use super::Verdict;
use super::articles::Writer;
use super::batch::{self, Trouble};
use super::content::{self, Content};
use super::files;
use super::pieces::{Format, Piece, Pieces, Reading};
use super::talk::{Talk, counted};

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
        let mut talk = Talk::quiet();
        let files = files::expand(&self.articles, Format::WANTED, &talk)?;
        talk.start(&files);
        let pool = batch::threads(self.jobs.map(usize::from))?;
        let mut writer = Writer::create(self.output.as_deref())?;
        let pieces = Pieces::new(files, &self.reading, &talk);
        let vocabulary = Arc::default();
        let work = |piece| Trouble::guard(piece, |piece| articles(piece, &vocabulary));
        let mut count = 0;
        batch::in_order(&pool, pieces, &talk, work, |chunk, _| {
            for (articles, trouble) in chunk {
                trouble.tell(&talk);
                talk.count(articles.len());
                count += articles.len();
                articles.iter().try_for_each(|article| writer.article(article))?;
            }
            Ok(())
        })?;
        self.reading.close(&talk);
        writer.finish()?;
        talk.say(&format!("{}, {}", counted(count, "article"), talk.skipped()));
        Ok(if talk.has_failures() { Verdict::Findings } else { Verdict::Fine })
    }
}

/// The articles of a piece, what was wrong with it, and how many were left out since they are not in English.
fn articles(piece: &Piece, vocabulary: &Arc<Vocabulary>) -> (Vec<Article>, Vec<Problem>, usize) {
    let content::Read { content, problems, foreign } = content::read(piece, vocabulary);
    let articles = match content {
        Content::Articles(articles) => articles,
        Content::Documents(documents) => documents.into_iter().map(|document| document.article).collect(),
    };
    (articles, problems, foreign)
}
