//! Matrices of parameters and their products with activations.

use crate::random::Random;
use ndarray::linalg::general_mat_mul;
use ndarray::{ArrayView2, ArrayViewMut2, ShapeBuilder};

/// A named matrix of parameters, row after row. A matrix of gradients has the same type.
#[derive(Clone, Debug)]
pub struct Tensor {
    pub name: String,
    pub rows: usize,
    pub columns: usize,
    pub data: Vec<f32>,
}

impl Tensor {
    pub fn constant(name: &str, rows: usize, columns: usize, value: f32) -> Tensor {
        Tensor { name: name.to_owned(), rows, columns, data: vec![value; rows * columns] }
    }

    pub fn normal(name: &str, rows: usize, columns: usize, deviation: f32, random: &mut Random) -> Tensor {
        let data = (0..rows * columns).map(|_| random.normal() * deviation).collect();
        Tensor { name: name.to_owned(), rows, columns, data }
    }

    pub fn row(&self, row: usize) -> &[f32] {
        &self.data[row * self.columns..(row + 1) * self.columns]
    }

    fn view(&self) -> ArrayView2<'_, f32> {
        matrix(&self.data, self.rows, self.columns)
    }

    fn view_mut(&mut self) -> ArrayViewMut2<'_, f32> {
        matrix_mut(&mut self.data, self.rows, self.columns)
    }
}

fn matrix(data: &[f32], rows: usize, columns: usize) -> ArrayView2<'_, f32> {
    ArrayView2::from_shape((rows, columns), data).expect("as many numbers as the shape says")
}

fn matrix_mut(data: &mut [f32], rows: usize, columns: usize) -> ArrayViewMut2<'_, f32> {
    ArrayViewMut2::from_shape((rows, columns), data).expect("as many numbers as the shape says")
}

/// Rows that start `stride` numbers after each other and may overlap.
fn windows(data: &[f32], rows: usize, columns: usize, stride: usize) -> ArrayView2<'_, f32> {
    ArrayView2::from_shape((rows, columns).strides((stride, 1)), data)
        .expect("as many numbers as the shape says")
}

/// `c += a · b`, or with either transposed, for plain row-major matrices: `c` is `m` × `n`, the inner length `k`.
pub fn multiply(
    c: &mut [f32],
    (m, k, n): (usize, usize, usize),
    (a, a_transposed): (&[f32], bool),
    (b, b_transposed): (&[f32], bool),
) {
    let a = if a_transposed { matrix(a, k, m).reversed_axes() } else { matrix(a, m, k) };
    let b = if b_transposed { matrix(b, n, k).reversed_axes() } else { matrix(b, k, n) };
    general_mat_mul(1.0, &a, &b, 1.0, &mut matrix_mut(c, m, n));
}

/// A linear layer: one row of weights for each output, and a bias.
#[derive(Clone, Debug)]
pub struct Linear {
    pub weight: Tensor,
    pub bias: Tensor,
}

impl Linear {
    pub fn new(name: &str, inputs: usize, outputs: usize, gain: f32, random: &mut Random) -> Linear {
        let deviation = (gain / inputs as f32).sqrt();
        Linear {
            weight: Tensor::normal(&format!("{name}.weight"), outputs, inputs, deviation, random),
            bias: Tensor::constant(&format!("{name}.bias"), 1, outputs, 0.0),
        }
    }

    pub fn inputs(&self) -> usize {
        self.weight.columns
    }

    pub fn outputs(&self) -> usize {
        self.weight.rows
    }

    /// The outputs for `n` inputs, each `stride` numbers after the one before.
    pub fn forward(&self, x: &[f32], n: usize, stride: usize) -> Vec<f32> {
        let mut y: Vec<f32> = Vec::with_capacity(n * self.outputs());
        (0..n).for_each(|_| y.extend(&self.bias.data));
        let mut out = matrix_mut(&mut y, n, self.outputs());
        general_mat_mul(1.0, &windows(x, n, self.inputs(), stride), &self.weight.view().t(), 1.0, &mut out);
        y
    }

    /// Adds the gradients of the parameters to `gradient` and returns those of the inputs (without overlap).
    pub fn backward(&self, dy: &[f32], x: &[f32], stride: usize, gradient: &mut Linear) -> Vec<f32> {
        let n = dy.len() / self.outputs();
        let dy_view = matrix(dy, n, self.outputs());
        let x = windows(x, n, self.inputs(), stride);
        general_mat_mul(1.0, &dy_view.t(), &x, 1.0, &mut gradient.weight.view_mut());
        for row in dy.chunks_exact(self.outputs()) {
            add(&mut gradient.bias.data, row);
        }
        let mut dx = vec![0.0; n * self.inputs()];
        general_mat_mul(1.0, &dy_view, &self.weight.view(), 0.0, &mut matrix_mut(&mut dx, n, self.inputs()));
        dx
    }
}

/// `a += b`.
pub fn add(a: &mut [f32], b: &[f32]) {
    for (a, b) in a.iter_mut().zip(b) {
        *a += b;
    }
}

/// `a *= b`.
pub fn scale(a: &mut [f32], b: &[f32]) {
    for (a, b) in a.iter_mut().zip(b) {
        *a *= b;
    }
}
