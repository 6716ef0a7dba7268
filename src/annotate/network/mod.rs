//! One small network with two levels: the first predicts parts of speech, the second the tree.
//!
//! ```text
//! form ─features─▶ sum of embeddings ─▶ convolution ─▶ minGRU ═ level one ─▶ tags
//!                                                        └▶ minGRU ═ level two ─▶ arcs, relations
//! ```
//!
//! Level one is enough for the tags of many sentences; level two is computed for the few that need a tree. Both are
//! linear in the number of words. All arithmetic is exact or rounded the same on every machine (see [`activation`]).
//! `training` fits the weights.

pub mod activation;
pub mod features;
mod forms;
pub(crate) mod quantised;
mod recurrence;

use crate::document::{Relation, Upos, Xpos};
use crate::english::weights::{Weights, WeightsError};
use forms::Forms;
use quantised::{Linear, Norm, SCORER, STREAM, quantise};
use recurrence::Recurrence;

/// A longer sentence is split into several, so that its cost stays linear in its length.
pub const LONGEST_SENTENCE: usize = 256;

/// The number of classes of distances between a head and its dependent.
pub const DISTANCES: usize = 24;

/// The weights of both levels and of their outputs.
#[derive(Debug)]
pub struct Network {
    width: usize,
    forms: Forms,
    convolution_norm: Norm,
    first: Recurrence,
    second: Recurrence,
    /// What [`Tagger`](super::tag::Tagger) reads from level one.
    pub(super) tags: Linear,
    pub(super) tag_labels: Vec<(Upos, Xpos)>,
    /// What [`Parser`](super::parser::Parser) reads from level two: each word as dependent and head of arcs, and as
    /// dependent and head of relations.
    pub(super) scorers: Linear,
    pub(super) arcs: Linear,
    pub(super) distances: Vec<f32>,
    pub(super) relations: Linear,
    pub(super) relation_labels: Vec<Relation>,
}

/// A sentence after level one.
#[derive(Clone, Debug)]
pub struct Encoding {
    /// For each part of at most [`LONGEST_SENTENCE`] words: the fixed-point stream of the root and of the words.
    pub(super) parts: Vec<Vec<i16>>,
}

impl Network {
    /// Reads the weights. Errors if they are damaged or their shape differs from this code's.
    pub fn read(weights: &Weights) -> Result<Network, WeightsError> {
        let width = weights.f32s("embeddings.norm.gain")?.len();
        let linear = |name, inputs, fixed_point| Linear::read(weights, name, inputs, fixed_point);
        let scorers = linear("scorers", width, STREAM)?;
        let scorer = scorers.outputs() / 4;
        let network = Network {
            width,
            forms: Forms::read(weights, width)?,
            convolution_norm: Norm::read(weights, "convolution.norm", width)?,
            first: Recurrence::read(weights, "first", width)?,
            second: Recurrence::read(weights, "second", width)?,
            tags: linear("tags", width, STREAM)?,
            tag_labels: labels(weights, "tags.labels", |line| {
                let (upos, xpos) = line.split_once('\t')?;
                Some((Upos::parse(upos)?, Xpos::parse(xpos)?))
            })?,
            scorers,
            arcs: linear("arcs", scorer, SCORER)?,
            distances: weights.f32s("distances")?,
            relations: linear("relations", scorer, SCORER)?,
            relation_labels: labels(weights, "relations.labels", Relation::parse)?,
        };
        let fits = scorer > 0
            && network.scorers.outputs() == 4 * scorer
            && network.arcs.outputs() == scorer
            && network.distances.len() == DISTANCES
            && network.tags.outputs() == network.tag_labels.len()
            && network.relations.outputs() == network.relation_labels.len();
        if fits { Ok(network) } else { Err(WeightsError::Corrupt) }
    }

    /// Computes level one, the source of the tags and the input of level two.
    #[must_use]
    pub fn encode(&self, forms: &[&str]) -> Encoding {
        Encoding { parts: forms.chunks(LONGEST_SENTENCE).map(|forms| self.level_one(forms)).collect() }
    }

    fn level_one(&self, forms: &[&str]) -> Vec<i16> {
        let mut x = self.forms.convolved(forms);
        self.convolution_norm.apply(&mut x);
        let mut fixed = vec![0; x.len()];
        quantise(&x, STREAM, &mut fixed);
        let x = self.first.apply(x, &fixed);
        quantise(&x, STREAM, &mut fixed);
        fixed
    }
}

impl Encoding {
    /// The stream of each part of the sentence; the first vector of each is that of the root.
    pub(super) fn parts(&self) -> impl Iterator<Item = &[i16]> {
        self.parts.iter().map(Vec::as_slice)
    }
}

impl Network {
    /// The width of the stream.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// Level two for one part of a sentence.
    pub(super) fn level_two(&self, part: &[i16]) -> Vec<i16> {
        let x = part.iter().map(|x| f32::from(*x) / STREAM).collect();
        let mut fixed = vec![0; part.len()];
        quantise(&self.second.apply(x, part), STREAM, &mut fixed);
        fixed
    }
}

fn labels<T>(weights: &Weights, name: &str, parse: fn(&str) -> Option<T>) -> Result<Vec<T>, WeightsError> {
    let labels: Option<Vec<T>> = weights.lines(name)?.map(parse).collect();
    labels.filter(|labels| !labels.is_empty()).ok_or(WeightsError::Corrupt)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use std::sync::OnceLock;

    const ENGLISH: &[u8] = include_bytes!("../../../models/english/network.bin");

    /// The shipped network.
    pub(crate) fn english() -> &'static Network {
        static NETWORK: OnceLock<Network> = OnceLock::new();
        NETWORK.get_or_init(|| Network::read(&Weights::read(ENGLISH).unwrap()).unwrap())
    }

    #[test]
    fn all_machines_compute_the_same_bits() {
        let forms = ["Talks", "between", "the", "two", "sides", "collapsed", "on", "Friday", "."];
        let encoding = english().encode(&forms);
        let sum = |bits: &[i16]| {
            bits.iter().fold(0u64, |hash, b| hash.rotate_left(5) ^ u64::from(b.cast_unsigned()))
        };
        let part = &encoding.parts[0];
        assert_eq!(
            (sum(part), sum(&english().level_two(part))),
            (12_991_361_881_787_302_316, 8_015_037_104_024_888_882)
        );
    }

    #[test]
    fn weights_of_another_shape_are_refused() {
        let weights = Weights::read(ENGLISH).unwrap();
        let width = english().width;
        assert!(Linear::read(&weights, "arcs", width / 2, SCORER).is_err());
        assert!(Norm::read(&weights, "first.norm", width + 1).is_err());
        assert!(Forms::read(&weights, 2 * width).is_err());
        assert!(labels(&weights, "relations.labels", Upos::parse).is_err());
        assert!(labels(&weights, "no.labels", Upos::parse).is_err());
    }
}
