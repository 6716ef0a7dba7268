//! Adam with clipped gradients, and the moving average of the weights that is kept in the end.

use super::model::Model;

/// Moments of the gradients and the average of the weights.
pub struct Optimiser {
    first: Vec<Vec<f32>>,
    second: Vec<Vec<f32>>,
    average: Model,
    step: i32,
}

/// What all weights have in common in a step.
#[derive(Clone, Copy)]
struct Factors {
    clip: f32,
    rate: f32,
    correction: f32,
    keep: f32,
}

/// Some weights and all that belongs to them.
struct Part<'a> {
    weights: &'a mut [f32],
    gradients: &'a mut [f32],
    average: &'a mut [f32],
    first: &'a mut [f32],
    second: &'a mut [f32],
}

impl Part<'_> {
    fn update(self, factors: Factors) {
        let Factors { clip, rate, correction, keep } = factors;
        let Part { weights: w, gradients: g, average: a, first: m, second: v } = self;
        for j in 0..w.len() {
            let gradient = g[j] * clip;
            m[j] = DECAY.0 * m[j] + (1.0 - DECAY.0) * gradient;
            v[j] = DECAY.1 * v[j] + (1.0 - DECAY.1) * gradient * gradient;
            w[j] -= rate * m[j] / ((v[j] * correction).sqrt() + 1e-7);
            a[j] = keep * a[j] + (1.0 - keep) * w[j];
            g[j] = 0.0;
        }
    }
}

const DECAY: (f32, f32) = (0.9, 0.99);
const CLIP: f32 = 5.0;

impl Optimiser {
    pub fn new(model: &Model) -> Optimiser {
        let zeros = || model.tensors().iter().map(|t| vec![0.0; t.data.len()]).collect();
        Optimiser { first: zeros(), second: zeros(), average: model.clone(), step: 0 }
    }

    /// Moves the weights against the gradient, which is zero afterwards.
    pub fn step(&mut self, model: &mut Model, gradient: &mut Model, rate: f32, average_decay: f32) {
        self.step += 1;
        let square = |t: &&super::tensor::Tensor| t.data.iter().map(|g| f64::from(*g * *g)).sum::<f64>();
        let length = gradient.tensors().iter().map(square).sum::<f64>().sqrt() as f32;
        let clip = if length > CLIP { CLIP / length } else { 1.0 };
        let t = self.step;
        let rate = rate / (1.0 - DECAY.0.powi(t));
        let correction = 1.0 / (1.0 - DECAY.1.powi(t));
        let keep = ((1.0 + t as f32) / (10.0 + t as f32)).min(average_decay);
        let factors = Factors { clip, rate, correction, keep };
        let averages = self.average.tensors_mut();
        let tensors = model.tensors_mut().into_iter().zip(gradient.tensors_mut()).zip(averages);
        for (i, ((weights, gradients), average)) in tensors.enumerate() {
            // The big table is shared out among two threads; each weight is independent of all others.
            let half = weights.data.len().div_ceil(2);
            let parts = weights.data.chunks_mut(half).zip(gradients.data.chunks_mut(half));
            let parts = parts.zip(average.data.chunks_mut(half));
            let parts = parts.zip(self.first[i].chunks_mut(half).zip(self.second[i].chunks_mut(half)));
            let parts = parts.map(|(((weights, gradients), average), (first, second))| Part {
                weights,
                gradients,
                average,
                first,
                second,
            });
            if half > 100_000 {
                std::thread::scope(|scope| {
                    parts.for_each(|part| drop(scope.spawn(move || part.update(factors))));
                });
            } else {
                parts.for_each(|part| part.update(factors));
            }
        }
    }

    /// The averaged weights.
    pub fn average(&self) -> &Model {
        &self.average
    }
}
