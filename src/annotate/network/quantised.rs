//! Matrices of small integers: weights of 8 bits, activations of 16 bits, sums of 32 bits.
//!
//! Each row of weights has its own scale. Activations are fixed-point numbers. Integers make a product fast (SSE2 and
//! its kin multiply and add eight pairs in one instruction) and identical on every machine.

use super::activation;
use crate::english::weights::{Weights, WeightsError};

/// Fixed point of normalised activations, which stay below 16.
pub(crate) const STREAM: f32 = 2048.0;
/// Fixed point of the states of recurrences, which stay between -1 and 1.
pub(crate) const STATE: f32 = 16_384.0;
/// Fixed point of values inside the scorers; 32 and more is cut off.
pub(crate) const SCORER: f32 = 1024.0;

/// The longest row: the sum of 512 products of 8 and 16 bits fits into 32 bits.
const LONGEST_ROW: usize = 512;
/// The number of rows to multiply with all words before the next rows, so that they stay in the nearest cache.
const BLOCK: usize = 16;

/// A linear layer.
#[derive(Debug)]
pub(crate) struct Linear {
    inputs: usize,
    /// Row after row; 16 bits wide, the width that is multiplied.
    weights: Vec<i16>,
    /// The factor of each sum of products.
    scales: Vec<f32>,
    bias: Vec<f32>,
}

impl Linear {
    /// Reads a layer for inputs of this length and fixed point.
    pub(crate) fn read(
        weights: &Weights,
        name: &str,
        inputs: usize,
        fixed_point: f32,
    ) -> Result<Linear, WeightsError> {
        let rows = weights.i8s(&format!("{name}.weight"))?;
        let scales = weights.f32s(&format!("{name}.scale"))?;
        let bias = weights.f32s(&format!("{name}.bias"))?;
        if inputs > LONGEST_ROW || rows.len() != inputs * bias.len() || scales.len() != bias.len() {
            return Err(WeightsError::Corrupt);
        }
        Ok(Linear {
            inputs,
            weights: rows.into_iter().map(i16::from).collect(),
            scales: scales.into_iter().map(|scale| scale / fixed_point).collect(),
            bias,
        })
    }

    /// The number of outputs.
    pub(crate) fn outputs(&self) -> usize {
        self.bias.len()
    }

    /// The outputs for all inputs, each of which starts `stride` numbers after the one before.
    pub(crate) fn apply(&self, x: &[i16], stride: usize) -> Vec<f32> {
        let inputs: Vec<&[i16]> = x.windows(self.inputs).step_by(stride).collect();
        let outputs = self.outputs();
        let mut y = vec![0.0; inputs.len() * outputs];
        for start in (0..outputs).step_by(BLOCK) {
            let block = start..outputs.min(start + BLOCK);
            let weights = &self.weights[block.start * self.inputs..block.end * self.inputs];
            let (scales, bias) = (&self.scales[block.clone()], &self.bias[block.clone()]);
            for (x, y) in inputs.iter().zip(y.chunks_exact_mut(outputs)) {
                let mut sums = [0; BLOCK];
                for (sum, weights) in sums.iter_mut().zip(weights.chunks_exact(self.inputs)) {
                    *sum = dot(x, weights);
                }
                let scaled =
                    sums.iter().zip(scales).zip(bias).map(|((sum, scale), bias)| *sum as f32 * scale + bias);
                for (y, scaled) in y[block.clone()].iter_mut().zip(scaled) {
                    *y = scaled;
                }
            }
        }
        y
    }
}

/// The inner product, in many lanes: compilers turn this form into `pmaddwd`.
#[inline]
fn dot(a: &[i16], b: &[i16]) -> i32 {
    const LANES: usize = 32;
    let mut lanes = [0i32; LANES];
    let (a, a_rest) = a.as_chunks::<LANES>();
    let (b, b_rest) = b.as_chunks::<LANES>();
    for (a, b) in a.iter().zip(b) {
        for i in 0..LANES {
            lanes[i] += i32::from(a[i]) * i32::from(b[i]);
        }
    }
    let rest: i32 = a_rest.iter().zip(b_rest).map(|(a, b)| i32::from(*a) * i32::from(*b)).sum();
    lanes.iter().sum::<i32>() + rest
}

/// Rounds numbers to the nearest fixed-point numbers; numbers out of range become the last ones in range.
pub(crate) fn quantise(x: &[f32], fixed_point: f32, out: &mut [i16]) {
    // Adding 1.5 · 2^23 leaves the nearest whole number in the last bits of the sum.
    const SHIFT: f32 = 12_582_912.0;
    for (x, out) in x.iter().zip(out) {
        let shifted = (x * fixed_point).clamp(-32_767.0, 32_767.0) + SHIFT;
        *out = shifted.to_bits().wrapping_sub(SHIFT.to_bits()) as i16; // in range: see above
    }
}

/// The table of embeddings: rows of 8 bits, each with a scale.
#[derive(Debug)]
pub(crate) struct Embeddings {
    rows: Vec<i8>,
    scales: Vec<f32>,
    width: usize,
}

impl Embeddings {
    /// Reads a table of `rows` rows of this width.
    pub(crate) fn read(weights: &Weights, rows: usize, width: usize) -> Result<Embeddings, WeightsError> {
        let table = Embeddings {
            rows: weights.i8s("embeddings.weight")?,
            scales: weights.f32s("embeddings.scale")?,
            width,
        };
        let fits = table.rows.len() == rows * width && table.scales.len() == rows;
        if fits { Ok(table) } else { Err(WeightsError::Corrupt) }
    }

    /// Adds a row to a vector.
    #[inline]
    pub(crate) fn add(&self, row: u32, sum: &mut [f32]) {
        let row = row as usize;
        let scale = self.scales[row];
        let values = &self.rows[row * self.width..(row + 1) * self.width];
        for (sum, value) in sum.iter_mut().zip(values) {
            *sum += f32::from(*value) * scale;
        }
    }
}

/// Layer normalisation.
#[derive(Debug)]
pub(crate) struct Norm {
    gain: Vec<f32>,
    shift: Vec<f32>,
}

impl Norm {
    /// Reads a normalisation of vectors of this width.
    pub(crate) fn read(weights: &Weights, name: &str, width: usize) -> Result<Norm, WeightsError> {
        let gain = weights.f32s(&format!("{name}.gain"))?;
        let shift = weights.f32s(&format!("{name}.shift"))?;
        let fits = gain.len() == width && shift.len() == width;
        if fits { Ok(Norm { gain, shift }) } else { Err(WeightsError::Corrupt) }
    }

    /// Normalises each vector.
    pub(crate) fn apply(&self, x: &mut [f32]) {
        for x in x.chunks_exact_mut(self.gain.len()) {
            activation::standardise(x);
            for ((x, gain), shift) in x.iter_mut().zip(&self.gain).zip(&self.shift) {
                *x = *x * gain + shift;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_rounded_to_the_nearest_and_cut_off_out_of_range() {
        let mut out = [0; 6];
        quantise(&[0.0, 0.26, -0.26, 1e9, -1e9, -0.74], 2.0, &mut out);
        assert_eq!(out, [0, 1, -1, 32_767, -32_767, -1]);
    }

    #[test]
    fn products_of_any_length_are_exact_up_to_the_longest_row() {
        for length in [0, 1, 15, 16, 33, LONGEST_ROW] {
            let (a, b) = (vec![i16::MIN + 1; length], vec![127; length]);
            assert_eq!(i64::from(dot(&a, &b)), -32_767 * 127 * length as i64);
        }
    }
}
