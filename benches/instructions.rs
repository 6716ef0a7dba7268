//! One step once, for a count of its instructions, which no other load of the machine changes.
//!
//! `docs/benchmarks.md` has the command. Only [`measured`] is counted; steps that it needs run before it.

#![allow(missing_docs, unreachable_pub, dead_code)] // what the other benches use
#![allow(clippy::expect_used, clippy::print_stdout)] // a bench that cannot start fails

mod sets;
mod steps;

use std::hint::black_box;

use dateline::document::{Document, Layer};
use dateline::write::conllu;
use sets::{Corpus, Set};
use steps::{Work, program, verb_rules};

fn main() {
    let step = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let Some(step) = step else {
        println!(
            "name a step: words, tags, names, trees, clauses, run, load, tokens, verbs, branches, packs"
        );
        return;
    };
    let work = Work::new();
    let layer = |given: &[Layer], layer| {
        let mut documents = work.with(given);
        measured(|| work.fill(&mut documents, layer));
        count(&documents)
    };
    let (amount, of) = match step.as_str() {
        "words" => (count(&measured(|| work.words())), "words"),
        "tags" => (layer(&[], Layer::Tags), "words"),
        "names" => (layer(&[], Layer::Names), "words"),
        "trees" => (layer(&[Layer::Tags, Layer::Names], Layer::Tree), "words"),
        "clauses" => (layer(&[Layer::Tree], Layer::Clauses), "words"),
        "run" => {
            measured(|| work.events(&work.program, &mut work.words()));
            (count(&work.words()), "words")
        }
        "load" => {
            let rules = verb_rules(5000);
            measured(|| program(rules, &work.english));
            (5000, "rules")
        }
        "tokens" => (rules(&work, |corpus| corpus.ten(false)), "words"),
        "verbs" => (rules(&work, |corpus| corpus.verb_rules(1000, false)), "words"),
        "branches" => (rules(&work, |corpus| corpus.tree_rules(100)), "words"),
        "packs" => {
            let mut documents = work.with(&[Layer::Clauses]);
            measured(|| work.events(&work.program, &mut documents));
            (count(&documents), "words")
        }
        other => return println!("there is no step `{other}`"),
    };
    println!("{step}: {amount} {of}");
}

/// Counts a set of rules at work on the articles, which have every layer; the number of words.
fn rules(work: &Work, set: impl Fn(&Corpus) -> Set) -> usize {
    let columns: Vec<String> = work.with(&[Layer::Clauses]).iter().map(conllu::document).collect();
    let program = program(set(&Corpus::new(&columns.concat(), "Organization")).text(), &work.english);
    let mut documents = work.over(&program);
    work.fill(&mut documents, Layer::Clauses);
    measured(|| work.events(&program, &mut documents));
    count(&documents)
}

fn count(documents: &[Document]) -> usize {
    documents.iter().map(|document| document.tokens.len()).sum()
}

/// What is counted.
#[inline(never)]
fn measured<T>(work: impl FnOnce() -> T) -> T {
    black_box(work())
}
