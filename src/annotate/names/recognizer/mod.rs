//! Names of people, organisations and places.
//!
//! A structured perceptron (Collins 2002) with hashed features of the surrounding words, over labels that mark where a
//! name begins and ends. All arithmetic is in integers, so every machine finds the same names.

pub mod decode;
pub mod features;
mod memory;
pub mod words;

use crate::document::{Name, NameKind};
use crate::english::weights::{Weights, WeightsError};
use decode::{LABELS, Transitions};
use memory::Memory;
use words::{Flags, WordTable};

/// How much to raise the score of a label that would find a name of the document again.
const BONUS: i32 = 300;

/// The scores of the labels, and zeros up to a length that vectors and the lines of caches have.
type Row = [i8; 16];

/// The recogniser.
#[derive(Debug)]
pub struct Names {
    /// The score of each label for each feature hash; the number of rows is a power of two.
    rows: Vec<Row>,
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
            rows: rows.iter().map(padded).collect(),
            transitions: transitions.try_into().map_err(|_| WeightsError::Corrupt)?,
            words: WordTable::read(weights)?,
        })
    }

    /// What is known of a word in small letters.
    #[must_use]
    pub fn word(&self, lower: &str) -> Flags {
        self.words.flags(crate::annotate::feature::text(lower))
    }

    /// The names in a sentence of these words, in order. Linear in the number of words.
    pub fn tag(&self, forms: &[&str]) -> Vec<Name> {
        spans(&decode::best(&self.scores(forms), &self.transitions))
    }

    /// The names in the sentences of a document, in order. Names found anywhere in the document help to find them again
    /// elsewhere: whole names, and people by one word of theirs. Linear in the number of words.
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
            let mut sum = [0i16; size_of::<Row>()];
            for row in hashes.iter().filter_map(|hash| self.rows.get((hash & mask) as usize)) {
                for (sum, weight) in sum.iter_mut().zip(row) {
                    *sum += i16::from(*weight);
                }
            }
            std::array::from_fn(|label| i32::from(sum[label]))
        };
        (0..forms.len()).map(&mut score).collect()
    }
}

fn padded(scores: &[u8; LABELS]) -> Row {
    std::array::from_fn(|label| scores.get(label).map_or(0, |score| score.cast_signed()))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::Annotator;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static ENGLISH: LazyLock<Annotator> = LazyLock::new(|| Annotator::english().unwrap());

    /// Finds the names of a text of whole words, in which they are marked as `[P Jane Doe]`, `[O …]` and `[L …]`.
    fn assert_names(lines: &[&str]) {
        let (mut sentences, mut expected): (Vec<Vec<&str>>, Vec<Vec<Name>>) = (Vec::new(), Vec::new());
        for line in lines {
            let (mut words, mut names, mut open) = (Vec::new(), Vec::new(), None);
            for word in line.split(' ') {
                match word {
                    "[P" => open = Some((words.len(), NameKind::Person)),
                    "[O" => open = Some((words.len(), NameKind::Organization)),
                    "[L" => open = Some((words.len(), NameKind::Place)),
                    _ => words.push(word.trim_end_matches(']')),
                }
                if let (true, Some((start, kind))) = (word.ends_with(']'), open) {
                    names.push(Name { tokens: start as u32..words.len() as u32, kind });
                }
            }
            sentences.push(words);
            expected.push(names);
        }
        assert_eq!(ENGLISH.names.tag_document(&sentences), expected);
    }

    #[test]
    fn people_after_their_titles() {
        assert_names(&[
            "President [P Emmanuel Macron] met Chancellor [P Olaf Scholz] in [L Berlin] on Friday .",
        ]);
        assert_names(&["Microsoft CEO [P Satya Nadella] spoke first ."
            .replace("Microsoft", "[O Microsoft]")
            .as_str()]);
    }

    #[test]
    fn names_of_people_from_korea_china_arabia_and_spain() {
        assert_names(&["Foreign minister [P Park Min - woo] arrived on Monday ."]);
        assert_names(&["The company said chairman [P Zhang Weiguo] had resigned ."]);
        assert_names(&["Prime Minister [P Ahmed al - Hashemi] denied the report ."]);
        assert_names(&["The judge , [P Maria Lopez Ortiz] , gave no reason ."]);
    }

    #[test]
    fn organisations_of_several_shapes() {
        assert_names(&["[O Acme Corp.] said it had sold its unit to [O First National Bank] ."]);
        assert_names(&["The [O University of Oslo] and the [O Ministry of Defense] signed an agreement ."]);
        assert_names(&["The [O European Union] and [O NATO] condemned the attack ."]);
    }

    #[test]
    fn a_nationality_is_no_name() {
        assert_names(&["Korean and Japanese officials met in [L Tokyo] ."]);
    }

    #[test]
    fn a_line_in_capitals_has_names() {
        assert_names(&["OFFICIALS ARRIVE IN [L LONDON] FOR TALKS WITH [L IRAN]"]);
    }

    #[test]
    fn a_dateline_is_a_place() {
        assert_names(&["[L SEOUL] ( [O Reuters] ) - The two companies signed an agreement on Monday ."]);
    }

    #[test]
    fn a_person_is_known_by_one_name_after_the_whole_name() {
        assert_names(&[
            "The visit surprised [P Tan Wei Ling] , who runs the firm .",
            "[P Tan] said nothing .",
            "The mayor later met [P Tan] .",
        ]);
    }

    #[test]
    fn nothing_has_no_names() {
        assert!(ENGLISH.names.tag(&[]).is_empty());
        assert!(ENGLISH.names.tag_document(&[]).is_empty());
        assert_eq!(ENGLISH.names.tag_document(&[vec![], vec![""]]), [vec![], vec![]]);
    }

    proptest! {
        #[test]
        fn names_of_any_words_are_in_order_and_apart(
            words in proptest::collection::vec("(\\PC{0,6}|[A-Z][a-z]{1,8}|[A-Z]{2,5}|al|-|de)", 0..30)
        ) {
            let forms: Vec<&str> = words.iter().map(String::as_str).collect();
            let document = vec![forms.clone(), forms.clone()];
            for (names, forms) in ENGLISH.names.tag_document(&document).into_iter().zip(&document) {
                let mut end = 0;
                for name in names {
                    assert!(name.tokens.start >= end && name.tokens.end > name.tokens.start);
                    end = name.tokens.end;
                }
                assert!(end as usize <= forms.len());
            }
        }

        #[test]
        fn damaged_weights_are_refused(rows in proptest::collection::vec(any::<i8>(), 0..40)) {
            let mut writer = crate::english::weights::WeightsWriter::default();
            for name in ["rows", "transitions", "fingerprints", "flags"] {
                writer.i8s(name, &rows);
            }
            let file = writer.finish();
            assert!(Weights::read(&file).and_then(|weights| Names::read(&weights)).is_err());
        }
    }
}
