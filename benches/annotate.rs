//! How long the steps of a run take on the bundled articles, one thread. Throughput counts words.

#![allow(missing_docs, unreachable_pub, dead_code)] // of the macros, and of what the other benches use
#![allow(clippy::expect_used)] // a bench that cannot start fails

mod steps;

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use dateline::document::{Document, Layer};
use steps::Work;

fn steps(criterion: &mut Criterion) {
    let work = Work::new();
    let words = work.words();
    let count: usize = words.iter().map(|document| document.tokens.len()).sum();
    let mut group = criterion.benchmark_group("articles");
    group.throughput(Throughput::Elements(count as u64)).sample_size(20);

    group.bench_function("words and sentences", |bencher| bencher.iter(|| black_box(work.words())));
    let layers: [(&str, &[Layer], &[Layer]); 4] = [
        ("tags", &[], &[Layer::Tags]),
        ("names", &[], &[Layer::Names]),
        ("trees", &[Layer::Tags, Layer::Names], &[Layer::Tree]),
        ("clauses", &[Layer::Tree], &[Layer::Clauses]),
    ];
    for (name, given, filled) in layers {
        let given = work.with(given);
        let fill = |mut documents: Vec<Document>| {
            filled.iter().for_each(|&layer| work.fill(&mut documents, layer));
            documents
        };
        group.bench_function(name, |bencher| {
            bencher.iter_batched(|| given.clone(), fill, BatchSize::LargeInput);
        });
    }
    group.bench_function("words, tags and names", |bencher| {
        bencher.iter(|| black_box(work.with(&[Layer::Tags, Layer::Names])));
    });
    group.bench_function("words to trees", |bencher| bencher.iter(|| black_box(work.with(&[Layer::Tree]))));
    group.bench_function("run", |bencher| {
        bencher.iter(|| black_box(work.events(&work.program, &mut work.words())));
    });
    group.finish();
}

criterion_group!(benches, steps);
criterion_main!(benches);
