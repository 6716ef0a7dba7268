//! The first layers: what they compute from a word's form alone is kept for the next time that it comes.
//!
//! A word's vector is the sum of embeddings. The convolution sees half of the vector before it, its own, and half of the
//! one after it; nothing stands before the root or after the last word. What each of the three adds to the sums of
//! products is a whole number, so it can be kept apart, and the sums are the same to the bit.

use std::hash::Hasher;
use std::sync::OnceLock;

use rustc_hash::FxHasher;

use super::features::{self, Rows};
use super::quantised::{Embeddings, Layer, Matrix, Norm, PANEL, STREAM, Scaling, quantise};
use crate::english::weights::{Weights, WeightsError};

/// The number of forms that are kept, each with about 2 kB: the first that come in each place. The most frequent ones,
/// three quarters of a text, come early.
const KEPT: usize = 2048;

/// The layers, and the forms that they have seen.
#[derive(Debug)]
pub(super) struct Forms {
    width: usize,
    embeddings: Embeddings,
    norm: Norm,
    /// What a word is multiplied with as the one before, itself, and the one after.
    places: [Matrix; 3],
    scaling: Scaling,
    root: Form,
    kept: Vec<OnceLock<(Box<str>, Form)>>,
}

/// What is computed from a form.
#[derive(Debug, Default)]
struct Form {
    /// Its vector.
    x: Vec<f32>,
    /// What it adds to the sums of the word after it, its own, and those of the word before it.
    sums: [Vec<i32>; 3],
}

/// Where a form of a sentence is.
enum Place {
    Kept(usize),
    Fresh(usize),
}

impl Forms {
    pub(super) fn read(weights: &Weights, width: usize) -> Result<Forms, WeightsError> {
        let layer = Layer::read(weights, "convolution", 2 * width, STREAM)?;
        if layer.outputs != width || !width.is_multiple_of(PANEL) {
            return Err(WeightsError::Corrupt);
        }
        let half = width / 2;
        let mut forms = Forms {
            width,
            embeddings: Embeddings::read(weights, features::TABLE as usize, width)?,
            norm: Norm::read(weights, "embeddings.norm", width)?,
            places: [0..half, half..half + width, half + width..2 * width].map(|inputs| layer.matrix(inputs)),
            scaling: layer.scaling,
            root: Form::default(),
            kept: std::iter::repeat_with(OnceLock::new).take(KEPT).collect(),
        };
        forms.root = forms.compute(&[features::ROOT]).pop().unwrap_or_default();
        Ok(forms)
    }

    /// The vectors of the root and of words after the convolution was added.
    pub(super) fn convolved(&self, words: &[&str]) -> Vec<f32> {
        let (places, fresh) = self.find(words);
        let form = |place: &Place| match place {
            Place::Kept(at) => self.kept[*at].get().map_or(&self.root, |(_, form)| form),
            Place::Fresh(at) => &fresh[*at],
        };
        let sentence: Vec<&Form> = std::iter::once(&self.root).chain(places.iter().map(form)).collect();
        let mut x = vec![0.0; sentence.len() * self.width];
        let mut sums = vec![0; self.width];
        let mut y = vec![0.0; self.width];
        for (at, (form, x)) in sentence.iter().zip(x.chunks_exact_mut(self.width)).enumerate() {
            sums.copy_from_slice(&form.sums[1]);
            if let Some(before) = at.checked_sub(1).and_then(|at| sentence.get(at)) {
                sums.iter_mut().zip(&before.sums[0]).for_each(|(sum, more)| *sum += more);
            }
            if let Some(after) = sentence.get(at + 1) {
                sums.iter_mut().zip(&after.sums[2]).for_each(|(sum, more)| *sum += more);
            }
            self.scaling.outputs(&sums, &mut y);
            for ((x, own), y) in x.iter_mut().zip(&form.x).zip(&y) {
                *x = own + y.max(0.0);
            }
        }
        x
    }

    /// Looks words up, computes those that are not known, and keeps those that find a place.
    fn find(&self, words: &[&str]) -> (Vec<Place>, Vec<Form>) {
        let slot = |word: &str| {
            let mut hasher = FxHasher::default();
            hasher.write(word.as_bytes());
            hasher.finish() as usize % KEPT
        };
        let is_at = |slot: usize, word: &str| self.kept[slot].get().is_some_and(|(form, _)| **form == *word);
        let mut places = Vec::with_capacity(words.len());
        let (mut missing, mut rows) = (Vec::new(), Vec::new());
        let mut scratch = String::new();
        for (at, word) in words.iter().enumerate() {
            let slot = slot(word);
            places.push(Place::Kept(slot));
            if !is_at(slot, word) {
                missing.push((at, slot));
                rows.push(features::rows(word, &mut scratch));
            }
        }
        let mut fresh = Vec::new();
        for ((at, slot), form) in missing.into_iter().zip(self.compute(&rows)) {
            if let Err((_, form)) = self.kept[slot].set((Box::from(words[at]), form)) {
                places[at] = Place::Fresh(fresh.len());
                fresh.push(form);
            }
        }
        (places, fresh)
    }

    fn compute(&self, rows: &[Rows]) -> Vec<Form> {
        let mut x = vec![0.0; rows.len() * self.width];
        for (rows, x) in rows.iter().zip(x.chunks_exact_mut(self.width)) {
            self.embeddings.add(rows, x);
        }
        self.norm.apply(&mut x);
        let mut fixed = vec![0; x.len()];
        quantise(&x, STREAM, &mut fixed);
        let half = self.width / 2;
        let seen = [&fixed[half.min(fixed.len())..], &fixed[..], &fixed[..]];
        let [before, own, after] =
            [0, 1, 2].map(|place| self.places[place].products(seen[place], self.width));
        let part = |sums: &[i32], at: usize| sums[at * self.width..(at + 1) * self.width].to_vec();
        let form = |(at, x): (usize, &[f32])| Form {
            x: x.to_vec(),
            sums: [part(&before, at), part(&own, at), part(&after, at)],
        };
        x.chunks_exact(self.width).enumerate().map(form).collect()
    }
}
