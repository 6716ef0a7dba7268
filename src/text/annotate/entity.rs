//! Names of people, organisations and places.
//!
//! A structured perceptron (Collins 2002) with hashed features of the words around, over labels that say where a name
//! begins and ends. All arithmetic is in integers, so that every machine finds the same names.

pub mod decode;
pub mod features;
mod memory;
pub mod words;

use super::weights::{Weights, WeightsError};
use crate::text::document::{Name, NameKind};
use decode::{LABELS, Transitions};
use memory::Memory;
use words::WordTable;

/// How much the score of a label rises by which a name of the document would be found again.
const BONUS: i32 = 250;

/// The recogniser.
#[derive(Debug)]
pub struct Names {
    /// For each hash of a feature the score of each label; as many as a power of two.
    rows: Vec<[i8; LABELS]>,
    transitions: Transitions,
    words: WordTable,
}

impl Names {
    /// Reads the recogniser from its sections `rows`, `transitions`, `fingerprints` and `flags`.
    pub fn read(weights: &Weights) -> Result<Names, WeightsError> {
        let bytes = weights.bytes("rows")?;
        let (rows, rest) = bytes.as_chunks::<LABELS>();
        let numbers = weights.i16s("transitions")?;
        let (transitions, rest_of_transitions) = numbers.as_chunks::<LABELS>();
        if !rest.is_empty() || !rest_of_transitions.is_empty() || !rows.len().is_power_of_two() {
            return Err(WeightsError::Corrupt);
        }
        let transitions: Vec<[i32; LABELS]> = transitions.iter().map(|row| row.map(i32::from)).collect();
        Ok(Names {
            rows: rows.iter().map(|row| row.map(u8::cast_signed)).collect(),
            transitions: transitions.try_into().map_err(|_| WeightsError::Corrupt)?,
            words: WordTable::read(weights)?,
        })
    }

    /// The names in a sentence of these words, in order. Linear in the number of words.
    pub fn tag(&self, forms: &[&str]) -> Vec<Name> {
        spans(&decode::best(&self.scores(forms), &self.transitions))
    }

    /// The names in the sentences of a document, in order. What is found anywhere in the document helps to find it
    /// again elsewhere: whole names, and people by one of theirs. Linear in the number of words.
    pub fn tag_document(&self, sentences: &[Vec<&str>]) -> Vec<Vec<Name>> {
        let mut memory = Memory::default();
        let mut scores: Vec<Vec<[i32; LABELS]>> = sentences.iter().map(|forms| self.scores(forms)).collect();
        let mut names: Vec<Vec<Name>> = Vec::with_capacity(sentences.len());
        for (forms, scores) in sentences.iter().zip(&scores) {
            let found = spans(&decode::best(scores, &self.transitions));
            found.iter().for_each(|name| memory.add(name, forms, scores));
            names.push(found);
        }
        for ((forms, scores), names) in sentences.iter().zip(&mut scores).zip(&mut names) {
            if memory.recall(forms, scores, BONUS) {
                *names = spans(&decode::best(scores, &self.transitions));
            }
        }
        names
    }

    fn scores(&self, forms: &[&str]) -> Vec<[i32; LABELS]> {
        let traits = features::traits(forms, &self.words);
        let mask = self.rows.len() as u64 - 1;
        let mut hashes = Vec::new();
        let mut score = |i: usize| {
            features::features(&traits, i, &mut hashes);
            let mut sum = [0i16; LABELS];
            for row in hashes.iter().filter_map(|hash| self.rows.get((hash & mask) as usize)) {
                for (sum, weight) in sum.iter_mut().zip(row) {
                    *sum += i16::from(*weight);
                }
            }
            sum.map(i32::from)
        };
        (0..forms.len()).map(&mut score).collect()
    }
}

/// The names that a sequence of labels describes.
pub fn spans(labels: &[usize]) -> Vec<Name> {
    let mut names = Vec::new();
    let mut start = 0;
    for (i, &label) in labels.iter().enumerate() {
        let Some(kind) = decode::kind(label).and_then(|kind| NameKind::ALL.get(kind)) else { continue };
        if matches!((label - 1) % 4, 0 | 3) {
            start = i;
        }
        if matches!((label - 1) % 4, 2 | 3) {
            names.push(Name { tokens: start as u32..i as u32 + 1, kind: *kind });
        }
    }
    names
}
