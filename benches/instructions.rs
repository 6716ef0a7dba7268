//! One step once, for a count of its instructions, which no other load of the machine changes.
//!
//! `docs/benchmarks.md` has the command. Only [`measured`] is counted; steps that it needs run before it.

#![allow(missing_docs, unreachable_pub, dead_code)] // what the other benches use
#![allow(clippy::expect_used, clippy::print_stdout)] // a bench that cannot start fails

mod steps;

use std::hint::black_box;

use dateline::document::{Document, Layer};
use steps::{Work, program, verb_rules};

fn main() {
    let step = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let Some(step) = step else {
        println!("name a step: words, tags, names, trees, clauses, run, load");
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
        other => return println!("there is no step `{other}`"),
    };
    println!("{step}: {amount} {of}");
}

fn count(documents: &[Document]) -> usize {
    documents.iter().map(|document| document.tokens.len()).sum()
}

/// What is counted.
#[inline(never)]
fn measured<T>(work: impl FnOnce() -> T) -> T {
    black_box(work())
}
