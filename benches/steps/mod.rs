//! What the benches measure: the steps of a run over the bundled articles, and rules in any number.

use std::path::{Path, PathBuf};

use dateline::annotate::{Annotate, Annotator};
use dateline::diagnostic::Severity;
use dateline::document::{Article, Document, Layer};
use dateline::english::lexicon::Lexicon;
use dateline::extract::{Event, extract};
use dateline::lang::check::{Package, check, load};
use dateline::lang::compile::Program;
use dateline::read::plain;

/// The annotator, the shipped rules and the bundled articles.
pub struct Work {
    pub english: Annotator,
    pub articles: Vec<Article>,
    pub program: Program,
}

impl Work {
    pub fn new() -> Work {
        let english = Annotator::english().expect("the weights are whole");
        let program = program(texts("rules", "rules"), &english.lexicon);
        let articles = texts("tests/articles", "txt")
            .into_iter()
            .map(|(name, text)| plain::article(text.as_bytes(), &name).0)
            .collect();
        Work { english, articles, program }
    }

    /// The articles cut into sentences and words.
    pub fn words(&self) -> Vec<Document> {
        let articles = self.articles.iter().cloned();
        articles.map(|article| self.english.document(article, self.program.vocabulary())).collect()
    }

    /// The articles with these layers and those below them.
    pub fn with(&self, layers: &[Layer]) -> Vec<Document> {
        let mut documents = self.words();
        layers.iter().for_each(|&layer| self.fill(&mut documents, layer));
        documents
    }

    /// Fills a layer of every sentence.
    pub fn fill(&self, documents: &mut [Document], layer: Layer) {
        for document in documents {
            for sentence in 0..document.sentences.len() {
                self.english.fill(document, sentence, layer).expect("the annotator has every layer");
            }
        }
    }

    /// The events that a program finds in documents, whose layers are filled where it needs them.
    pub fn events(&self, program: &Program, documents: &mut [Document]) -> Vec<Event> {
        let events = documents.iter_mut().flat_map(|document| {
            extract(program, document, &self.english, &mut ()).expect("the annotator has every layer")
        });
        events.collect()
    }
}

/// Text to program; every rule must be right.
pub fn program(texts: Vec<(String, String)>, lexicon: &Lexicon) -> Program {
    let (sources, files, problems) = load(texts, &Shipped);
    let (ruleset, found) = check(&files, &sources, lexicon, &Shipped);
    assert!(problems.iter().chain(&found).all(|problem| problem.severity != Severity::Error));
    Program::compile(&ruleset)
}

/// So many rules of five lines, each for a verb of its own: the first ten are in the news, the others are made up.
pub fn verb_rules(count: usize) -> String {
    let mut text = String::from(
        "event Act {\n    agent+: Person | Organization | Place\n    object*: Phrase\n    place?: Place\n}\n",
    );
    let real =
        ["visit", "sign", "open", "attack", "welcome", "reject", "launch", "arrest", "join", "support"];
    let onsets = [
        "bl", "br", "cl", "cr", "dr", "fl", "fr", "gl", "gr", "kl", "pl", "pr", "sk", "sl", "sm", "sn", "sp",
        "st", "tr", "tw",
    ];
    let codas = ["mp", "nk", "nt", "rd", "rk", "rm", "rn", "sk", "lk", "lt"];
    let vowels = ["a", "e", "i", "o", "u"];
    let pick = |from: &[&'static str], number: usize| from[number % from.len()];
    let made_up = (0..).map(|n| {
        [pick(&onsets, n), pick(&vowels, n / 20), "z", pick(&vowels, n / 100), pick(&codas, n / 500)].concat()
    });
    let verbs = real.into_iter().map(str::to_owned).chain(made_up);
    for (number, verb) in verbs.take(count).enumerate() {
        let past = verb.trim_end_matches('e');
        text += &format!(
            "\nrule act{number} -> Act {{\n    \"{{agent}} {past}ed {{object}} (in {{place}})?\"\n    \
             \"{{object}} was {past}ed by {{agent}}\"\n}}\n"
        );
    }
    text
}

/// The files in a folder and those below it with this extension, by their paths from the root.
fn texts(folder: &str, extension: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join(folder)];
    let mut paths: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("the entry can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                paths.push(path);
            }
        }
    }
    paths.sort();
    let named = paths.iter().map(|path| {
        let name =
            path.strip_prefix(root).expect("it is below the root").to_string_lossy().replace('\\', "/");
        (name, std::fs::read_to_string(path).expect("the file was listed"))
    });
    named.collect()
}

/// The folder `rules`.
struct Shipped;

impl Package for Shipped {
    fn file(&self, path: &str) -> Option<(String, String)> {
        let name = format!("rules/{}.rules", path.replace("::", "/"));
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&name);
        Some((name, std::fs::read_to_string(path).ok()?))
    }

    fn paths(&self) -> Vec<String> {
        Vec::new()
    }

    fn list(&self, rule_file: &str, file: &str) -> std::io::Result<String> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(rule_file).with_file_name(file);
        std::fs::read_to_string(path)
    }
}
