//! The layers between embeddings and heads, forwards and backwards.
//!
//! Sentences lie one after another in a batch, each between two rows of zeros (*gaps*), which separate them for the
//! convolution and for the recurrences.

use super::tensor::{Linear, Tensor, add, scale};
use crate::random::Random;
use dateline::annotate::network::activation::{sigmoid, standardise, tanh};

/// Layer normalisation (Ba et al. 2016).
#[derive(Clone, Debug)]
pub struct Norm {
    pub gain: Tensor,
    pub shift: Tensor,
}

/// What the backward pass of a normalisation needs.
pub struct NormTrace {
    standard: Vec<f32>,
    factors: Vec<f32>,
}

impl Norm {
    pub fn new(name: &str, width: usize) -> Norm {
        Norm {
            gain: Tensor::constant(&format!("{name}.gain"), 1, width, 1.0),
            shift: Tensor::constant(&format!("{name}.shift"), 1, width, 0.0),
        }
    }

    /// Normalises each row; gaps stay zero.
    pub fn forward(&self, mut x: Vec<f32>, gaps: &[bool]) -> (Vec<f32>, NormTrace) {
        let width = self.gain.columns;
        let mut y = vec![0.0; x.len()];
        let mut factors = vec![0.0; gaps.len()];
        for (i, (x, y)) in x.chunks_exact_mut(width).zip(y.chunks_exact_mut(width)).enumerate() {
            if gaps[i] {
                continue;
            }
            factors[i] = standardise(x);
            for j in 0..width {
                y[j] = x[j] * self.gain.data[j] + self.shift.data[j];
            }
        }
        (y, NormTrace { standard: x, factors })
    }

    /// Turns the gradient of the outputs into that of the inputs.
    pub fn backward(&self, dy: &mut [f32], trace: &NormTrace, gaps: &[bool], gradient: &mut Norm) {
        let width = self.gain.columns;
        for (i, (dy, x)) in dy.chunks_exact_mut(width).zip(trace.standard.chunks_exact(width)).enumerate() {
            if gaps[i] {
                dy.fill(0.0);
                continue;
            }
            let (mut mean, mut along) = (0.0, 0.0);
            for j in 0..width {
                gradient.gain.data[j] += dy[j] * x[j];
                gradient.shift.data[j] += dy[j];
                dy[j] *= self.gain.data[j];
                mean += dy[j];
                along += dy[j] * x[j];
            }
            let (mean, along) = (mean / width as f32, along / width as f32);
            for j in 0..width {
                dy[j] = (dy[j] - mean - x[j] * along) * trace.factors[i];
            }
        }
    }
}

/// A mask that drops each number with this probability and makes up for it; none without dropout.
pub fn mask(length: usize, dropout: Option<(f32, &mut Random)>) -> Option<Vec<f32>> {
    let (probability, random) = dropout?;
    let kept = 1.0 / (1.0 - probability);
    Some((0..length).map(|_| if random.chance(probability) { 0.0 } else { kept }).collect())
}

/// A convolution with a rectifier, added to its input and normalised. It sees all channels of a word, of the word
/// before the last ones, and of the word after it the first ones.
#[derive(Clone, Debug)]
pub struct Convolution {
    pub linear: Linear,
    pub norm: Norm,
}

pub struct ConvolutionTrace {
    rectified: Vec<f32>,
    mask: Option<Vec<f32>>,
    norm: NormTrace,
}

impl Convolution {
    /// `reach` is the number of channels of each neighbour that it sees.
    pub fn new(name: &str, width: usize, reach: usize, random: &mut Random) -> Convolution {
        Convolution {
            linear: Linear::new(name, width + 2 * reach, width, 2.0, random),
            norm: Norm::new(&format!("{name}.norm"), width),
        }
    }

    /// Where the window of the first word after a gap starts in that gap.
    fn start(&self) -> usize {
        let width = self.linear.outputs();
        width - (self.linear.inputs() - width) / 2
    }

    /// `x` has a gap as its first and as its last row.
    pub fn forward(
        &self,
        x: &[f32],
        gaps: &[bool],
        dropout: Option<(f32, &mut Random)>,
    ) -> (Vec<f32>, ConvolutionTrace) {
        let width = self.linear.outputs();
        let start = self.start();
        let inner = self.linear.forward(&x[start..x.len() - start], gaps.len() - 2, width);
        let mut rectified = vec![0.0; x.len()];
        for (r, i) in rectified[width..].iter_mut().zip(inner) {
            *r = i.max(0.0);
        }
        let mask = mask(x.len(), dropout);
        let mut y = rectified.clone();
        if let Some(mask) = &mask {
            scale(&mut y, mask);
        }
        add(&mut y, x);
        let (y, norm) = self.norm.forward(y, gaps);
        (y, ConvolutionTrace { rectified, mask, norm })
    }

    pub fn backward(
        &self,
        mut dy: Vec<f32>,
        x: &[f32],
        gaps: &[bool],
        trace: &ConvolutionTrace,
        gradient: &mut Convolution,
    ) -> Vec<f32> {
        let width = self.linear.outputs();
        self.norm.backward(&mut dy, &trace.norm, gaps, &mut gradient.norm);
        let mut inner = dy.clone();
        if let Some(mask) = &trace.mask {
            scale(&mut inner, mask);
        }
        for (d, r) in inner.iter_mut().zip(&trace.rectified) {
            if *r <= 0.0 {
                *d = 0.0;
            }
        }
        let inner = &inner[width..inner.len() - width];
        let start = self.start();
        let seen = &x[start..x.len() - start];
        let windows = self.linear.backward(inner, seen, width, &mut gradient.linear);
        for (i, window) in windows.chunks_exact(self.linear.inputs()).enumerate() {
            add(&mut dy[i * width + start..], window);
        }
        dy
    }
}

/// A bidirectional minGRU (Feng et al. 2024), added to its input and normalised.
#[derive(Clone, Debug)]
pub struct Recurrence {
    /// Gate and candidate forwards, gate and candidate backwards.
    pub gates: Linear,
    pub output: Linear,
    pub norm: Norm,
}

pub struct RecurrenceTrace {
    gates: Vec<f32>,
    states: Vec<f32>,
    mask: Option<Vec<f32>>,
    norm: NormTrace,
}

impl Recurrence {
    pub fn new(name: &str, width: usize, state: usize, random: &mut Random) -> Recurrence {
        Recurrence {
            gates: Linear::new(&format!("{name}.gates"), width, 4 * state, 1.0, random),
            output: Linear::new(&format!("{name}.output"), 2 * state, width, 1.0, random),
            norm: Norm::new(&format!("{name}.norm"), width),
        }
    }

    fn state(&self) -> usize {
        self.gates.outputs() / 4
    }

    pub fn forward(
        &self,
        x: &[f32],
        gaps: &[bool],
        dropout: Option<(f32, &mut Random)>,
    ) -> (Vec<f32>, RecurrenceTrace) {
        let (n, s) = (gaps.len(), self.state());
        let mut gates = self.gates.forward(x, n, self.gates.inputs());
        for row in gates.chunks_exact_mut(2 * s) {
            let (gate, candidate) = row.split_at_mut(s);
            gate.iter_mut().for_each(|g| *g = sigmoid(*g));
            candidate.iter_mut().for_each(|c| *c = tanh(*c));
        }
        let mut states = vec![0.0; n * 2 * s];
        let mut state = vec![0.0; s];
        for (backwards, i) in (0..n).map(|i| (0, i)).chain((0..n).rev().map(|i| (1, i))) {
            if gaps[i] {
                state.fill(0.0);
                continue;
            }
            let (gate, candidate) = gates[(4 * i + 2 * backwards) * s..][..2 * s].split_at(s);
            let out = &mut states[(2 * i + backwards) * s..][..s];
            for j in 0..s {
                state[j] += gate[j] * (candidate[j] - state[j]);
            }
            out.copy_from_slice(&state);
        }
        let mask = mask(x.len(), dropout);
        let mut y = self.output.forward(&states, n, 2 * s);
        if let Some(mask) = &mask {
            scale(&mut y, mask);
        }
        add(&mut y, x);
        let (y, norm) = self.norm.forward(y, gaps);
        (y, RecurrenceTrace { gates, states, mask, norm })
    }

    pub fn backward(
        &self,
        mut dy: Vec<f32>,
        x: &[f32],
        gaps: &[bool],
        trace: &RecurrenceTrace,
        gradient: &mut Recurrence,
    ) -> Vec<f32> {
        let (n, s) = (gaps.len(), self.state());
        self.norm.backward(&mut dy, &trace.norm, gaps, &mut gradient.norm);
        let mut inner = dy.clone();
        if let Some(mask) = &trace.mask {
            scale(&mut inner, mask);
        }
        let d_states = self.output.backward(&inner, &trace.states, 2 * s, &mut gradient.output);
        let mut d_gates = vec![0.0; n * 4 * s];
        let mut d_state = vec![0.0; s];
        // Against the direction in which the states were computed.
        for (backwards, i) in (0..n).rev().map(|i| (0, i)).chain((0..n).map(|i| (1, i))) {
            if gaps[i] {
                d_state.fill(0.0);
                continue;
            }
            let before = if backwards == 0 { i - 1 } else { i + 1 };
            let previous = &trace.states[(2 * before + backwards) * s..][..s]; // zero in a gap
            let (gate, candidate) = trace.gates[(4 * i + 2 * backwards) * s..][..2 * s].split_at(s);
            let (d_gate, d_candidate) = d_gates[(4 * i + 2 * backwards) * s..][..2 * s].split_at_mut(s);
            let d_out = &d_states[(2 * i + backwards) * s..][..s];
            for j in 0..s {
                let d = d_state[j] + d_out[j];
                d_gate[j] = d * (candidate[j] - previous[j]) * gate[j] * (1.0 - gate[j]);
                d_candidate[j] = d * gate[j] * (1.0 - candidate[j] * candidate[j]);
                d_state[j] = d * (1.0 - gate[j]);
            }
        }
        let dx = self.gates.backward(&d_gates, x, self.gates.inputs(), &mut gradient.gates);
        add(&mut dy, &dx);
        dy
    }
}
