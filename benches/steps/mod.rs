//! What the benches measure: the steps of a run over the bundled articles, and rules in any number.

use std::path::{Path, PathBuf};

use dateline::annotate::Annotate;
use dateline::diagnostic::Severity;
use dateline::document::{Document, Layer};
use dateline::extract::extract;
use dateline::lang::compile::Program;
use dateline::read::plain;
use dateline::{Annotator, Article, Event, Rules};

/// The annotator, the shipped rules and the bundled articles.
pub struct Work {
    pub english: Annotator,
    pub articles: Vec<Article>,
    pub program: Program,
}

impl Work {
    pub fn new() -> Work {
        let english = Annotator::english().expect("the weights are whole");
        let program = Program::compile(Rules::shipped(&english).ruleset());
        Work { english, articles: articles(), program }
    }

    /// The articles cut into sentences and words.
    pub fn words(&self) -> Vec<Document> {
        self.over(&self.program)
    }

    /// The same over the vocabulary of other rules.
    pub fn over(&self, program: &Program) -> Vec<Document> {
        let articles = self.articles.iter().cloned();
        articles.map(|article| self.english.document(article, program.vocabulary())).collect()
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
pub fn program(text: String, english: &Annotator) -> Program {
    let rules = Rules::builder().source("bench.rules", text).build(english);
    assert_eq!(rules.count(Severity::Error), 0);
    Program::compile(rules.ruleset())
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

/// The bundled articles, in the order of their names.
fn articles() -> Vec<Article> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("the entry can be read").path());
    let mut paths: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|found| found == "txt")).collect();
    paths.sort();
    let article = |path: &PathBuf| {
        let bytes = std::fs::read(path).expect("the file was listed");
        plain::article(&bytes, &path.to_string_lossy()).0
    };
    paths.iter().map(article).collect()
}
