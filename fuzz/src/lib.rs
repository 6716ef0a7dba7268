//! What is fuzzed: every reader, the rule parser, the annotator and the engine. Each takes any bytes, and may neither panic
//! nor hang nor eat memory.

use std::io::{BufReader, Cursor};
use std::sync::{Arc, LazyLock};

use dateline::Rules;
use dateline::annotate::{Annotate, Annotator};
use dateline::document::{Article, Document, Layer};
use dateline::extract::extract;
use dateline::lang::compile::Program;
use dateline::read::fields::Mapping;
use dateline::read::html::{Extract, Readability, Trafilatura};
use dateline::read::language::is_other_than_english;
use dateline::read::{conllu, csv, feed, html, json, jsonl, parquet, plain, sqlite, warc};

/// What takes any bytes.
pub type Target = fn(&[u8]);

/// The targets by name.
pub const TARGETS: &[(&str, Target)] = &[
    ("rules", rules),
    ("plain", plain_text),
    ("jsonl", json_lines),
    ("csv", table),
    ("parquet", columns),
    ("sqlite", database),
    ("html", page),
    ("feed", feed),
    ("warc", archive),
    ("conllu", conllu),
    ("json", annotated),
    ("annotate", annotate),
    ("engine", engine),
];

/// More of a single input tells nothing new.
const LIMIT: u64 = 1 << 20;

static ENGLISH: LazyLock<Annotator> = LazyLock::new(|| Annotator::english().expect("the weights are whole"));

/// Rules that use every part of the engine.
static PROGRAM: LazyLock<Program> = LazyLock::new(|| program(include_str!("rules.rules")));

fn program(text: &str) -> Program {
    let rules = Rules::builder().source("rules.rules", text).build(&ENGLISH);
    Program::compile(rules.ruleset())
}

/// The text of a rule file.
pub fn rules(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let program = program(&text);
    run(&program, "Ana Prieto visited Norway on Monday and signed a contract with Helvion AG.");
}

/// A text.
pub fn plain_text(bytes: &[u8]) {
    let (article, _) = plain::article(bytes, "fuzz");
    is_other_than_english(&article.text);
}

/// Records.
pub fn json_lines(bytes: &[u8]) {
    jsonl::articles(bytes, "fuzz");
}

/// Rows.
pub fn table(bytes: &[u8]) {
    if let Ok(rows) = csv::Rows::open(bytes, None, LIMIT, &Mapping::default()) {
        rows.for_each(drop);
    }
}

/// Columns.
pub fn columns(bytes: &[u8]) {
    if let Ok(rows) = parquet::Rows::open(bytes::Bytes::copy_from_slice(bytes), &Mapping::default()) {
        rows.for_each(drop);
    }
}

/// A database.
pub fn database(bytes: &[u8]) {
    let mut connection = rusqlite::Connection::open_in_memory().expect("memory is there");
    if connection.deserialize_read_exact("main", bytes, bytes.len(), true).is_ok() {
        let _ = sqlite::rows(&connection, None, &Mapping::default(), |_| true);
    }
}

/// A page, by both extractors.
pub fn page(bytes: &[u8]) {
    for extract in [&Trafilatura as &dyn Extract, &Readability] {
        html::article(bytes, None, "fuzz", extract, &mut Vec::new());
    }
}

/// A feed.
pub fn feed(bytes: &[u8]) {
    feed::articles(bytes, None, "fuzz");
}

/// A web archive.
pub fn archive(bytes: &[u8]) {
    warc::records(BufReader::new(Cursor::new(bytes)), LIMIT).for_each(drop);
}

/// An annotated text; the engine runs on what is read of it.
pub fn conllu(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    given(conllu::documents(&text, "fuzz", PROGRAM.vocabulary()).0);
}

/// The same in JSON.
pub fn annotated(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    given(json::documents(&text, "fuzz", PROGRAM.vocabulary()).0);
}

fn given(documents: Vec<Document>) {
    for mut document in documents {
        let _ = extract(&PROGRAM, &mut document, &*ENGLISH, &mut ());
    }
}

/// Every layer of a text.
pub fn annotate(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let mut document = ENGLISH.document(Article { text, ..Article::default() }, &Arc::default());
    for sentence in 0..document.sentences.len() {
        for layer in [Layer::Tags, Layer::Names, Layer::Times, Layer::Tree, Layer::Clauses] {
            ENGLISH.fill(&mut document, sentence, layer).expect("the annotator has every layer");
        }
    }
}

/// Rules and a text, with an empty line of dashes between.
pub fn engine(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    match text.split_once("\n---\n") {
        Some((rules, text)) => run(&program(rules), text),
        None => run(&PROGRAM, &text),
    }
}

fn run(program: &Program, text: &str) {
    let article = Article { text: text.to_owned(), ..Article::default() };
    let mut document = ENGLISH.document(article, program.vocabulary());
    extract(program, &mut document, &*ENGLISH, &mut ()).expect("the annotator has every layer");
}
