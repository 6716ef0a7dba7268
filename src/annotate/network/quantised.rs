//! Matrices of small integers: weights of 8 bits, activations of 16 bits, sums of 32 bits.
//!
//! Each row of weights has its own scale. Activations are fixed-point numbers. Integers make a product fast and identical
//! on every machine: one instruction multiplies 8 (SSE2, NEON, WebAssembly), 16 (AVX2) or 32 pairs (AVX-512) and adds
//! neighbouring products. The widest that the processor has is chosen when the program runs.

use std::ops::Range;

use fearless_simd::prelude::*;
use fearless_simd::{Level, dispatch, f32x16, i16x32, i32x16, u32x16};

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
/// The number of outputs that are computed side by side, each in a lane.
pub(super) const PANEL: usize = 16;
/// For each output of a panel, its weights of two neighbouring inputs: what one instruction multiplies and adds.
type Pairs = [i16; 2 * PANEL];

/// A matrix of weights.
#[derive(Debug)]
pub(super) struct Matrix {
    inputs: usize,
    outputs: usize,
    /// Panel after panel of outputs, and in each the inputs two by two. Lanes without an output are 0.
    weights: Vec<Pairs>,
}

impl Matrix {
    /// The columns of these inputs of a matrix given row by row; an even number of them.
    fn new(rows: &[i8], row: usize, inputs: Range<usize>) -> Matrix {
        let rows: Vec<&[i8]> = rows.chunks_exact(row).map(|row| &row[inputs.clone()]).collect();
        let mut weights = Vec::with_capacity(rows.len().div_ceil(PANEL) * inputs.len() / 2);
        for rows in rows.chunks(PANEL) {
            for at in (0..inputs.len()).step_by(2) {
                let mut pairs = [0; 2 * PANEL];
                for (pair, row) in pairs.as_chunks_mut::<2>().0.iter_mut().zip(rows) {
                    *pair = [i16::from(row[at]), i16::from(row[at + 1])];
                }
                weights.push(pairs);
            }
        }
        Matrix { inputs: inputs.len(), outputs: rows.len(), weights }
    }

    /// The products with all inputs, each of which starts `stride` numbers after the one before.
    pub(super) fn products(&self, x: &[i16], stride: usize) -> Vec<i32> {
        let inputs = self.inputs(x, stride);
        let mut y = vec![0; inputs.len() * self.outputs];
        dispatch!(Level::new(), simd => self.fill(simd, &inputs, &mut y, #[inline(always)] |_, sums, y| {
            store(sums, y);
        }));
        y
    }

    fn inputs<'x>(&self, x: &'x [i16], stride: usize) -> Vec<&'x [[i16; 2]]> {
        x.windows(self.inputs).step_by(stride).map(|x| x.as_chunks().0).collect()
    }

    /// Gives the sums of each panel to `write`, with the number of the panel and the place of its outputs.
    #[inline(always)]
    fn fill<S: Simd, T>(
        &self,
        simd: S,
        inputs: &[&[[i16; 2]]],
        y: &mut [T],
        write: impl Fn(usize, i32x16<S>, &mut [T]),
    ) {
        for (number, weights) in self.weights.chunks_exact(self.inputs / 2).enumerate() {
            let start = number * PANEL;
            let panel = (number, weights);
            let (mut rest, mut y) = (inputs, y.chunks_exact_mut(self.outputs).map(|y| &mut y[start..]));
            // as many words at once as there are registers for their sums
            if S::i32s::LEN >= 16 {
                rest = tiles::<8, S, T>(simd, panel, rest, &mut y, &write);
            }
            if S::i32s::LEN >= 8 {
                rest = tiles::<4, S, T>(simd, panel, rest, &mut y, &write);
            }
            rest = tiles::<2, S, T>(simd, panel, rest, &mut y, &write);
            tiles::<1, S, T>(simd, panel, rest, &mut y, &write);
        }
    }
}

/// Multiplies a panel, given with its number, with as many words as make whole tiles of `WORDS`, and returns the others.
#[inline(always)]
fn tiles<'x, 'y, const WORDS: usize, S: Simd, T: 'y>(
    simd: S,
    (number, panel): (usize, &[Pairs]),
    inputs: &'x [&'x [[i16; 2]]],
    y: &mut impl Iterator<Item = &'y mut [T]>,
    write: &impl Fn(usize, i32x16<S>, &mut [T]),
) -> &'x [&'x [[i16; 2]]] {
    let (tiles, rest) = inputs.as_chunks::<WORDS>();
    for tile in tiles {
        let mut sums = [i32x16::splat(simd, 0); WORDS];
        let tile = tile.map(|x| &x[..panel.len()]);
        for (at, weights) in panel.iter().enumerate() {
            let weights = i16x32::from_slice(simd, weights);
            for (sum, x) in sums.iter_mut().zip(tile) {
                let [first, second] = x[at].map(|x| u32::from(x.cast_unsigned()));
                let pair: i16x32<S> = u32x16::splat(simd, first | second << 16).bitcast();
                *sum += simd.pairwise_dot_product_i16x32(pair, weights);
            }
        }
        sums.into_iter().zip(&mut *y).for_each(|(sums, y)| write(number, sums, y));
    }
    rest
}

/// Writes the lanes that there is place for.
#[inline(always)]
fn store<S: Simd, V: SimdBase<S>>(lanes: V, y: &mut [V::Element])
where
    V::Element: Copy + Default,
{
    match y.get_mut(..PANEL) {
        Some(y) => lanes.store_slice(y),
        None => {
            let mut all = [V::Element::default(); PANEL];
            lanes.store_slice(&mut all);
            y.copy_from_slice(&all[..y.len()]);
        }
    }
}

/// A linear layer.
#[derive(Debug)]
pub(crate) struct Linear {
    matrix: Matrix,
    scaling: Scaling,
}

/// What makes of sums of products the outputs of a layer: a factor and a bias for each.
#[derive(Debug)]
pub(super) struct Scaling {
    scales: Vec<[f32; PANEL]>,
    bias: Vec<[f32; PANEL]>,
}

/// The sections of a layer.
pub(super) struct Layer {
    /// The weights, row after row.
    pub(super) rows: Vec<i8>,
    pub(super) outputs: usize,
    pub(super) scaling: Scaling,
}

impl Layer {
    /// Reads a layer for inputs of this length and fixed point.
    pub(super) fn read(
        weights: &Weights,
        name: &str,
        inputs: usize,
        fixed_point: f32,
    ) -> Result<Layer, WeightsError> {
        let rows = weights.i8s(&format!("{name}.weight"))?;
        let scales = weights.f32s(&format!("{name}.scale"))?;
        let bias = weights.f32s(&format!("{name}.bias"))?;
        let fits = (1..=LONGEST_ROW).contains(&inputs) && inputs.is_multiple_of(2);
        if !fits || rows.len() != inputs * bias.len() || scales.len() != bias.len() {
            return Err(WeightsError::Corrupt);
        }
        let scales: Vec<f32> = scales.into_iter().map(|scale| scale / fixed_point).collect();
        let scaling = Scaling { scales: lanes(&scales), bias: lanes(&bias) };
        Ok(Layer { rows, outputs: bias.len(), scaling })
    }

    /// The weights of some inputs.
    pub(super) fn matrix(&self, inputs: Range<usize>) -> Matrix {
        Matrix::new(&self.rows, self.rows.len() / self.outputs, inputs)
    }
}

impl Scaling {
    #[inline(always)]
    fn apply<S: Simd>(&self, simd: S, panel: usize, sums: i32x16<S>) -> f32x16<S> {
        let scales = f32x16::from_slice(simd, &self.scales[panel]);
        f32x16::float_from(sums) * scales + f32x16::from_slice(simd, &self.bias[panel])
    }

    /// The outputs for the sums of a word.
    pub(super) fn outputs(&self, sums: &[i32], y: &mut [f32]) {
        dispatch!(Level::new(), simd => {
            for (panel, (sums, y)) in sums.chunks_exact(PANEL).zip(y.chunks_exact_mut(PANEL)).enumerate() {
                store(self.apply(simd, panel, i32x16::from_slice(simd, sums)), y);
            }
        });
    }
}

impl Linear {
    /// Reads a layer for inputs of this length and fixed point.
    pub(crate) fn read(
        weights: &Weights,
        name: &str,
        inputs: usize,
        fixed_point: f32,
    ) -> Result<Linear, WeightsError> {
        let layer = Layer::read(weights, name, inputs, fixed_point)?;
        Ok(Linear { matrix: layer.matrix(0..inputs), scaling: layer.scaling })
    }

    /// The number of outputs.
    pub(crate) fn outputs(&self) -> usize {
        self.matrix.outputs
    }

    /// The outputs for all inputs, each of which starts `stride` numbers after the one before.
    pub(crate) fn apply(&self, x: &[i16], stride: usize) -> Vec<f32> {
        self.apply_on(Level::new(), x, stride)
    }

    /// The same with the vectors of one kind of processor.
    fn apply_on(&self, level: Level, x: &[i16], stride: usize) -> Vec<f32> {
        let inputs = self.matrix.inputs(x, stride);
        let mut y = vec![0.0; inputs.len() * self.outputs()];
        dispatch!(level, simd => self.matrix.fill(simd, &inputs, &mut y, #[inline(always)] |panel, sums, y| {
            store(self.scaling.apply(simd, panel, sums), y);
        }));
        y
    }
}

/// A number for each output, as panels.
fn lanes(numbers: &[f32]) -> Vec<[f32; PANEL]> {
    let panel = |numbers: &[f32]| {
        let mut lanes = [0.0; PANEL];
        lanes[..numbers.len()].copy_from_slice(numbers);
        lanes
    };
    numbers.chunks(PANEL).map(panel).collect()
}

/// Rounds numbers to the nearest fixed-point numbers; numbers out of range become the last ones in range.
pub(crate) fn quantise(x: &[f32], fixed_point: f32, out: &mut [i16]) {
    dispatch!(Level::new(), _ => quantise_here(x, fixed_point, out));
}

/// The same as part of another loop.
#[inline(always)]
pub(super) fn quantise_here(x: &[f32], fixed_point: f32, out: &mut [i16]) {
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

    /// Adds rows to a vector.
    pub(crate) fn add(&self, rows: &[u32], sum: &mut [f32]) {
        dispatch!(Level::new(), _ => rows.iter().for_each(|row| self.add_row(*row, sum)));
    }

    #[inline(always)]
    fn add_row(&self, row: u32, sum: &mut [f32]) {
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
        dispatch!(Level::new(), _ => self.normalise(x));
    }

    #[inline(always)]
    fn normalise(&self, x: &mut [f32]) {
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

    /// The layer as its definition says.
    fn plain(rows: &[i8], inputs: usize, x: &[i16], stride: usize, scale: f32, bias: &[f32]) -> Vec<f32> {
        let words = x.windows(inputs).step_by(stride);
        let output = |x: &[i16], row: &[i8], bias: f32| {
            let sum: i32 = x.iter().zip(row).map(|(x, weight)| i32::from(*x) * i32::from(*weight)).sum();
            sum as f32 * scale + bias
        };
        words
            .flat_map(|x| rows.chunks_exact(inputs).zip(bias).map(move |(row, bias)| output(x, row, *bias)))
            .collect()
    }

    /// The kinds of processor that this one can act as.
    fn levels() -> Vec<Level> {
        let best = Level::new();
        #[cfg(target_arch = "x86_64")]
        let lesser = [best.as_sse4_2().map(Level::Sse4_2), best.as_avx2().map(Level::Avx2)];
        #[cfg(not(target_arch = "x86_64"))]
        let lesser = [];
        lesser.into_iter().flatten().chain([best, Level::baseline()]).collect()
    }

    #[test]
    fn every_processor_computes_the_same_bits_as_a_plain_loop() {
        let mut state = 1u32;
        let mut random = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) as u16
        };
        for (inputs, outputs, words) in
            [(2, 1, 1), (128, 512, 27), (256, 128, 15), (320, 50, 9), (512, 17, 6)]
        {
            let rows: Vec<i8> = (0..inputs * outputs).map(|_| random() as i8).collect();
            let x: Vec<i16> = (0..inputs * words).map(|_| random() as i16).collect();
            let bias: Vec<f32> = (0..outputs).map(|_| f32::from(random()) / 999.0).collect();
            let scale = 0.1 / STREAM;
            let linear = Linear {
                matrix: Matrix::new(&rows, inputs, 0..inputs),
                scaling: Scaling { scales: lanes(&vec![scale; outputs]), bias: lanes(&bias) },
            };
            for stride in [inputs, inputs / 2] {
                let expected = plain(&rows, inputs, &x, stride, scale, &bias);
                for level in levels() {
                    assert_eq!(
                        linear.apply_on(level, &x, stride),
                        expected,
                        "{inputs} to {outputs}, {level:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn products_of_the_longest_row_are_exact() {
        let matrix = Matrix::new(&[127; LONGEST_ROW], LONGEST_ROW, 0..LONGEST_ROW);
        let exact = -32_767 * 127 * LONGEST_ROW as i32;
        assert_eq!(matrix.products(&[i16::MIN + 1; LONGEST_ROW], LONGEST_ROW), [exact]);
    }
}
