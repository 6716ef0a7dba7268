//! What is read off the two levels: tags off the first, arcs and their relations off the second.

use super::model::{Layout, Model, SCORER};
use super::tensor::{add, multiply};
use dateline::annotate::network::activation::leaky;
use dateline::annotate::parser::distance;

pub use dateline::annotate::network::DISTANCES;

/// Scores of one sentence, as logarithms of probabilities.
#[derive(Clone, Debug)]
pub struct Scored {
    /// Words × labels.
    pub tags: Vec<f32>,
    /// Words × (words + 1) heads.
    pub arcs: Vec<f32>,
    /// Projections of words and heads from which [`Model::relations`] scores the relations.
    pub dependents: Vec<f32>,
    pub heads: Vec<f32>,
}

/// Replaces scores by probabilities; returns the logarithm of their sum.
fn softmax(scores: &mut [f32]) -> f32 {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    scores.iter_mut().for_each(|s| *s = (*s - most).exp());
    let total: f32 = scores.iter().sum();
    scores.iter_mut().for_each(|s| *s /= total);
    most + total.ln()
}

/// Replaces scores by logarithms of probabilities.
pub fn log_softmax(scores: &mut [f32]) {
    let mut probabilities = scores.to_vec();
    let log_total = softmax(&mut probabilities);
    scores.iter_mut().for_each(|s| *s -= log_total);
}

/// The loss of the tags and its gradient by the stream after level one.
pub fn learn_tags(
    model: &Model,
    layout: &Layout,
    stream: &[f32],
    groups: &[Vec<usize>],
    weight: f32,
    gradient: &mut Model,
) -> (f64, Vec<f32>) {
    let labels = model.tags.outputs();
    let mut d = model.tags.forward(stream, layout.gaps.len(), model.tags.inputs());
    let mut right = vec![usize::MAX; layout.gaps.len()];
    for (item, start) in layout.items.iter().zip(&layout.starts) {
        right[start + 1..][..item.tags.len()].copy_from_slice(&item.tags);
    }
    let mut loss = 0.0;
    for (d, right) in d.chunks_exact_mut(labels).zip(right) {
        let group = groups.get(right).map_or(&[][..], |group| &group[..]);
        if group.is_empty() {
            d.fill(0.0);
            continue;
        }
        softmax(d);
        let mass = group.iter().map(|label| d[*label]).sum::<f32>().max(1e-9);
        loss -= f64::from(mass.ln());
        for &label in group {
            d[label] -= d[label] / mass;
        }
        d.iter_mut().for_each(|d| *d *= weight);
    }
    let dx = model.tags.backward(&d, stream, model.tags.inputs(), &mut gradient.tags);
    (loss, dx)
}

/// The projections of all words: for arcs as dependents and heads, for relations as dependents and heads.
struct Projections {
    parts: [Vec<f32>; 4],
    /// The dependents' projection through the matrix of the arcs.
    asked: Vec<f32>,
}

fn project(model: &Model, stream: &[f32]) -> Projections {
    let n = stream.len() / model.scorers.inputs();
    let all = model.scorers.forward(stream, n, model.scorers.inputs());
    let mut parts = [0, 1, 2, 3].map(|part| {
        let rows = all.chunks_exact(4 * SCORER);
        rows.flat_map(|row| &row[part * SCORER..(part + 1) * SCORER]).copied().collect::<Vec<f32>>()
    });
    for part in &mut parts[..2] {
        part.iter_mut().for_each(|x| *x = leaky(*x));
    }
    let asked = model.arcs.forward(&parts[0], n, SCORER);
    Projections { parts, asked }
}

/// Scores of all arcs of a sentence of `words` words whose root is in row `start`.
fn arc_scores(model: &Model, projections: &Projections, start: usize, words: usize) -> Vec<f32> {
    let mut scores = vec![0.0; words * (words + 1)];
    let asked = &projections.asked[(start + 1) * SCORER..][..words * SCORER];
    let heads = &projections.parts[1][start * SCORER..][..(words + 1) * SCORER];
    multiply(&mut scores, (words, SCORER, words + 1), (asked, false), (heads, true));
    for (i, row) in scores.chunks_exact_mut(words + 1).enumerate() {
        for (head, score) in row.iter_mut().enumerate() {
            *score += model.distances.data[distance(head, i + 1)];
        }
        row[i + 1] = -1e4;
    }
    scores
}

/// The loss of arcs and relations and its gradient by the stream after level two.
pub fn learn_arcs(
    model: &Model,
    layout: &Layout,
    stream: &[f32],
    weight: f32,
    gradient: &mut Model,
) -> (f64, Vec<f32>) {
    let projections = project(model, stream);
    let n = stream.len() / model.scorers.inputs();
    let mut loss = 0.0;
    let mut d_parts = [0, 1, 2, 3].map(|_| vec![0.0f32; n * SCORER]);
    let mut d_asked = vec![0.0f32; n * SCORER];
    let mut labelled = Vec::new();
    for (item, &start) in layout.items.iter().zip(&layout.starts) {
        let Some(arcs) = &item.arcs else { continue };
        let words = arcs.len();
        let mut scores = arc_scores(model, &projections, start, words);
        for (i, row) in scores.chunks_exact_mut(words + 1).enumerate() {
            let (head, relation) = arcs[i];
            softmax(row);
            loss -= f64::from(row[head].max(1e-9).ln());
            row[head] -= 1.0;
            row[i + 1] = 0.0;
            for (head, d) in row.iter_mut().enumerate() {
                *d *= weight;
                gradient.distances.data[distance(head, i + 1)] += *d;
            }
            if head != 0 {
                labelled.push((start + 1 + i, start + head, relation));
            }
        }
        let (asked, heads) = ((start + 1) * SCORER, start * SCORER);
        let shape = (words, words + 1, SCORER);
        let head_part = &projections.parts[1][heads..][..(words + 1) * SCORER];
        multiply(&mut d_asked[asked..][..words * SCORER], shape, (&scores, false), (head_part, false));
        let asked_part = &projections.asked[asked..][..words * SCORER];
        let d_heads = &mut d_parts[1][heads..][..(words + 1) * SCORER];
        multiply(d_heads, (words + 1, words, SCORER), (&scores, true), (asked_part, false));
    }
    d_parts[0] = model.arcs.backward(&d_asked, &projections.parts[0], SCORER, &mut gradient.arcs);

    let mut inputs = Vec::with_capacity(labelled.len() * SCORER);
    for &(dependent, head, _) in &labelled {
        inputs.extend(relation_input(&projections.parts, dependent, head));
    }
    let relations = model.relations.outputs();
    let mut d = model.relations.forward(&inputs, labelled.len(), SCORER);
    for (d, (_, _, relation)) in d.chunks_exact_mut(relations).zip(&labelled) {
        softmax(d);
        loss -= f64::from(d[*relation].max(1e-9).ln());
        d[*relation] -= 1.0;
        d.iter_mut().for_each(|d| *d *= weight);
    }
    let d_inputs = model.relations.backward(&d, &inputs, SCORER, &mut gradient.relations);
    let [_, _, d_dependents, d_heads] = &mut d_parts;
    for (i, &(dependent, head, _)) in labelled.iter().enumerate() {
        for j in 0..SCORER {
            if inputs[i * SCORER + j] > 0.0 {
                d_dependents[dependent * SCORER + j] += d_inputs[i * SCORER + j];
                d_heads[head * SCORER + j] += d_inputs[i * SCORER + j];
            }
        }
    }

    for (d_part, part) in d_parts[..2].iter_mut().zip(&projections.parts) {
        for (d, x) in d_part.iter_mut().zip(part) {
            *d *= if *x > 0.0 { 1.0 } else { 0.1 };
        }
    }
    let mut d_all = Vec::with_capacity(n * 4 * SCORER);
    for i in 0..n {
        d_parts.iter().for_each(|part| d_all.extend(&part[i * SCORER..(i + 1) * SCORER]));
    }
    let dx = model.scorers.backward(&d_all, stream, model.scorers.inputs(), &mut gradient.scorers);
    (loss, dx)
}

/// The rectified sum of the projections of a dependent and of its head.
fn relation_input(parts: &[Vec<f32>; 4], dependent: usize, head: usize) -> impl Iterator<Item = f32> {
    let dependent = &parts[2][dependent * SCORER..][..SCORER];
    let head = &parts[3][head * SCORER..][..SCORER];
    dependent.iter().zip(head).map(|(d, h)| (d + h).max(0.0))
}

/// Scores of the sentences of a layout.
pub fn score(model: &Model, layout: &Layout, first: &[f32], second: &[f32]) -> Vec<Scored> {
    let tags = model.tags.forward(first, layout.gaps.len(), model.tags.inputs());
    let projections = project(model, second);
    let labels = model.tags.outputs();
    let mut scored = Vec::new();
    for (item, &start) in layout.items.iter().zip(&layout.starts) {
        let words = item.rows.len();
        let mut tags = tags[(start + 1) * labels..][..words * labels].to_vec();
        tags.chunks_exact_mut(labels).for_each(log_softmax);
        let mut arcs = arc_scores(model, &projections, start, words);
        arcs.chunks_exact_mut(words + 1).for_each(log_softmax);
        let part = |part: usize| projections.parts[part][start * SCORER..][..(words + 1) * SCORER].to_vec();
        scored.push(Scored { tags, arcs, dependents: part(2), heads: part(3) });
    }
    scored
}

/// Logarithms of the probabilities of the relations of one arc.
pub fn score_relations(model: &Model, scored: &Scored, head: usize, dependent: usize) -> Vec<f32> {
    let mut sum = scored.dependents[dependent * SCORER..][..SCORER].to_vec();
    add(&mut sum, &scored.heads[head * SCORER..][..SCORER]);
    sum.iter_mut().for_each(|x| *x = x.max(0.0));
    let mut scores = model.relations.forward(&sum, 1, SCORER);
    log_softmax(&mut scores);
    scores
}
