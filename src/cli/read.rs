//! `dateline read`: the articles as they arrive.

use std::path::PathBuf;

use clap::Args;
use dateline::text::document::{Article, Vocabulary};
use dateline::text::read::Problem;
use dateline::text::read::guard::guarded;
use rayon::prelude::*;

use super::Verdict;
use super::articles::Writer;
use super::batch;
use super::content::{self, Content};
use super::files;
use super::pieces::{Format, Pieces, Reading};
use super::talk::{Fault, Skip, Talk, counted};

/// So many pieces are read at a time.
const PIECES: usize = 64;

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
        let mut pieces = Pieces::new(files, &self.reading, &talk);
        let vocabulary = Default::default();
        let mut count = 0;
        loop {
            let chunk: Vec<_> = pieces.by_ref().take(PIECES).collect();
            if chunk.is_empty() {
                break;
            }
            let found: Vec<Found> =
                pool.install(|| chunk.par_iter().map(|piece| Found::of(piece, &vocabulary)).collect());
            for (piece, found) in chunk.iter().zip(found) {
                found.tell(&piece.shown, &talk);
                count += found.articles.len();
                found.articles.iter().try_for_each(|article| writer.article(article))?;
            }
        }
        talk.finish();
        self.reading.close(&talk);
        writer.finish()?;
        talk.say(&format!("{}, {}", counted(count, "article"), talk.skipped()));
        Ok(if talk.has_failures() { Verdict::Findings } else { Verdict::Fine })
    }
}

/// What a piece gave.
struct Found {
    articles: Vec<Article>,
    problems: Vec<Problem>,
    foreign: usize,
}

impl Found {
    fn of(piece: &super::pieces::Piece, vocabulary: &std::sync::Arc<Vocabulary>) -> Found {
        let content::Read { content, problems, foreign } = match guarded(|| content::read(piece, vocabulary))
        {
            Ok(read) => read,
            Err(failure) => {
                let message =
                    format!("this program failed over it: {failure}. Please report it with the input");
                let problems = vec![Problem { line: piece.line, message }];
                return Found { articles: Vec::new(), problems, foreign: 0 };
            }
        };
        let articles = match content {
            Content::Articles(articles) => articles,
            Content::Documents(documents) => documents.into_iter().map(|document| document.article).collect(),
        };
        Found { articles, problems, foreign }
    }

    fn tell(&self, shown: &str, talk: &Talk) {
        if self.foreign > 0 {
            talk.skip(Skip::Language, self.foreign, &format!("{shown}: not in English; skipped"));
        }
        for (index, Problem { line, message }) in self.problems.iter().enumerate() {
            let message = format!("{shown}:{line}: {message}");
            if self.articles.is_empty() && index + 1 == self.problems.len() {
                talk.fault(Fault { skip: Skip::Malformed, count: 1, message, raw: None });
            } else {
                talk.say(&message);
            }
        }
    }
}
