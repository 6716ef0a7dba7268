//! The network as it is trained: all parameters, and one pass forwards and backwards over a batch.

use super::heads::{self, Scored};
use super::layers::{Convolution, ConvolutionTrace, Norm, NormTrace, Recurrence, RecurrenceTrace, mask};
use super::tensor::{Linear, Tensor, add, scale};
use crate::random::Random;
use dateline::annotate::network::features::{ROOT, Rows, TABLE};

/// The width of the arc scorer and of the label scorer.
pub const SCORER: usize = 96;

/// Sizes of a network.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// Width of embeddings and of the stream between the layers.
    pub width: usize,
    /// How many channels of its neighbours a word sees in the convolution.
    pub reach: usize,
    /// Width of each direction's state in the recurrences of levels one and two.
    pub states: [usize; 2],
    pub tags: usize,
    pub relations: usize,
}

/// All parameters. Gradients have the same type.
#[derive(Clone, Debug)]
pub struct Model {
    pub embeddings: Tensor,
    pub embeddings_norm: Norm,
    pub convolution: Convolution,
    pub first: Recurrence,
    pub tags: Linear,
    pub second: Recurrence,
    /// Dependent and head for the arcs, dependent and head for the relations.
    pub scorers: Linear,
    pub arcs: Linear,
    pub distances: Tensor,
    pub relations: Linear,
}

/// A sentence to be learnt from or to be analysed.
#[derive(Clone, Debug)]
pub struct Item {
    pub rows: Vec<Rows>,
    /// For each word the group of labels of which one is right.
    pub tags: Vec<usize>,
    /// Head and relation of each word, if they are known.
    pub arcs: Option<Vec<(usize, usize)>>,
}

/// Sentences laid out one after another, those with trees first, a gap before, between and after them.
pub struct Layout<'a> {
    pub items: Vec<&'a Item>,
    /// The row of each sentence's root.
    pub starts: Vec<usize>,
    pub gaps: Vec<bool>,
    rows: Vec<Rows>,
    /// The number of rows up to the last sentence with a tree, with the gap behind it.
    tree_rows: usize,
}

impl<'a> Layout<'a> {
    pub fn new(mut items: Vec<&'a Item>) -> Layout<'a> {
        items.sort_by_key(|item| item.arcs.is_none());
        let mut layout = Layout { items, starts: vec![], gaps: vec![true], rows: vec![ROOT], tree_rows: 0 };
        for item in &layout.items {
            layout.starts.push(layout.rows.len());
            layout.rows.push(ROOT);
            layout.rows.extend(&item.rows);
            layout.gaps.resize(layout.rows.len(), false);
            layout.rows.push(ROOT);
            layout.gaps.push(true);
            if item.arcs.is_some() {
                layout.tree_rows = layout.rows.len();
            }
        }
        layout
    }
}

struct Trace {
    mask: Option<Vec<f32>>,
    /// The stream after each layer.
    streams: [Vec<f32>; 4],
    embeddings: NormTrace,
    convolution: ConvolutionTrace,
    first: RecurrenceTrace,
    second: Option<RecurrenceTrace>,
}

/// The probability of dropping a number, if any is to be dropped.
type Dropout<'a> = Option<(f32, &'a mut Random)>;

/// A part of the same dropout, for one layer.
fn again<'a>(dropout: &'a mut Dropout, factor: f32) -> Dropout<'a> {
    dropout.as_mut().map(|(probability, random)| (*probability * factor, &mut **random))
}

/// What a training pass over a part of a batch gives.
pub struct Pass {
    pub loss: f64,
    /// The gradient of the sum of embeddings for each row of the layout; `Model` gradients leave it out.
    pub rows: Vec<Rows>,
    pub row_gradients: Vec<f32>,
}

impl Model {
    pub fn new(sizes: Sizes, random: &mut Random) -> Model {
        let Sizes { width, reach, states, tags, relations } = sizes;
        Model {
            embeddings: Tensor::normal("embeddings", TABLE as usize, width, 0.1, random),
            embeddings_norm: Norm::new("embeddings.norm", width),
            convolution: Convolution::new("convolution", width, reach, random),
            first: Recurrence::new("first", width, states[0], random),
            tags: Linear::new("tags", width, tags, 1.0, random),
            second: Recurrence::new("second", width, states[1], random),
            scorers: Linear::new("scorers", width, 4 * SCORER, 1.0, random),
            arcs: Linear::new("arcs", SCORER, SCORER, 0.24, random),
            distances: Tensor::constant("distances", 1, heads::DISTANCES, 0.0),
            relations: Linear::new("relations", SCORER, relations, 1.0, random),
        }
    }

    pub fn tensors(&self) -> Vec<&Tensor> {
        let norms = [&self.embeddings_norm, &self.convolution.norm, &self.first.norm, &self.second.norm];
        let mut tensors = vec![&self.embeddings, &self.distances];
        tensors.extend(norms.iter().flat_map(|n| [&n.gain, &n.shift]));
        tensors.extend(self.linears().iter().flat_map(|l| [&l.weight, &l.bias]));
        tensors
    }

    /// The same tensors in the same order.
    pub fn tensors_mut(&mut self) -> Vec<&mut Tensor> {
        let norms = [
            &mut self.embeddings_norm,
            &mut self.convolution.norm,
            &mut self.first.norm,
            &mut self.second.norm,
        ];
        let mut tensors = vec![&mut self.embeddings, &mut self.distances];
        tensors.extend(norms.into_iter().flat_map(|n| [&mut n.gain, &mut n.shift]));
        let linears = [
            &mut self.convolution.linear,
            &mut self.first.gates,
            &mut self.first.output,
            &mut self.tags,
            &mut self.second.gates,
            &mut self.second.output,
            &mut self.scorers,
            &mut self.arcs,
            &mut self.relations,
        ];
        tensors.extend(linears.into_iter().flat_map(|l| [&mut l.weight, &mut l.bias]));
        tensors
    }

    pub fn linears(&self) -> [&Linear; 9] {
        [
            &self.convolution.linear,
            &self.first.gates,
            &self.first.output,
            &self.tags,
            &self.second.gates,
            &self.second.output,
            &self.scorers,
            &self.arcs,
            &self.relations,
        ]
    }

    pub fn norms(&self) -> [&Norm; 4] {
        [&self.embeddings_norm, &self.convolution.norm, &self.first.norm, &self.second.norm]
    }

    fn width(&self) -> usize {
        self.embeddings.columns
    }

    fn forward(&self, layout: &Layout, tree_rows: usize, mut dropout: Dropout) -> Trace {
        let width = self.width();
        let mut x = vec![0.0; layout.rows.len() * width];
        for (i, x) in x.chunks_exact_mut(width).enumerate().filter(|(i, _)| !layout.gaps[*i]) {
            for &row in &layout.rows[i] {
                add(x, self.embeddings.row(row as usize));
            }
        }
        let mask = mask(x.len(), again(&mut dropout, 0.5));
        if let Some(mask) = &mask {
            scale(&mut x, mask);
        }
        let gaps = &layout.gaps[..];
        let (y0, embeddings) = self.embeddings_norm.forward(x, gaps);
        let (y1, convolution) = self.convolution.forward(&y0, gaps, again(&mut dropout, 1.0));
        let (y2, first) = self.first.forward(&y1, gaps, again(&mut dropout, 1.0));
        let (y3, second) = if tree_rows > 0 {
            let (y, trace) =
                self.second.forward(&y2[..tree_rows * width], &gaps[..tree_rows], again(&mut dropout, 1.0));
            (y, Some(trace))
        } else {
            (vec![], None)
        };
        Trace { mask, streams: [y0, y1, y2, y3], embeddings, convolution, first, second }
    }

    /// Adds the gradients of the mean loss over a batch of `batch_rows` rows, of which the layout may be a part.
    /// `groups` says which labels of tags each group consists of.
    pub fn learn(
        &self,
        layout: Layout,
        groups: &[Vec<usize>],
        batch_rows: usize,
        dropout: (f32, &mut Random),
        gradient: &mut Model,
    ) -> Pass {
        let width = self.width();
        let gaps = &layout.gaps[..];
        let weight = 1.0 / batch_rows as f32;
        let tree_rows = layout.tree_rows;
        let trace = self.forward(&layout, tree_rows, Some(dropout));
        let (mut loss, mut dy) =
            heads::learn_tags(self, &layout, &trace.streams[2], groups, weight, gradient);
        if let Some(second) = &trace.second {
            let (arc_loss, dy3) = heads::learn_arcs(self, &layout, &trace.streams[3], weight, gradient);
            loss += arc_loss;
            let x = &trace.streams[2][..tree_rows * width];
            let d = self.second.backward(dy3, x, &gaps[..tree_rows], second, &mut gradient.second);
            add(&mut dy, &d);
        }
        let dy = self.first.backward(dy, &trace.streams[1], gaps, &trace.first, &mut gradient.first);
        let x = &trace.streams[0];
        let mut dy = self.convolution.backward(dy, x, gaps, &trace.convolution, &mut gradient.convolution);
        self.embeddings_norm.backward(&mut dy, &trace.embeddings, gaps, &mut gradient.embeddings_norm);
        if let Some(mask) = &trace.mask {
            scale(&mut dy, mask);
        }
        Pass { loss, rows: layout.rows, row_gradients: dy }
    }

    /// Scores of labels, arcs and relations for sentences, in their order.
    pub fn score(&self, items: &[Item]) -> Vec<Scored> {
        let mut scored = Vec::new();
        for items in items.chunks(32) {
            // Every item is to get a tree, so the layout keeps their order.
            let mut layout = Layout::new(vec![]);
            layout.rows = vec![ROOT];
            for item in items {
                layout.starts.push(layout.rows.len());
                layout.rows.push(ROOT);
                layout.rows.extend(&item.rows);
                layout.gaps.resize(layout.rows.len(), false);
                layout.rows.push(ROOT);
                layout.gaps.push(true);
            }
            layout.items = items.iter().collect();
            let trace = self.forward(&layout, layout.rows.len(), None);
            scored.extend(heads::score(self, &layout, &trace.streams[2], &trace.streams[3]));
        }
        scored
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(words: usize, arcs: Option<Vec<(usize, usize)>>, random: &mut Random) -> Item {
        let rows = (0..words).map(|_| [0; 7].map(|_: u32| 2 + random.below(50) as u32)).collect();
        Item { rows, tags: (0..words).map(|i| i % 5).collect(), arcs }
    }

    #[test]
    fn gradients_are_those_of_finite_differences() {
        let mut random = Random::new(7, 0);
        let sizes = Sizes { width: 8, reach: 4, states: [6, 10], tags: 4, relations: 3 };
        let mut model = Model::new(sizes, &mut random);
        for tensor in model.tensors_mut().into_iter().filter(|tensor| tensor.rows == 1) {
            tensor.data.iter_mut().for_each(|x| *x += 0.1 * random.normal());
        }
        let items = [
            item(4, None, &mut random),
            item(3, Some(vec![(2, 0), (0, 0), (2, 2)]), &mut random),
            item(2, Some(vec![(0, 0), (1, 1)]), &mut random),
        ];
        // The last group means that a tag is not known.
        let groups = vec![vec![0], vec![1], vec![2, 3], vec![3], vec![]];
        let pass = |model: &Model, gradient: &mut Model| {
            let layout = Layout::new(items.iter().collect());
            model.learn(layout, &groups, 1, (0.0, &mut Random::new(1, 1)), gradient)
        };
        let mut gradient = model.clone();
        gradient.tensors_mut().into_iter().for_each(|t| t.data.fill(0.0));
        let mut unused = gradient.clone();
        let found = pass(&model, &mut gradient);
        for (rows, d) in found.rows.iter().zip(found.row_gradients.chunks_exact(8)) {
            rows.iter().for_each(|row| add(&mut gradient.embeddings.data[*row as usize * 8..][..8], d));
        }
        for t in 0..model.tensors().len() {
            for _ in 0..10 {
                let length = model.tensors()[t].data.len();
                let i = random.below(length.min(50 * 8));
                let mut loss = |shift: f32| {
                    let mut shifted = model.clone();
                    shifted.tensors_mut()[t].data[i] += shift;
                    pass(&shifted, &mut unused).loss
                };
                let expected = (loss(1e-3) - loss(-1e-3)) / 2e-3;
                let (name, found) = (&gradient.tensors()[t].name, f64::from(gradient.tensors()[t].data[i]));
                assert!(
                    (expected - found).abs() < 0.02 + 0.03 * expected.abs(),
                    "{name} {i}: {expected} {found}"
                );
            }
        }
    }
}
