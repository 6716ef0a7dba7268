//! `dateline annotate`: the annotator's layers.

use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use dateline::annotate::{self, AnnotateError};
use dateline::document::{Document, Layer, NO_HEAD};
use dateline::pipeline::{Inputs, Workers};
use dateline::read::unit::Unit;
use dateline::source::OffsetMap;
use dateline::write::conllu;
use serde::Serialize;

use super::Verdict;
use super::files;
use super::output;
use super::reading::{self, Reading};
use super::reporter::{Reporter, counted};
use super::session::Session;

/// Show what the annotator sees: sentences, words, tags, lemmas, names, trees
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline annotate story.txt
  dateline annotate articles/ --format jsonl --output annotated.jsonl
  echo 'Park visited Oslo.' | dateline annotate -")]
pub(crate) struct Annotate {
    /// Files (.txt, .jsonl, .csv, .parquet, … docs/formats.md), folders, or `-` for stdin
    #[arg(required = true, value_name = "ARTICLES")]
    articles: Vec<PathBuf>,
    #[command(flatten)]
    reading: Reading,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Shape::Conllu)]
    format: Shape,
    /// Write to this file, whole or not at all, instead of stdout
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Use so many threads; the output does not depend on it [default: one a processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Shape {
    /// CoNLL-U, with offsets and names in MISC
    Conllu,
    /// A JSON array of documents
    Json,
    /// A JSON document a line
    Jsonl,
}

impl Annotate {
    pub(crate) fn run(self) -> anyhow::Result<Verdict> {
        let mut reporter = Reporter::quiet();
        let files = files::expand(&self.articles, &reading::wanted(), &reporter)?;
        reporter.start(files::size(&files));
        let session = Session::new()?;
        let workers = Workers::new(session.english(), self.jobs.map(usize::from), None)?;
        let mut output = output::create(self.output.as_deref())?;
        let work =
            |_: &Unit, [mut document]: [Document; 1], annotator: &dyn annotate::Annotate| match self.format {
                Shape::Conllu => {
                    fill(&mut document, annotator)?;
                    Ok(conllu::document(&document))
                }
                Shape::Json | Shape::Jsonl => annotated(&mut document, annotator),
            };
        let mut documents = 0;
        let inputs = Inputs::new(files, &self.reading.options());
        let take = |_: &Arc<str>, record: String| {
            let before = match self.format {
                Shape::Json if documents == 0 => "[\n",
                Shape::Json => ",\n",
                Shape::Conllu | Shape::Jsonl => "",
            };
            let after = if self.format == Shape::Jsonl { "\n" } else { "" };
            documents += 1;
            [before, &record, after].iter().try_for_each(|part| output.write(part))
        };
        workers.each([&Arc::default()], inputs, &mut &reporter, work, take)?;
        if self.format == Shape::Json {
            output.write(if documents == 0 { "[]\n" } else { "\n]\n" })?;
        }
        self.reading.close(&reporter);
        output.finish()?;
        reporter.say(&format!("{}, {}", counted(documents, "document"), reporter.skipped()));
        Ok(if reporter.has_failures() { Verdict::Findings } else { Verdict::Fine })
    }
}

/// A document as `dateline annotate` writes it in JSON, its layers filled. Offsets count Unicode scalar values.
///
/// # Errors
/// Those of the annotator; a layer that annotated input lacks is none, and stays blank.
pub fn annotated(
    document: &mut Document,
    annotator: &dyn annotate::Annotate,
) -> Result<String, AnnotateError> {
    fill(document, annotator)?;
    // strings and numbers always make JSON
    Ok(serde_json::to_string(&Record::new(document)).unwrap_or_default())
}

/// Fills every layer that is shown; a layer missing in annotated input stays blank.
fn fill(document: &mut Document, annotator: &dyn annotate::Annotate) -> Result<(), AnnotateError> {
    for sentence in 0..document.sentences.len() {
        for layer in [Layer::Tags, Layer::Names, Layer::Tree] {
            match annotator.fill(document, sentence, layer) {
                Ok(()) | Err(AnnotateError::MissingLayer { .. }) => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(())
}

/// A document in JSON. OffsetMap count Unicode scalar values from the start of the text.
#[derive(Serialize)]
struct Record<'a> {
    doc: &'a str,
    title: Option<&'a str>,
    date: Option<&'a str>,
    url: Option<&'a str>,
    text: &'a str,
    sentences: Vec<Sentence<'a>>,
    names: Vec<Name<'a>>,
}

#[derive(Serialize)]
struct Sentence<'a> {
    start: usize,
    end: usize,
    tokens: Vec<Token<'a>>,
}

/// A word; `head` counts the words of the sentence from 1 as in CoNLL-U, and is 0 for the root.
#[derive(Serialize)]
struct Token<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    lemma: Option<&'a str>,
    upos: Option<&'static str>,
    xpos: Option<&'static str>,
    head: Option<u32>,
    relation: Option<&'static str>,
}

#[derive(Serialize)]
struct Name<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: &'static str,
}

impl<'a> Record<'a> {
    fn new(document: &'a Document) -> Record<'a> {
        let article = &document.article;
        let offsets = OffsetMap::new(&article.text);
        let names = document.names.iter().map(|name| {
            let bytes = document.bytes(&name.tokens);
            let (start, end) = (offsets.scalar(bytes.start), offsets.scalar(bytes.end));
            Name { text: document.text(&name.tokens), start, end, kind: name.kind.as_str() }
        });
        Record {
            doc: &article.id,
            title: article.title.as_deref(),
            date: article.date.as_deref(),
            url: article.url.as_deref(),
            text: &article.text,
            sentences: (0..document.sentences.len()).map(|i| sentence(document, i, &offsets)).collect(),
            names: names.collect(),
        }
    }
}

fn sentence<'a>(document: &'a Document, index: usize, offsets: &OffsetMap) -> Sentence<'a> {
    let sentence = &document.sentences[index];
    let bytes = document.bytes(&sentence.tokens);
    let columns = &document.tokens;
    let tagged = sentence.layers.has(Layer::Tags);
    let parsed = sentence.layers.has(Layer::Tree);
    let tokens = sentence.tokens.clone().map(|token| {
        let i = token as usize;
        let head = match columns.head[i] {
            NO_HEAD => 0,
            head => head - sentence.tokens.start + 1,
        };
        Token {
            text: document.form(token),
            start: offsets.scalar(columns.start[i] as usize),
            end: offsets.scalar(columns.end[i] as usize),
            lemma: tagged.then(|| document.lemma(token)),
            upos: tagged.then(|| columns.upos[i].as_str()),
            xpos: tagged.then(|| columns.xpos[i].as_str()),
            head: parsed.then_some(head),
            relation: parsed.then(|| columns.relation[i].as_str()),
        }
    });
    Sentence { start: offsets.scalar(bytes.start), end: offsets.scalar(bytes.end), tokens: tokens.collect() }
}
