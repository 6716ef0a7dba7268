//! From treebanks to what the network learns from: rows of features, labels by number.

use super::model::Item;
use crate::conllu::Sentence;
use crate::random::Random;
use dateline::annotate::network::features::{self, UNKNOWN};
use dateline::document::{Relation, Upos, Xpos};
use std::collections::HashMap;

/// The labels of the two heads, in the order of their numbers.
#[derive(Clone, Debug)]
pub struct Labels {
    pub tags: Vec<(Upos, Xpos)>,
    pub relations: Vec<Relation>,
    /// Sets of tags of which one is right: first each alone, then for each `Xpos` those that have it.
    pub groups: Vec<Vec<usize>>,
}

impl Labels {
    /// The tags that occur at least three times, and all relations.
    pub fn collect(sentences: &[Sentence]) -> Labels {
        let mut counts = std::collections::BTreeMap::<(Upos, Xpos), usize>::new();
        let mut seen = std::collections::BTreeSet::new();
        for sentence in sentences {
            sentence.tags.iter().for_each(|tag| *counts.entry(*tag).or_default() += 1);
            seen.extend(sentence.arcs.iter().filter(|(head, _)| *head != 0).map(|(_, relation)| *relation));
        }
        let tags: Vec<_> = counts.into_iter().filter(|(_, count)| *count >= 3).map(|(tag, _)| tag).collect();
        let alone = (0..tags.len()).map(|tag| vec![tag]);
        let of = |xpos: Xpos| (0..tags.len()).filter(|tag| tags[*tag].1 == xpos).collect();
        let groups = alone.chain(Xpos::ALL.iter().map(|xpos| of(*xpos))).collect();
        Labels { tags, relations: seen.into_iter().collect(), groups }
    }

    /// The group of a tag alone; no group if it is too rare.
    fn tag(&self, tag: (Upos, Xpos)) -> usize {
        self.tags.iter().position(|t| *t == tag).unwrap_or(usize::MAX)
    }

    fn xpos(&self, xpos: Xpos) -> usize {
        self.tags.len() + xpos as usize
    }

    fn relation(&self, relation: Relation) -> usize {
        let position = |relation| self.relations.iter().position(|r| *r == relation);
        position(relation).or_else(|| position(relation.universal())).unwrap_or_default()
    }
}

/// A sentence and what is known of it.
#[derive(Clone, Debug)]
pub struct Example {
    forms: Vec<String>,
    item: Item,
    /// How often each word occurs in all examples.
    counts: Vec<u32>,
}

impl Example {
    /// A sentence of a treebank.
    pub fn gold(sentence: &Sentence, labels: &Labels) -> Example {
        let tags = sentence.tags.iter().map(|tag| labels.tag(*tag)).collect();
        let arcs = sentence.arcs.iter().map(|(head, relation)| (*head, labels.relation(*relation)));
        Example::new(sentence.forms.clone(), tags, Some(arcs.collect()))
    }

    /// A sentence of which only the `Xpos` are known.
    pub fn tagged(forms: Vec<String>, xpos: &[Option<Xpos>], labels: &Labels) -> Example {
        let tags = xpos.iter().map(|xpos| xpos.map_or(usize::MAX, |xpos| labels.xpos(xpos))).collect();
        Example::new(forms, tags, None)
    }

    /// A sentence of which nothing is known.
    pub fn plain(forms: &[String]) -> Example {
        Example::new(forms.to_vec(), vec![usize::MAX; forms.len()], None)
    }

    fn new(forms: Vec<String>, tags: Vec<usize>, arcs: Option<Vec<(usize, usize)>>) -> Example {
        let item = Item { rows: rows(&forms), tags, arcs };
        Example { counts: vec![0; forms.len()], forms, item }
    }

    pub fn len(&self) -> usize {
        self.forms.len()
    }

    pub fn item(&self) -> &Item {
        &self.item
    }

    /// The sentence as it is learnt from once: some words are made unknown, rare ones more often; some sentences
    /// are put into capitals or into the title case of headlines.
    pub fn vary(&self, random: &mut Random) -> Item {
        let mut item = self.item.clone();
        let case = random.uniform();
        if case < 0.03 {
            item.rows = rows(&self.forms.iter().map(|form| form.to_uppercase()).collect::<Vec<_>>());
        } else if case < 0.06 {
            item.rows = rows(&self.forms.iter().map(|form| capitalise(form)).collect::<Vec<_>>());
        } else if case < 0.07 {
            item.rows = rows(&self.forms.iter().map(|form| form.to_lowercase()).collect::<Vec<_>>());
        }
        for (rows, count) in item.rows.iter_mut().zip(&self.counts) {
            let rare = 0.25 / (0.25 + *count as f32);
            if random.chance(rare) || random.chance(0.03) {
                rows[0] = UNKNOWN;
                rows[1] = UNKNOWN;
            }
        }
        item
    }
}

fn rows(forms: &[String]) -> Vec<features::Rows> {
    let mut scratch = String::new();
    forms.iter().map(|form| features::rows(form, &mut scratch)).collect()
}

/// A word as in a headline in title case: with a capital, unless it is short.
fn capitalise(form: &str) -> String {
    let mut chars = form.chars();
    match chars.next() {
        Some(first) if form.len() > 3 => first.to_uppercase().chain(chars).collect(),
        _ => form.to_owned(),
    }
}

/// Tells each example how often its words occur in all of them.
pub fn count_words(examples: &mut [Example]) {
    let mut scratch = String::new();
    let mut counts = HashMap::<u64, u32>::new();
    for form in examples.iter().flat_map(|example| &example.forms) {
        *counts.entry(features::identity(form, &mut scratch)).or_default() += 1;
    }
    for example in examples {
        let count = |form: &String| counts[&features::identity(form, &mut scratch)];
        example.counts = example.forms.iter().map(count).collect();
    }
}
