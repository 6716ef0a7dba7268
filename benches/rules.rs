//! What rules cost in number: a sentence under 10, 100, 1,000 and 5,000 of them, and 5,000 from text to program.

#![allow(missing_docs, unreachable_pub, dead_code)] // of the macros, and of what the other benches use
#![allow(clippy::expect_used)] // a bench that cannot start fails

mod steps;

use std::hint::black_box;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use dateline::annotate::Annotator;
use dateline::document::{Document, Layer};
use dateline::lang::compile::Program;
use steps::{Work, program, verb_rules};

fn compiled(count: usize, english: &Annotator) -> Program {
    program(verb_rules(count), english)
}

/// Sentences whose layers are filled already: what is left is the work of the rules.
fn sentences(criterion: &mut Criterion) {
    let work = Work::new();
    let mut group = criterion.benchmark_group("a sentence");
    for count in [10, 100, 1000, 5000] {
        let program = compiled(count, &work.english);
        let mut documents = work.over(&program);
        work.fill(&mut documents, Layer::Clauses);
        let sentences: usize = documents.iter().map(|document| document.sentences.len()).sum();
        group.throughput(Throughput::Elements(sentences as u64));
        group.bench_function(BenchmarkId::new("rules", count), |bencher| {
            let events = |mut documents: Vec<Document>| (work.events(&program, &mut documents), documents);
            bencher.iter_batched(|| documents.clone(), events, BatchSize::LargeInput);
        });
    }
    group.finish();
}

fn loading(criterion: &mut Criterion) {
    let work = Work::new();
    let mut group = criterion.benchmark_group("text to program");
    group.sample_size(20);
    for count in [1000, 5000] {
        group.bench_function(BenchmarkId::new("rules", count), |bencher| {
            bencher.iter(|| black_box(compiled(count, &work.english)));
        });
    }
    group.finish();
}

criterion_group!(benches, sentences, loading);
criterion_main!(benches);
