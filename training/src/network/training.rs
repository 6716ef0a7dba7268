//! The schedule: batches in random order, two threads a batch, the rate falling to zero.

use super::examples::{Example, Labels};
use super::model::{Item, Layout, Model, Pass, Sizes};
use super::optimiser::Optimiser;
use super::tensor::add;
use crate::random::Random;
use std::time::Instant;

/// What is fixed before training.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    pub width: usize,
    pub reach: usize,
    pub states: [usize; 2],
    pub epochs: usize,
    pub seed: u64,
    pub rate: f32,
    pub dropout: f32,
    /// Words in a batch.
    pub batch: usize,
}

const AVERAGE_DECAY: f32 = 0.998;
/// Words over which the rate rises.
const WARM_UP: f32 = 20_000.0;
/// Halves of a batch, computed at the same time; their number does not depend on the machine.
const SHARDS: usize = 2;

/// Trains a network. Every epoch sees all examples of `gold` and the next part of `silver`, which is divided among
/// the epochs so that it is seen `silver_passes` times in all.
pub fn train(
    settings: Settings,
    labels: &Labels,
    gold: &[Example],
    silver: &[Example],
    silver_passes: usize,
    mut report: impl FnMut(usize, &Model),
) -> Model {
    let mut random = Random::new(settings.seed, 0);
    let sizes = Sizes {
        width: settings.width,
        reach: settings.reach,
        states: settings.states,
        tags: labels.tags.len(),
        relations: labels.relations.len(),
    };
    let mut model = Model::new(sizes, &mut random);
    let mut gradients: Vec<Model> = (0..SHARDS).map(|_| zero(&model)).collect();
    let mut optimiser = Optimiser::new(&model);
    // An endless supply of silver sentences in random order.
    let mut supply = vec![];
    let per_epoch = silver.len() * silver_passes / settings.epochs;
    let words = |examples: &[Example]| examples.iter().map(Example::len).sum::<usize>();
    let total = words(gold) * settings.epochs + words(silver) * silver_passes;
    let (mut seen, mut step) = (0, 0);
    let start = Instant::now();
    for epoch in 1..=settings.epochs {
        let mut order: Vec<&Example> = gold.iter().collect();
        for _ in 0..per_epoch {
            if supply.is_empty() {
                supply = silver.iter().collect();
                random.shuffle(&mut supply);
            }
            order.extend(supply.pop());
        }
        random.shuffle(&mut order);
        let (mut loss, mut rest) = (0.0, &order[..]);
        let before = seen;
        while !rest.is_empty() {
            let mut words = 0;
            let enough = rest.iter().position(|e| {
                words += e.len();
                words >= settings.batch
            });
            let (batch, later) = rest.split_at(enough.map_or(rest.len(), |last| last + 1));
            rest = later;
            seen += batch.iter().map(|e| e.len()).sum::<usize>();
            let done = seen as f32 / total as f32;
            let rate = settings.rate * (seen as f32 / WARM_UP).min(1.0) * (1.0 - done).max(0.02);
            let items: Vec<Item> = batch.iter().map(|example| example.vary(&mut random)).collect();
            loss += learn(settings, labels, &items, step, &model, &mut gradients);
            optimiser.step(&mut model, &mut gradients[0], rate, AVERAGE_DECAY);
            step += 1;
        }
        let loss = loss / (seen - before) as f64;
        eprintln!("epoch {epoch}: loss {loss:.4} a word, {:.0} s", start.elapsed().as_secs_f64());
        report(epoch, optimiser.average());
    }
    optimiser.average().clone()
}

fn zero(model: &Model) -> Model {
    let mut zero = model.clone();
    zero.tensors_mut().into_iter().for_each(|t| t.data.fill(0.0));
    zero
}

/// Leaves the gradient of a batch in `gradients[0]`, the rest zero; returns the summed loss.
fn learn(
    settings: Settings,
    labels: &Labels,
    items: &[Item],
    step: u64,
    model: &Model,
    gradients: &mut [Model],
) -> f64 {
    let mut shards = vec![vec![]; SHARDS];
    for (i, item) in items.iter().enumerate() {
        shards[i % SHARDS].push(item);
    }
    // The last batch of an epoch may be a single sentence.
    let layouts: Vec<Layout> = shards.into_iter().filter(|s| !s.is_empty()).map(Layout::new).collect();
    let rows = layouts.iter().map(|l| l.gaps.len()).sum();
    let passes: Vec<Pass> = std::thread::scope(|scope| {
        let work = layouts.into_iter().zip(gradients.iter_mut()).enumerate();
        let threads = work.map(|(i, (layout, gradient))| {
            scope.spawn(move || {
                let stream = 1 + step * SHARDS as u64 + i as u64;
                let mut random = Random::new(settings.seed, stream);
                model.learn(layout, &labels.groups, rows, (settings.dropout, &mut random), gradient)
            })
        });
        let threads: Vec<_> = threads.collect();
        threads.into_iter().map(|t| t.join().expect("training does not panic")).collect()
    });
    let (total, others) = gradients.split_first_mut().expect("there are shards");
    for other in others {
        // The table's gradient comes below, row by row.
        for (total, other) in total.tensors_mut().into_iter().zip(other.tensors_mut()).skip(1) {
            add(&mut total.data, &other.data);
            other.data.fill(0.0);
        }
    }
    for pass in &passes {
        let width = total.embeddings.columns;
        for (rows, gradient) in pass.rows.iter().zip(pass.row_gradients.chunks_exact(width)) {
            if gradient.iter().all(|g| *g == 0.0) {
                continue; // a gap
            }
            for &row in rows {
                add(&mut total.embeddings.data[row as usize * width..][..width], gradient);
            }
        }
    }
    passes.iter().map(|pass| pass.loss).sum()
}
