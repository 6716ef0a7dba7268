//! Parts of speech.

use super::network::{Encoding, Network};
use crate::document::{Upos, Xpos};

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

    /// The same from an existing encoding.
    #[must_use]
    pub fn tag_encoded(&self, encoding: &Encoding) -> Vec<(Upos, Xpos)> {
        let Network { tags, tag_labels, .. } = self.network;
        let width = self.network.width();
        let words = encoding.parts().flat_map(|part| tags.apply(&part[width..], width));
        let scores: Vec<f32> = words.collect();
        scores.chunks_exact(tag_labels.len()).map(|scores| tag_labels[best(scores)]).collect()
    }
}

/// The index of the first highest score.
pub(super) fn best(scores: &[f32]) -> usize {
    (1..scores.len()).fold(0, |best, i| if scores[i] > scores[best] { i } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::network::tests::english;
    use proptest::prelude::*;

    fn xpos(sentence: &str) -> String {
        let forms: Vec<&str> = sentence.split(' ').collect();
        let tags = Tagger::new(english()).tag(&forms);
        tags.iter().map(|(_, xpos)| xpos.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn sentences_of_news_are_tagged() {
        assert_eq!(
            xpos("The foreign minister will meet his counterpart on Monday ."),
            "DT JJ NN MD VB PRP$ NN IN NNP ."
        );
        assert_eq!(
            xpos("Police arrested two men who had attacked a bank in Oslo ."),
            "NNS VBD CD NNS WP VBD VBN DT NN IN NNP ."
        );
    }

    #[test]
    fn words_in_capitals_are_tagged_as_the_same_words() {
        assert_eq!(xpos("THE MINISTER SAID THE TALKS HAD FAILED ."), "DT NN VBD DT NNS VBD VBN .");
    }

    #[test]
    fn the_empty_sentence_has_no_tags() {
        assert!(Tagger::new(english()).tag(&[]).is_empty());
    }

    proptest! {
        #[test]
        fn every_word_of_any_sentence_gets_a_tag(forms in proptest::collection::vec(".*", 0..20)) {
            let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
            prop_assert_eq!(Tagger::new(english()).tag(&forms).len(), forms.len());
        }
    }
}
