//! The functions between the matrices, in `f32`, without the platform's maths library, whose last bits differ.
//!
//! Additions, multiplications, divisions and square roots are rounded the same everywhere, and their order is fixed
//! here, so every machine computes the same bits.

/// The hyperbolic tangent, to about 1e-6 (the rational function of Eigen's `ptanh`).
#[inline(always)]
#[must_use]
pub fn tanh(x: f32) -> f32 {
    let x = x.clamp(-7.905_311, 7.905_311);
    let s = x * x;
    let mut p = -2.760_768_5e-16 * s + 2.000_188e-13;
    p = p * s - 8.604_672e-11;
    p = p * s + 5.122_297e-8;
    p = p * s + 1.485_722_4e-5;
    p = p * s + 6.372_619_3e-4;
    p = p * s + 4.893_524_6e-3;
    let mut q = 1.198_258_4e-6 * s + 1.185_347_1e-4;
    q = q * s + 2.268_434_6e-3;
    q = q * s + 4.893_525e-3;
    x * p / q
}

/// The logistic function.
#[inline(always)]
#[must_use]
pub fn sigmoid(x: f32) -> f32 {
    0.5 + 0.5 * tanh(0.5 * x)
}

/// `x`, or a tenth of it if it is negative.
#[inline(always)]
#[must_use]
pub fn leaky(x: f32) -> f32 {
    if x > 0.0 { x } else { 0.1 * x }
}

/// The inner product of two vectors of the same length, added up in eight lanes.
#[inline(always)]
#[must_use]
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0f32; 8];
    let (a, a_rest) = a.as_chunks::<8>();
    let (b, b_rest) = b.as_chunks::<8>();
    for (a, b) in a.iter().zip(b) {
        for i in 0..8 {
            lanes[i] += a[i] * b[i];
        }
    }
    add_lanes(lanes) + a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum::<f32>()
}

/// The sum of a vector, added up in eight lanes.
#[inline(always)]
#[must_use]
pub fn sum(x: &[f32]) -> f32 {
    let (chunks, rest) = x.as_chunks::<8>();
    let mut lanes = [0.0f32; 8];
    for chunk in chunks {
        for i in 0..8 {
            lanes[i] += chunk[i];
        }
    }
    add_lanes(lanes) + rest.iter().sum::<f32>()
}

#[inline(always)]
fn add_lanes(lanes: [f32; 8]) -> f32 {
    ((lanes[0] + lanes[4]) + (lanes[1] + lanes[5])) + ((lanes[2] + lanes[6]) + (lanes[3] + lanes[7]))
}

/// Shifts and scales a vector to mean 0 and variance 1, and returns the factor.
#[inline(always)]
pub fn standardise(x: &mut [f32]) -> f32 {
    let length = x.len() as f32; // a few hundred
    let mean = sum(x) / length;
    x.iter_mut().for_each(|x| *x -= mean);
    let factor = 1.0 / (dot(x, x) / length + 1e-5).sqrt();
    x.iter_mut().for_each(|x| *x *= factor);
    factor
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tangent_is_close_to_the_true_one() {
        for i in -2000..=2000 {
            let x = i as f32 / 100.0;
            assert!((tanh(x) - x.tanh()).abs() < 2e-6, "tanh({x})");
            assert!((sigmoid(x) - 1.0 / (1.0 + (-x).exp())).abs() < 2e-6, "sigmoid({x})");
        }
    }

    #[test]
    fn a_standardised_vector_has_mean_zero_and_variance_one() {
        let mut x: Vec<f32> = (0..128).map(|i| (i * i) as f32).collect();
        standardise(&mut x);
        assert!(sum(&x).abs() < 1e-3);
        assert!((dot(&x, &x) / 128.0 - 1.0).abs() < 1e-3);
    }
}
