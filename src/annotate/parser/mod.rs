//! The dependency tree.
//!
//! A deep biaffine scorer (Dozat and Manning 2017) scores each pair of words as head and dependent, and labels the
//! pairs that [`decode`] chooses with relations.

pub mod decode;

use fearless_simd::{Level, dispatch};

use self::decode::Scores;
use super::tag::best;
use crate::annotate::network::activation::{dot, leaky};
use crate::annotate::network::quantised::{SCORER, quantise};
use crate::annotate::network::{Encoding, LONGEST_SENTENCE, Network};
use crate::document::Relation;

/// Finds the head of each word of a sentence.
#[derive(Clone, Copy, Debug)]
pub struct Parser<'a> {
    network: &'a Network,
}

/// The arc from a word to its head.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arc {
    /// The number of the head, from 1; 0 for the root of the sentence.
    pub head: u32,
    /// The relation of the word to its head.
    pub relation: Relation,
    /// How much better the head scored than the best other one, as the difference of log probabilities; negative if the
    /// best head would not have made a tree.
    pub margin: f32,
}

impl<'a> Parser<'a> {
    /// A parser with the weights of a network.
    #[must_use]
    pub fn new(network: &'a Network) -> Parser<'a> {
        Parser { network }
    }

    /// The head (from 1, 0 for the root) and the relation of each word: always a tree with one root.
    #[must_use]
    pub fn parse(&self, forms: &[&str]) -> Vec<(u32, Relation)> {
        let arcs = self.parse_encoded(&self.network.encode(forms));
        arcs.into_iter().map(|arc| (arc.head, arc.relation)).collect()
    }

    /// The same with margins, from an existing encoding.
    ///
    /// Parts of [`LONGEST_SENTENCE`] words are parsed separately, and later ones attached to the first as `parataxis`.
    /// Within a part, time is quadratic in the number of words, and cubic if the best heads form no tree.
    #[must_use]
    pub fn parse_encoded(&self, encoding: &Encoding) -> Vec<Arc> {
        let mut arcs: Vec<Arc> = Vec::new();
        for part in encoding.parts() {
            let before = arcs.len() as u32; // a sentence has fewer words than u32 has numbers
            let first_root = arcs.iter().take(LONGEST_SENTENCE).position(|arc| arc.head == 0);
            for mut arc in self.parse_part(part) {
                match first_root {
                    Some(root) if arc.head == 0 => {
                        arc = Arc { head: root as u32 + 1, relation: Relation::Parataxis, margin: 0.0 };
                    }
                    _ if arc.head > 0 => arc.head += before,
                    _ => {}
                }
                arcs.push(arc);
            }
        }
        arcs
    }

    fn parse_part(&self, part: &[i16]) -> Vec<Arc> {
        let network = self.network;
        let stream = network.level_two(part);
        let mut projections = network.scorers.apply(&stream, network.width());
        let size = network.arcs.outputs();
        for row in projections.chunks_exact_mut(4 * size) {
            row[..2 * size].iter_mut().for_each(|x| *x = leaky(*x));
        }
        let words = projections.len() / (4 * size) - 1;
        let row = |word: usize, role: usize| &projections[(4 * word + role) * size..][..size];

        let mut dependents = vec![0; words * size];
        for (word, out) in dependents.chunks_exact_mut(size).enumerate() {
            quantise(row(word + 1, 0), SCORER, out);
        }
        let asked = network.arcs.apply(&dependents, size);
        let mut scores = vec![0.0; words * (words + 1)];
        dispatch!(Level::new(), _ => {
            for (i, (asked, scores)) in asked.chunks_exact(size).zip(scores.chunks_exact_mut(words + 1)).enumerate() {
                for (head, score) in scores.iter_mut().enumerate() {
                    *score = dot(asked, row(head, 1)) + network.distances[distance(head, i + 1)];
                }
            }
        });
        let Some(scores) = Scores::new(&scores, words) else { return vec![] };
        let heads = decode::heads(scores);

        let mut pairs = vec![0; words * size];
        let mut sum = vec![0.0; size];
        for (i, (out, head)) in pairs.chunks_exact_mut(size).zip(&heads).enumerate() {
            for ((sum, dependent), head) in sum.iter_mut().zip(row(i + 1, 2)).zip(row(*head, 3)) {
                *sum = (dependent + head).max(0.0);
            }
            quantise(&sum, SCORER, out);
        }
        let relations = network.relations.apply(&pairs, size);
        let relations = relations.chunks_exact(network.relation_labels.len());
        let arcs = heads.iter().zip(relations).enumerate().map(|(i, (&head, relations))| Arc {
            head: head as u32,
            relation: if head == 0 { Relation::Root } else { network.relation_labels[best(relations)] },
            margin: scores.margin(head, i + 1),
        });
        arcs.collect()
    }
}

/// The class of the distance between a head (0: the root) and its dependent.
#[inline]
#[must_use]
pub fn distance(head: usize, dependent: usize) -> usize {
    if head == 0 {
        return 11;
    }
    let class = match head.abs_diff(dependent) {
        near @ 0..=4 => near,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        _ => 9,
    };
    if head < dependent { class } else { class + 12 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::network::tests::english;
    use crate::annotate::parser::decode::is_tree;
    use proptest::prelude::*;

    /// Each word with its relation and the form of its head.
    fn arcs(sentence: &str) -> Vec<String> {
        let forms: Vec<&str> = sentence.split(' ').collect();
        let arcs = Parser::new(english()).parse(&forms);
        let head = |head: u32| if head == 0 { "ROOT" } else { forms[head as usize - 1] };
        forms
            .iter()
            .zip(&arcs)
            .map(|(form, (h, relation))| format!("{form} {relation} {}", head(*h)))
            .collect()
    }

    fn has(sentence: &str, expected: &[&str]) {
        let arcs = arcs(sentence);
        for arc in expected {
            assert!(arcs.iter().any(|a| a == arc), "`{arc}` is not in {arcs:#?}");
        }
    }

    fn valid(arcs: &[(u32, Relation)]) -> bool {
        let heads: Vec<usize> = arcs.iter().map(|(head, _)| *head as usize).collect();
        is_tree(&heads) && arcs.iter().all(|(head, relation)| (*head == 0) == (*relation == Relation::Root))
    }

    #[test]
    fn subject_and_object_hang_on_their_verb() {
        has(
            "The Norwegian minister met Chinese officials on Monday .",
            &["minister nsubj met", "met root ROOT", "officials obj met", "Monday obl met", "on case Monday"],
        );
    }

    #[test]
    fn the_passive_and_its_agent_are_told_from_the_active() {
        has(
            "Two men were arrested by police after the attack .",
            &["men nsubj:pass arrested", "were aux:pass arrested", "police obl:agent arrested"],
        );
    }

    #[test]
    fn relative_clauses_and_particles_have_relations_of_their_own() {
        has(
            "Soldiers shut down the plant that makes the phones .",
            &["Soldiers nsubj shut", "makes acl:relcl plant", "down compound:prt shut", "plant obj shut"],
        );
    }

    #[test]
    fn sentences_of_no_and_of_one_word_are_trees() {
        let parser = Parser::new(english());
        assert!(parser.parse(&[]).is_empty());
        assert_eq!(parser.parse(&["Attack"]), [(0, Relation::Root)]);
    }

    #[test]
    fn a_sentence_of_five_thousand_words_is_one_tree() {
        let forms: Vec<&str> =
            ["the", "minister", "said", "that", ","].into_iter().cycle().take(5000).collect();
        let arcs = Parser::new(english()).parse(&forms);
        assert_eq!(arcs.len(), 5000);
        assert!(valid(&arcs));
    }

    #[test]
    fn a_clear_head_has_a_greater_margin_than_an_open_one() {
        let forms: Vec<&str> = "He saw the man with the telescope .".split(' ').collect();
        let arcs = Parser::new(english()).parse_encoded(&english().encode(&forms));
        assert!(arcs[2].margin > arcs[6].margin, "the article of `man`, where to hang `with the telescope`");
    }

    proptest! {
        #[test]
        fn whatever_the_words_they_make_one_tree(
            forms in proptest::collection::vec("[a-zA-Z0-9.,'-]{1,9}|\\PC*", 0..40),
        ) {
            let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
            let arcs = Parser::new(english()).parse(&forms);
            prop_assert_eq!(arcs.len(), forms.len());
            prop_assert!(valid(&arcs));
        }
    }
}
