//! A recurrent layer.

use fearless_simd::{Level, dispatch};

use super::activation::{sigmoid, tanh};
use super::quantised::{Linear, Norm, STATE, STREAM, quantise_here};
use crate::english::weights::{Weights, WeightsError};

/// A bidirectional minGRU ("Were RNNs all we needed?", Feng et al. 2024), added to its input and normalised.
#[derive(Debug)]
pub(super) struct Recurrence {
    /// Gate and candidate forwards, gate and candidate backwards.
    gates: Linear,
    output: Linear,
    norm: Norm,
    state: usize,
}

impl Recurrence {
    pub(super) fn read(weights: &Weights, name: &str, width: usize) -> Result<Recurrence, WeightsError> {
        let gates = Linear::read(weights, &format!("{name}.gates"), width, STREAM)?;
        let state = gates.outputs() / 4;
        let output = Linear::read(weights, &format!("{name}.output"), 2 * state, STATE)?;
        if state == 0 || gates.outputs() != 4 * state || output.outputs() != width {
            return Err(WeightsError::Corrupt);
        }
        Ok(Recurrence { gates, output, norm: Norm::read(weights, &format!("{name}.norm"), width)?, state })
    }

    /// The layer's output for `x`. `quantised` is `x` in fixed point.
    pub(super) fn apply(&self, mut x: Vec<f32>, quantised: &[i16]) -> Vec<f32> {
        let mut gates = self.gates.apply(quantised, self.output.outputs());
        let states = dispatch!(Level::new(), _ => self.states(&mut gates));
        for (x, y) in x.iter_mut().zip(self.output.apply(&states, 2 * self.state)) {
            *x += y;
        }
        self.norm.apply(&mut x);
        x
    }

    /// The states of each word, forwards and backwards.
    #[inline(always)]
    fn states(&self, gates: &mut [f32]) -> Vec<i16> {
        let size = self.state;
        for row in gates.chunks_exact_mut(2 * size) {
            let (gate, candidate) = row.split_at_mut(size);
            gate.iter_mut().for_each(|g| *g = sigmoid(*g));
            candidate.iter_mut().for_each(|c| *c = tanh(*c));
        }
        let words = gates.len() / (4 * size);
        let mut states = vec![0; words * 2 * size];
        let mut state = vec![0.0; size];
        for backwards in [0, 1] {
            state.fill(0.0);
            for step in 0..words {
                let word = if backwards == 0 { step } else { words - 1 - step };
                let (gate, candidate) = gates[(4 * word + 2 * backwards) * size..][..2 * size].split_at(size);
                for ((state, gate), candidate) in state.iter_mut().zip(gate).zip(candidate) {
                    *state += gate * (candidate - *state);
                }
                quantise_here(&state, STATE, &mut states[(2 * word + backwards) * size..][..size]);
            }
        }
        states
    }
}
