//! The engine beside other tools: the same rules over the same annotated text.
//!
//! `cargo bench --bench peers -- FILE.conllu` times Dateline; with `--write FOLDER` it writes the text and the sets of
//! rules for `benches/peers/run.py`, which runs both and prints the table.

#![allow(missing_docs, unreachable_pub, dead_code)] // what the other benches use
#![allow(clippy::expect_used, clippy::print_stdout)] // a bench that cannot start fails

#[path = "../sets/mod.rs"]
mod sets;

use std::fs;
use std::path::Path;
use std::time::Instant;

use dateline::annotate::Annotate;
use dateline::diagnostic::Severity;
use dateline::document::{Document, Layer};
use dateline::extract::extract;
use dateline::extract::view::View;
use dateline::lang::compile::Program;
use dateline::read::conllu;
use dateline::{Annotator, Rules};
use sets::{Corpus, Set};

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let (mut path, mut folder, mut only, mut rounds) = (None, None, None, 5);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--write" => folder = arguments.next(),
            "--only" => only = arguments.next(),
            "--rounds" => rounds = arguments.next().and_then(|rounds| rounds.parse().ok()).unwrap_or(rounds),
            _ => path = Some(argument),
        }
    }
    let Some(path) = path else {
        println!("name a file in CoNLL-U");
        return;
    };
    let text = named(&fs::read_to_string(path).expect("the file can be read"));
    let corpus = Corpus::new(&text, "Product");
    let sets = sets(&corpus);
    let wanted = |name: &str| only.as_deref().is_none_or(|only| name.starts_with(only));
    let sets = sets.into_iter().filter(|(name, _)| wanted(name));
    if let Some(folder) = folder {
        let folder = Path::new(&folder);
        fs::create_dir_all(folder).expect("the folder can be made");
        fs::write(folder.join("text.conllu"), &text).expect("the folder can be written");
        for (name, set) in sets {
            for (ending, text) in [("json", set.json().to_string()), ("rules", set.text())] {
                fs::write(folder.join(format!("{name}.{ending}")), text).expect("the folder can be written");
            }
        }
        return;
    }
    let english = Annotator::english().expect("the weights are whole");
    println!("set\tload ms\tns a token\tmatches");
    for (name, set) in sets {
        let start = Instant::now();
        let rules = Rules::builder().source("set.rules", set.text()).build(&english);
        assert_eq!(rules.count(Severity::Error), 0, "{name}");
        let program = Program::compile(rules.ruleset());
        let load = start.elapsed().as_millis();
        let (mut documents, _) = conllu::documents(&text, "text", program.vocabulary());
        let tokens: usize = documents.iter().map(|document| document.tokens.len()).sum();
        fill(&english, &mut documents);
        let mut best = u64::MAX;
        let mut events = 0;
        for _ in 0..rounds {
            let start = on_cpu();
            let count = |document: &mut Document| match set {
                Set::Phrases(_) => phrases(&program, document),
                _ => found(&program, document, &english),
            };
            events = documents.iter_mut().map(count).sum();
            best = best.min(on_cpu() - start);
        }
        println!("{name}\t{load}\t{}\t{events}", best / tokens as u64);
    }
}

fn sets(corpus: &Corpus) -> Vec<(String, Set)> {
    let mut sets = vec![("T1".to_owned(), corpus.ten(false)), ("T1-all".to_owned(), corpus.ten(true))];
    sets.extend([100, 1000, 5000].map(|count| (format!("T2-{count}"), corpus.verb_rules(count, false))));
    sets.push(("T2-1000-all".to_owned(), corpus.verb_rules(1000, true)));
    sets.extend([10, 100, 1000].map(|count| (format!("T3-{count}"), corpus.tree_rules(count))));
    sets.extend([10_000, 100_000].map(|count| (format!("T4-{count}"), corpus.phrases(count))));
    sets
}

fn found(program: &Program, document: &mut Document, english: &Annotator) -> usize {
    extract(program, document, english, &mut ()).expect("the text has every layer").len()
}

/// Only looks phrases up, as other tools do.
fn phrases(program: &Program, document: &Document) -> usize {
    let sentences = 0..document.sentences.len();
    sentences.map(|sentence| View::new(program, document, sentence).entries.len()).sum()
}

/// Fills the layers that the text does not give.
fn fill(english: &Annotator, documents: &mut [Document]) {
    for document in documents {
        for sentence in 0..document.sentences.len() {
            for layer in [Layer::Entities, Layer::Times, Layer::Clauses] {
                english.fill(document, sentence, layer).expect("the text has every layer below");
            }
        }
    }
}

/// A treebank with names: each run of proper nouns is one, of a type that nothing else has here, so that all tools see
/// the same.
fn named(text: &str) -> String {
    let mut named = String::with_capacity(text.len() + text.len() / 2);
    let mut inside = false;
    for line in text.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        match columns.as_slice() {
            [id, _, _, upos, .., misc] if id.parse::<u32>().is_ok() => {
                let is_name = *upos == "PROPN";
                let label = match (is_name, inside) {
                    (true, false) => "B-Product",
                    (true, true) => "I-Product",
                    (false, _) => "O",
                };
                inside = is_name;
                let given = if *misc == "_" { String::new() } else { format!("|{misc}") };
                named += &columns[..9].join("\t");
                named += &format!("\tNER={label}{given}\n");
            }
            [id, ..] if columns.len() == 10 && id.contains('.') => {}
            _ => {
                inside = inside && columns.len() == 10;
                named += line;
                named.push('\n');
            }
        }
    }
    named
}

/// The nanoseconds that this thread has run; on systems that do not tell, those that have passed.
fn on_cpu() -> u64 {
    let told = fs::read_to_string("/proc/thread-self/schedstat");
    let told = told.ok().and_then(|text| text.split(' ').next()?.parse().ok());
    told.unwrap_or_else(|| {
        std::time::SystemTime::UNIX_EPOCH.elapsed().map_or(0, |elapsed| elapsed.as_nanos() as u64)
    })
}
