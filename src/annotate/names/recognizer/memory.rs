//! Names that a document has used before: *Chua Sock Koong* once, and *Chua* from then on.

use rustc_hash::FxHashMap;

use super::decode::{LABELS, OUTSIDE, label};
use super::words::joined;
use super::{Name, NameKind};
use crate::annotate::feature;

/// Names of a document, and how strong the evidence is for each kind.
#[derive(Debug, Default)]
pub(super) struct Memory {
    names: FxHashMap<u64, [i32; 3]>,
    /// The first words of names, and the length of the longest name that begins with each.
    firsts: FxHashMap<u64, usize>,
}

/// Names longer than this are not remembered.
const LONGEST: usize = 8;

impl Memory {
    /// Remembers a name that the recogniser found; `scores` are those of the sentence.
    pub(super) fn add(&mut self, name: &Name, forms: &[&str], scores: &[[i32; LABELS]]) {
        let range = name.tokens.start as usize..name.tokens.end as usize;
        let kind = name.kind as usize;
        let margin = range
            .clone()
            .zip(0..)
            .map(|(i, at)| scores[i][label(kind, at, range.len())] - scores[i][OUTSIDE]);
        let margin = margin.min().unwrap_or(0);
        if margin <= 0 || range.len() > LONGEST {
            return;
        }
        self.insert(&forms[range.clone()], kind, margin);
        if name.kind == NameKind::Person && range.len() > 1 {
            for part in [range.start, range.end - 1] {
                if forms[part].len() > 2 && forms[part].chars().all(char::is_alphabetic) {
                    self.insert(&forms[part..=part], kind, margin);
                }
            }
        }
    }

    fn insert(&mut self, forms: &[&str], kind: usize, margin: i32) {
        let hashes = forms.iter().map(|form| key(form));
        let Some(first) = hashes.clone().next() else { return };
        let votes = self.names.entry(joined(hashes)).or_default();
        votes[kind] = votes[kind].saturating_add(margin);
        let longest = self.firsts.entry(first).or_default();
        *longest = forms.len().max(*longest);
    }

    /// Raises the scores of labels that would find remembered names again in a sentence. Returns whether there are any.
    pub(super) fn recall(&self, forms: &[&str], scores: &mut [[i32; LABELS]], bonus: i32) -> bool {
        let mut any = false;
        let mut start = 0;
        while start < forms.len() {
            let length = self.longest_at(forms, start).map_or(0, |(length, kind)| {
                for at in 0..length {
                    scores[start + at][label(kind, at, length)] += bonus;
                }
                any = true;
                length
            });
            start += length.max(1);
        }
        any
    }

    fn longest_at(&self, forms: &[&str], start: usize) -> Option<(usize, usize)> {
        if !forms[start].starts_with(|c: char| c.is_uppercase()) {
            return None;
        }
        let longest = (*self.firsts.get(&key(forms[start]))?).min(forms.len() - start);
        (1..=longest).rev().find_map(|length| {
            let votes = self.names.get(&joined(forms[start..start + length].iter().map(|form| key(form))))?;
            let kind = (0..votes.len()).rev().max_by_key(|&kind| votes[kind])?;
            Some((length, kind))
        })
    }
}

fn key(form: &str) -> u64 {
    feature::text(&form.to_lowercase())
}
