//! Parts of speech.

use super::network::{Encoding, Network};
use crate::text::document::{Upos, Xpos};

/// Tags the words of a sentence.
#[derive(Clone, Copy, Debug)]
pub struct Tagger<'a> {
    network: &'a Network,
}

impl<'a> Tagger<'a> {
    /// A tagger with the weights of a network.
    #[must_use]
    pub fn new(network: &'a Network) -> Tagger<'a> {
        Tagger { network }
    }

    /// The tags of each word of a sentence. Linear in the number of words.
    #[must_use]
    pub fn tag(&self, forms: &[&str]) -> Vec<(Upos, Xpos)> {
        self.tag_encoded(&self.network.encode(forms))
    }

    /// The same from an encoding that is there already.
    #[must_use]
    pub fn tag_encoded(&self, encoding: &Encoding) -> Vec<(Upos, Xpos)> {
        let Network { tags, tag_labels, .. } = self.network;
        let width = self.network.width();
        let words = encoding.parts().flat_map(|part| tags.apply(&part[width..], width));
        let scores: Vec<f32> = words.collect();
        scores.chunks_exact(tag_labels.len()).map(|scores| tag_labels[best(scores)]).collect()
    }
}

/// The place of the first highest score.
pub(super) fn best(scores: &[f32]) -> usize {
    (1..scores.len()).fold(0, |best, i| if scores[i] > scores[best] { i } else { best })
}
